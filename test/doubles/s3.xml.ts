/** The little XML that S3 speaks. */
export const escaped = (text: string): string => text.replace(/[<>&"']/g, sign => `&#${sign.charCodeAt(0)};`)

/** `{ Key: 'a', Owner: { ID: 'x' }, Contents: [{…}, {…}] }`: arrays repeat their element. */
export function element(name: string, value: unknown): string {
  if (value === undefined) return ''
  if (Array.isArray(value)) return value.map(each => element(name, each)).join('')
  const inside =
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([key, each]) => element(key, each))
          .join('')
      : escaped(String(value))
  return `<${name}>${inside}</${name}>`
}

export const documentOf = (name: string, value: object): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element(name, value).replace(`<${name}>`, `<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">`)}`

/** The texts of every `<name>` in the document. */
export const textsOf = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(match => unescaped(match[1] ?? ''))

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const unescaped = (text: string): string =>
  text.replace(/&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));/g, (_, hex, decimal, name) =>
    name ? (named[name] ?? '') : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
  )
