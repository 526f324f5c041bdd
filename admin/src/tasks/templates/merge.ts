/**
 * Between what is stored (Handlebars: `Dear {{default firstName "Friend"}}`) and what the editor holds (chips).
 *
 * 1. What the editor does not understand (`{{#each ...}}`, a helper) becomes a chip that carries its code as it is, so that
 *    nothing is lost by opening and saving a letter.
 * 2. Mustaches inside a tag (`<a href="{{unsubscribeUrl}}">`) are left alone.
 * 3. A condition around whole blocks becomes a box around them; one within a sentence becomes chips.
 * 4. Inside `{{...}}` there are no entities: the editor writes `&quot;`, Handlebars wants `"`.
 */

export interface Token {
  kind: 'tag' | 'mustache' | 'text'
  /** As it stands in the source; of a mustache the code between the braces. */
  text: string
}

const pieces = /(<!--[\s\S]*?-->|<\/?[a-zA-Z](?:"[^"]*"|'[^']*'|[^'">])*>)|(\{\{\{[\s\S]*?\}\}\}|\{\{[\s\S]*?\}\})/g

export function tokens(source: string): Token[] {
  const found: Token[] = []
  let from = 0
  for (const match of source.matchAll(pieces)) {
    if (match.index > from) found.push({ kind: 'text', text: source.slice(from, match.index) })
    if (match[1] !== undefined) found.push({ kind: 'tag', text: match[1] })
    else found.push({ kind: 'mustache', text: decoded(match[0].slice(2, -2)).trim() })
    from = match.index + match[0].length
  }
  if (from < source.length) found.push({ kind: 'text', text: source.slice(from) })
  return found
}

export interface Chip {
  /** The field's path. */
  field: string
  /** How it is written: `date`, `money`, `upper`, `firstWord`. */
  helper?: string
  /** What stands there when the field is blank. */
  fallback?: string
}

const plainChip = /^(?:(date|money|upper|firstWord)\s+)?([\w.]+)$/
const chipWithDefault = /^default\s+(\([^()]*\)|[\w.]+)\s+"([^"]*)"$/

/** `{{default (date memberSince) "a while"}}` in its parts; undefined where the code is anything but a field in these forms. */
export function chipOf(code: string): Chip | undefined {
  const outer = chipWithDefault.exec(code)
  const inner = plainChip.exec((outer?.[1] ?? code).replace(/^\(\s*|\s*\)$/g, ''))
  if (!inner?.[2] || inner[2] === 'else') return undefined
  return { field: inner[2], helper: inner[1], fallback: outer?.[2] }
}

/** The code of a chip. A default may hold no double quote: Handlebars has no way to write one inside quotes. */
export function codeOf({ field, helper, fallback }: Chip): string {
  const value = helper ? `${helper} ${field}` : field
  const safe = fallback
    ?.replaceAll('"', '”')
    .replaceAll(/[{}\\]/g, '')
    .trim()
  if (!safe) return value
  return `default ${helper ? `(${value})` : value} "${safe}"`
}

const blockTag = /^<\/?(p|h[1-6]|ul|ol|li|div|blockquote|pre|table|tr|td|hr|section)\b/i

/** Stored letter → HTML for the editor. */
export function toEditor(source: string): string {
  const all = tokens(source)
  const boxes = boxesOf(all)
  return all
    .map((token, index) => {
      if (token.kind !== 'mustache') return token.text
      const box = boxes.get(index)
      if (box === 'close') return '</div>'
      if (box) return `<div data-when="${box.negated ? 'unless' : 'if'}" data-field="${escaped(box.field)}">`
      return `<span data-merge="${escaped(token.text)}"></span>`
    })
    .join('')
}

type Box = { field: string; negated: boolean } | 'close'

/** Which mustaches open and close a box: simple conditions without "otherwise" whose both ends stand between blocks. */
function boxesOf(all: Token[]): Map<number, Box> {
  const boxes = new Map<number, Box>()
  const open: { index: number; name: string; box?: { field: string; negated: boolean } }[] = []
  all.forEach((token, index) => {
    if (token.kind !== 'mustache') return
    const begin = /^#(\w+)\s*(.*)$/.exec(token.text)
    if (begin) {
      const simple =
        /^(if|unless)$/.test(begin[1] ?? '') && /^[\w.]+$/.test(begin[2] ?? '') && betweenBlocks(all, index)
      const box = simple ? { field: begin[2] ?? '', negated: begin[1] === 'unless' } : undefined
      open.push({ index, name: begin[1] ?? '', box })
    } else if (token.text === 'else' || token.text.startsWith('else ')) {
      const last = open.at(-1)
      if (last) last.box = undefined
    } else if (token.text.startsWith('/')) {
      const last = open.pop()
      if (!last?.box || last.name !== token.text.slice(1) || !betweenBlocks(all, index)) return
      boxes.set(last.index, last.box)
      boxes.set(index, 'close')
    }
  })
  return boxes
}

function betweenBlocks(all: Token[], index: number): boolean {
  const beside = (step: 1 | -1): boolean => {
    let at = index + step
    while (all[at]?.kind === 'text' && all[at]?.text.trim() === '') at += step
    const token = all[at]
    if (!token) return true
    if (token.kind === 'mustache') return /^[#/]/.test(token.text)
    return token.kind === 'tag' && blockTag.test(token.text)
  }
  return beside(-1) && beside(1)
}

/** HTML of the editor → stored letter. */
export function toTemplate(html: string): string {
  const closing: string[] = []
  return html
    .replace(/<span[^>]*?\sdata-merge="([^"]*)"[^>]*>[^<]*<\/span>/g, (_, code: string) => `{{${decoded(code)}}}`)
    .replace(/<(\/?)div\b([^>]*)>/g, (tag, slash: string, attributes: string) => {
      if (slash) return closing.pop() ?? tag
      const when = /\sdata-when="(if|unless)"/.exec(attributes)?.[1]
      const field = /\sdata-field="([^"]*)"/.exec(attributes)?.[1]
      closing.push(when && field ? `{{/${when}}}` : '</div>')
      return when && field ? `{{#${when} ${decoded(field)}}}` : tag
    })
    .replace(/\{\{[^{}]*\}\}/g, decoded)
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

export function decoded(text: string): string {
  return text.replace(/&(#x[\da-f]+|#\d+|[a-z]+);/gi, (entity, name: string) => {
    if (!name.startsWith('#')) return named[name.toLowerCase()] ?? entity
    const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity
  })
}

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
