/**
 * Elements without a library. The page before the sign-in is the first thing anybody loads, on whatever phone and
 * connection they have; React (67 KB) comes afterwards, while they type.
 */
type Child = Node | string | undefined | false

interface Props {
  class?: string
  on?: Record<string, (event: Event) => void>
  [attribute: string]: unknown
}

/** `el('p', {class: 'help'}, 'words')`. Attributes that are undefined or false are left out. Text is never HTML. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  { on, ...attributes }: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value))
  for (const [event, listener] of Object.entries(on ?? {})) element.addEventListener(event, listener)
  element.append(...children.filter((child): child is Node | string => Boolean(child)))
  return element
}

const svgNamespace = 'http://www.w3.org/2000/svg'

/** One stroke in a 24 × 24 square, as an icon that screen readers pass over. */
export function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS(svgNamespace, 'svg')
  for (const [name, value] of Object.entries({ viewBox: '0 0 24 24', width: 20, height: 20, 'aria-hidden': true }))
    svg.setAttribute(name, String(value))
  const stroke = document.createElementNS(svgNamespace, 'path')
  for (const [name, value] of Object.entries({ d: path, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.7 }))
    stroke.setAttribute(name, String(value))
  svg.append(stroke)
  return svg
}
