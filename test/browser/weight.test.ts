/** What a first visit costs: the page before the sign-in, and everything up to the first list. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'

const admin = join(import.meta.dirname, '../../admin')
const assets = join(admin, 'dist/assets')
/** Kilobytes of 1,000 bytes, gzipped. */
const budgets = { gate: 69, list: 380 }

let code: Map<string, string>

beforeAll(() => {
  execFileSync(process.execPath, [join(admin, 'build.ts')], { stdio: 'inherit' })
  const files = readdirSync(assets).filter(name => name.endsWith('.js'))
  code = new Map(files.map(name => [name, readFileSync(join(assets, name), 'utf8')]))
}, 180_000)

/** A script and everything it imports before it runs; what it imports later does not count. */
function withImports(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found
  found.add(name)
  const imports = (code.get(name) ?? '').matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)
  for (const [, imported = ''] of imports) withImports(imported, found)
  return found
}

function kilobytes(...beginnings: string[]): number {
  const found = new Set<string>()
  for (const beginning of beginnings) {
    const name = [...code.keys()].find(each => each.startsWith(`${beginning}-`))
    if (!name) throw new Error(`The build has no script called ${beginning}.`)
    withImports(name, found)
  }
  const sizes = [...found].map(name => gzipSync(code.get(name) ?? '', { level: 9 }).length)
  return sizes.reduce((sum, bytes) => sum + bytes, 0) / 1000
}

test(`the page before the sign-in is at most ${budgets.gate} KB of scripts`, () => {
  expect(kilobytes('index')).toBeLessThanOrEqual(budgets.gate)
})

test.each(['en', 'fr'])(`the first list is at most ${budgets.list} KB of scripts (%s)`, language => {
  expect(kilobytes('index', 'App', language)).toBeLessThanOrEqual(budgets.list)
})

test('the French of what the server says is loaded with neither: later where French is read, never where it is not', () => {
  const french = 'Cette adresse est déjà utilisée.'
  const holders = [...code].filter(([, text]) => text.includes(french)).map(([name]) => name)
  expect(holders).toHaveLength(1)
  const first = [...code.keys()]
    .filter(name => /^(index|App|en|fr)-/.test(name))
    .flatMap(name => [...withImports(name)])
  expect(first.filter(name => holders.includes(name))).toEqual([])
})

test('the page asks nobody but its own server for anything', () => {
  const html = readFileSync(join(admin, 'dist/index.html'), 'utf8')
  expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
  expect(html).not.toMatch(/<script>|<style>| style="/)
})
