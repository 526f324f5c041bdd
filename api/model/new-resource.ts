/**
 * `npm run new:resource donations`: writes a declaration to begin with, and its line among the resources. What it writes
 * is yours to change; `docs/add-a-resource.md` goes on from there.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { takenNames } from './check.ts'

const folder = join(import.meta.dirname, 'resources')
const list = join(folder, 'index.ts')
const template = join(import.meta.dirname, 'new-resource.txt')

/** Why a resource cannot be called so, in one sentence; undefined when it can. */
export function wrongName(name: string, exported: ReadonlySet<string>): string | undefined {
  if (name === '') return 'Say what it is to be called, in the plural: npm run new:resource donations'
  if (!/^[a-z][A-Za-z0-9]{1,39}$/.test(name))
    return `“${name}” can’t be a name: take one word that begins with a small letter, like donations or giftCards.`
  if (singular(name) === name)
    return `“${name}” is one; a resource is called by the many: ${name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`}.`
  if (exported.has(name)) return `“${name}” is taken already.`
  if (takenNames.has(name)) return `“${name}” means something else in an address: take another name.`
  if (exported.has(typeOf(name))) return `There is a type called ${typeOf(name)} already: take another name.`
  return undefined
}

/** "giftCards" → "giftCard", "stories" → "story", "boxes" → "box". */
export function singular(name: string): string {
  if (/[^aeiou]ies$/.test(name)) return `${name.slice(0, -3)}y`
  if (/(x|ch|sh|ss|z)es$/.test(name)) return name.slice(0, -2)
  return /[^s]s$/.test(name) ? name.slice(0, -1) : name
}

const typeOf = (name: string): string => singular(name).replace(/^./, first => first.toUpperCase())

/** "giftCards" → "Gift cards". */
const spoken = (name: string): string =>
  name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`).replace(/^./, first => first.toUpperCase())

/** The template with the names filled in. */
export function declarationOf(name: string): string {
  const one = singular(name)
  const names: Record<string, string> = {
    name,
    record: /^[a-z]+$/.test(one) ? one : 'record',
    One: spoken(one),
    Many: spoken(name),
    Type: typeOf(name),
  }
  return readFileSync(template, 'utf8').replace(/\{(name|record|One|Many|Type)\}/g, (_, key) => names[key] ?? '')
}

/** The list of resources with this one in its place. */
export function listed(text: string, name: string): string {
  const [heading = '', ...lines] = text.trimEnd().split('\n')
  return `${[heading, ...[...lines, `export * from './${name}.ts'`].sort()].join('\n')}\n`
}

/** Names that the model gives away already. */
function exportedNames(): Set<string> {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.includes('node_modules'))
    .map(file => readFileSync(join(import.meta.dirname, file), 'utf8'))
  const exports = files.join('\n').matchAll(/^export (?:const|function|type|interface) (\w+)/gm)
  return new Set([...exports].map(match => match[1] ?? ''))
}

if (import.meta.main) {
  const [name = ''] = process.argv.slice(2)
  const wrong = wrongName(name, exportedNames())
  if (wrong) {
    process.stderr.write(`${wrong}\n`)
    process.exitCode = 1
  } else {
    writeFileSync(join(folder, `${name}.ts`), declarationOf(name), { flag: 'wx' })
    writeFileSync(list, listed(readFileSync(list, 'utf8'), name))
    process.stdout.write(
      `Written: api/model/resources/${name}.ts, and its line in api/model/resources/index.ts.\n` +
        `Say there what ${name} are, then start: lists, forms, the API and its description are there already.\n`,
    )
  }
}
