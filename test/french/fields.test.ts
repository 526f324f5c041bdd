/** What the fields say of wrong values, in fact: every kind, in every place, given all that people and programs get wrong. */
import {
  createSchema,
  fromCell,
  type Json,
  leaves,
  type Property,
  patchSchema,
  register,
  validate,
  withAt,
} from '@dormouse/model'
import { expect, test } from 'vitest'
import { inFrench } from '../../admin/src/i18n/server.fr.ts'

const long = 'a'.repeat(300_000)

const wrongValues: Json[] = [
  ...[null, true, 123, 1.5, -1e15, 1e15, '', 'x', 'x@', '.a@b.c', 'a@b', 'a b@c.de', long, '2026-13-01', '1800-01-01'],
  ...['ftp://x', 'XX', 'Yes', [], ['x'], [1], [''], ['a,b'], Array<Json>(600).fill('abc'), {}, { a: 1 }, { id: 1 }],
  ...[
    { amount: 1 },
    { amount: 1.5, currency: 'GBP' },
    { amount: 1e17, currency: 'gb' },
    { amount: -1e17, currency: 'GBP' },
  ],
  ...[{ id: 'x' }, { id: 'x', name: 'n' }, { id: 'x', name: 'n'.repeat(999), contentType: 'a/b', sizeBytes: 1e12 }],
  ...[{ id: 'x', name: 'n', contentType: 'text/x', sizeBytes: -1 }, { resource: 5 }, { line1: 5 }],
]

const wrongCells = ['x', '1,234', '03/04/2020', '31.02.2020', '1.5.6', '12.505 GBP', '12', 'maybe', '{', `a;${long}`]

const kinds: [kind: string, options: Record<string, Json>][] = [
  ['text', {}],
  ['longText', {}],
  ['integer', { min: 1, max: 5 }],
  ['decimal', { min: 0 }],
  ['percent', {}],
  ['money', {}],
  ['flag', {}],
  ['date', { min: '2026-01-01', max: '2026-02-01' }],
  ['dateTime', {}],
  ['choice', { choices: ['A', 'B'] }],
  ['choices', { choices: ['A', 'B'] }],
  ['url', {}],
  ['phone', {}],
  ['ref', { to: 'contacts' }],
]
const own = (resource: string) =>
  kinds.map(([kind, options]) => {
    const key = `own${kind}`
    return { id: key, resource, key, label: `Own ${kind}`, kind, options, required: true, archived: false }
  }) as unknown as Property[]

function saidOfWrongValues(): Set<string> {
  const said = new Set<string>()
  for (const resource of register) {
    const properties = resource.extensible ? own(resource.name) : []
    const places = leaves(resource, properties)
    for (const schemaOf of [createSchema, patchSchema]) {
      const schema = schemaOf(resource, properties)
      for (const given of [{}, [], 'x', { zzz: 1 }, ...places.flatMap(({ path }) => wrongValues.map(put(path)))]) {
        const checked = validate(schema, given)
        for (const sentence of checked.ok ? [] : Object.values(checked.errors)) said.add(sentence)
      }
    }
    for (const { field } of places)
      for (const cell of wrongCells) {
        const read = fromCell(field, cell)
        if (read.problem !== undefined) said.add(read.problem)
      }
  }
  return said
}

const put = (path: string) => (value: Json) => withAt({}, path, value)

test('whatever is wrong with a value is said in French, to the last word', () => {
  const said = [...saidOfWrongValues()]
  expect(said.length).toBeGreaterThan(1_000)
  const english = /\b(the|this|what|must|like|with|write|it|text|and|number)\b/i
  // What somebody typed stands in quotation marks, and the answers are listed as a spreadsheet has them.
  const rest = said.filter(sentence => english.test(inFrench(sentence).replace(/«[^»]*»|réponses\s: .*/g, '')))
  expect(rest).toEqual([])
})
