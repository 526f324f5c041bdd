/** Draws what grows how: one small chart a series, both axes logarithmic, as one SVG that reads in light and dark. */
import type { Series } from './table.ts'

const [width, height] = [360, 230]
const margin = { left: 48, right: 92, top: 30, bottom: 34 }
const colours: Record<string, string> = {
  Dormouse: '#2f6fde',
  SQLite: '#d9822b',
  'json-server': '#7a8694',
  contacts: '#2f6fde',
  deliveries: '#d9822b',
}
const columns = 2

export function plot(series: readonly Series[]): string {
  const rows = Math.ceil(series.length / columns)
  const charts = series.map((each, at) => {
    const [x, y] = [(at % columns) * width, Math.floor(at / columns) * height]
    return `<g transform="translate(${x} ${y})">${chart(each)}</g>`
  })
  const [w, h] = [Math.min(series.length, columns) * width, rows * height]
  const style = 'text{font:11px system-ui,sans-serif;fill:#5c6773}.t{font-weight:600;font-size:12px}'
  const title = series.map(each => each.title).join(', ')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" role="img"><title>${title}</title><style>${style}</style>${charts.join('')}</svg>\n`
}

interface Axis {
  at(value: number): number
  marks: number[]
}

/** From the power of ten at or below the least value to the one at or above the greatest. */
function axis(values: readonly number[], from: number, to: number): Axis {
  const low = Math.floor(Math.log10(Math.min(...values)))
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))))
  const at = (value: number) => from + ((Math.log10(value) - low) / (high - low)) * (to - from)
  return { at, marks: Array.from({ length: high - low + 1 }, (_, step) => 10 ** (low + step)) }
}

function chart({ title, unit, lines }: Series): string {
  const drawn = lines
    .map(line => ({ ...line, points: line.points.filter(([, y]) => y > 0) }))
    .filter(({ points }) => points.length > 0)
  if (drawn.length === 0) return ''
  const points = drawn.flatMap(line => line.points)
  const x = axis(
    points.map(([value]) => value),
    margin.left,
    width - margin.right,
  )
  const y = axis(
    points.map(([, value]) => value),
    height - margin.bottom,
    margin.top,
  )
  return [
    `<text class="t" x="${margin.left}" y="16">${title} (${unit})</text>`,
    ...x.marks.map(mark => grid(x.at(mark), margin.top, x.at(mark), height - margin.bottom)),
    ...x.marks.map(mark => label(x.at(mark), height - margin.bottom + 15, short(mark), 'middle')),
    ...y.marks.map(mark => grid(margin.left, y.at(mark), width - margin.right, y.at(mark))),
    ...y.marks.map(mark => label(margin.left - 6, y.at(mark) + 4, short(mark), 'end')),
    ...drawn.map(line => path(line, x, y)),
    ...names(drawn, y),
  ].join('')
}

function path({ name, points }: Series['lines'][number], x: Axis, y: Axis): string {
  const places = points.map(([a, b]) => [x.at(a).toFixed(1), y.at(b).toFixed(1)])
  const colour = colours[name] ?? '#888'
  const dots = places.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="2.5" fill="${colour}"/>`)
  const line = places.map(place => place.join(',')).join(' ')
  return `<polyline points="${line}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}`
}

/** Each name at the end of its line, moved apart where they would lie on each other. */
function names(lines: Series['lines'], y: Axis): string[] {
  const apart = 13
  const ends = lines
    .map(({ name, points }) => ({ name, at: y.at(points.at(-1)?.[1] ?? 1) + 4 }))
    .sort((a, b) => a.at - b.at)
  let last = Number.NEGATIVE_INFINITY
  return ends.map(({ name, at }) => {
    last = Math.max(at, last + apart)
    return `<text x="${width - margin.right + 8}" y="${last.toFixed(1)}" style="fill:${colours[name] ?? '#888'}">${name}</text>`
  })
}

const grid = (x1: number, y1: number, x2: number, y2: number): string =>
  `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="#8884" stroke-width="1"/>`

const label = (x: number, y: number, text: string, anchor: 'middle' | 'end'): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${text}</text>`

/** 1000000 → 1M, 0.1 stays. */
const short = (value: number): string =>
  value >= 1e6 ? `${value / 1e6}M` : value >= 1e3 ? `${value / 1e3}k` : String(Number(value.toPrecision(1)))
