/**
 * Lets the board's library have its style sheets under our Content Security Policy.
 *
 * It writes rules as text into two style elements of its own (no selecting while dragging, room is made gently), which
 * the policy refuses; the same rules put in through the object model are allowed. The elements are known by their
 * attributes, and every other style element keeps its own behaviour.
 */
const isOurs = (element: Element): boolean =>
  element.hasAttribute('data-rfd-always') || element.hasAttribute('data-rfd-dynamic')

export function allowBoardStyles(): void {
  const own = Object.getOwnPropertyDescriptor(HTMLStyleElement.prototype, 'textContent')
  const inherited = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent')
  if (own || !inherited?.get || !inherited.set) return
  const { get, set } = inherited
  Object.defineProperty(HTMLStyleElement.prototype, 'textContent', {
    configurable: true,
    enumerable: true,
    get,
    set(this: HTMLStyleElement, text: string) {
      if (!isOurs(this) || !this.sheet) set.call(this, text)
      else replaceRules(this.sheet, text)
    },
  })
}

function replaceRules(sheet: CSSStyleSheet, text: string): void {
  const parsed = new CSSStyleSheet()
  parsed.replaceSync(text)
  while (sheet.cssRules.length > 0) sheet.deleteRule(0)
  for (const { cssText } of parsed.cssRules) sheet.insertRule(cssText, sheet.cssRules.length)
}
