/** The comparison with other systems counts lines and shows a declaration: the counts are right, and the declaration works. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AnyResource, createSchema, leaves, validate } from '@dormouse/model'
import { expect, it } from 'vitest'

const repository = join(import.meta.dirname, '../..')
const page = readFileSync(join(repository, 'docs/decisions/0006-declaration-compared.md'), 'utf8')
const compared = [...page.matchAll(/## (\w+): (\d+) lines[^\n]*\n\n```ts\n([\s\S]*?)```/g)].map(
  ([, system = '', lines = '', code = '']) => ({ system, lines: Number(lines), code: code.trimEnd() }),
)

it('shows three systems in code', () => {
  expect(compared.map(({ system }) => system)).toEqual(['Dormouse', 'Keystone', 'Payload'])
})

it.each(compared)('counts the $lines lines of $system, and says the same in its table', ({ lines, code }) => {
  expect(code.split('\n')).toHaveLength(lines)
  expect(/\| the slice, lines .*\|/.exec(page)?.[0]).toMatch(new RegExp(`\\| ${lines}\\b`))
})

it('shows a declaration of ours that loads, and takes and refuses what it says', async () => {
  const code = compared[0]?.code ?? ''
  const used = [...new Set([...code.matchAll(/(?<=[:({\s])(\w+)\((?=\{|'|\[|\))/g)].map(([, name]) => name))]
  const file = join(mkdtempSync(join(tmpdir(), 'dormouse-compared-')), 'contacts.ts')
  writeFileSync(file, `import { ${used.join(', ')} } from '${join(repository, 'api/model/index.ts')}'\n${code}\n`)
  const { contacts } = (await import(/* @vite-ignore */ file)) as { contacts: AnyResource }
  expect(leaves(contacts).map(({ path }) => path)).toEqual(expect.arrayContaining(['consent.email', 'mail.status']))
  const take = (body: object) => validate(createSchema(contacts), body)
  expect(take({ name: 'Ada', email: 'Ada@Example.org', tags: ['owls'] })).toMatchObject({
    ok: true,
    value: { email: 'ada@example.org' },
  })
  // Nobody may set it: what is sent of it falls away, as of every field that is for reading alone.
  expect(take({ mail: { status: 'invalid' } })).toEqual({ ok: true, value: {} })
  expect(take({ email: 'nonsense' })).toMatchObject({ ok: false, errors: { email: expect.any(String) } })
})
