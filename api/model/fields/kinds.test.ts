import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../field.ts'
import {
  type AnyResource,
  at,
  blank,
  checkRules,
  comparator,
  created,
  createSchema,
  fromCell,
  kindNames,
  kindOf,
  matcher,
  normalised,
  patched,
  patchSchema,
  type RuleGroup,
  resource,
  storedSchema,
  toCell,
  validate,
} from '../index.ts'
import { effective } from './index.ts'
import { sampleFields, sampleValues } from './samples.ts'

const base = {
  id: 'a',
  createdAt: '2026-01-01T00:00:00.000Z',
  createdBy: 'x',
  updatedAt: '2026-01-01T00:00:00.000Z',
  updatedBy: 'x',
  version: 1,
}
const context = { now: '2026-05-03T12:00:00.000Z', timeZone: 'Europe/London' }

/** A resource with this one field, called `sample`. */
const resourceWith = (kind: keyof typeof sampleFields): AnyResource =>
  resource('samples', {
    label: ['Sample', 'Samples'],
    title: () => 'Sample',
    sort: ['id', 'asc'],
    fields: { sample: sampleFields[kind] },
    access: { read: { staff: 'all' } },
  })

describe.each(kindNames)('a field of the kind %s', kind => {
  const field = sampleFields[kind]
  const behaviour = kindOf(field)
  const example = behaviour.example(effective(field).options) as Json
  const declared = resourceWith(kind)
  const readOnly = field.options.readOnly === true

  it('is named as its kind is', () => {
    expect(field.kind).toBe(kind)
    expect(readOnly ? kind : behaviour.name).toBe(kind)
  })

  it('is plain data, so that it behaves the same after a journey through JSON', () => {
    const travelled = JSON.parse(JSON.stringify(field)) as typeof field
    expect(kindOf(travelled).schema(effective(travelled).options).safeParse(example).success).toBe(true)
  })

  it('can be created, patched, cleared and stored', () => {
    const create = validate<Record<string, Json>>(createSchema(declared), { sample: example })
    if (!create.ok) throw new Error(JSON.stringify(create.errors))
    const record = created(declared, create.value)
    if (!readOnly && kind !== 'custom') expect(record.sample).toEqual(example)
    expect(validate(storedSchema(declared), { ...base, ...record })).toMatchObject({ ok: true })

    const clear = validate<Record<string, Json>>(patchSchema(declared), { sample: null })
    if (!clear.ok) throw new Error(JSON.stringify(clear.errors))
    const cleared = patched(declared, record, clear.value)
    expect(cleared).toEqual(blank(declared))
    expect(validate(storedSchema(declared), { ...base, ...cleared })).toMatchObject({ ok: true })
  })

  it('leaves the record alone when a patch says nothing', () => {
    const record = { ...blank(declared), sample: example }
    const patch = validate<Record<string, Json>>(patchSchema(declared), {})
    expect(patch).toEqual({ ok: true, value: {} })
    expect(patched(declared, record, {})).toEqual(record)
  })

  it('refuses what it is not with a sentence that names it', () => {
    if (readOnly || kind === 'json') return
    for (const wrong of [
      Symbol('x'),
      () => 1,
      { strange: true },
      12.3456789,
      [['x']],
      true,
      '\u0000\u0000',
    ] as unknown[]) {
      const result = validate(createSchema(declared), { sample: wrong })
      if (result.ok) continue
      for (const sentence of Object.values(result.errors))
        expect(sentence).toMatch(/^(Sample|There is no|City|Since).*\.$/)
    }
    expect(validate(createSchema(declared), { sample: Symbol('x') }).ok).toBe(false)
  })

  it('offers operators that are accepted, and that a record with a value passes or fails without ado', () => {
    const value = behaviour.key ? behaviour.key(example as never) : Array.isArray(example) ? example[0] : example
    for (const operator of behaviour.operators) {
      const operand =
        operator === 'between' ? [value, value] : operator === 'in' || operator === 'notIn' ? [value] : value
      const path = behaviour.spread
        ? kind === 'address'
          ? 'sample.city'
          : kind === 'group'
            ? 'sample.city'
            : undefined
        : 'sample'
      if (!path) continue
      const group = { combinator: 'and', rules: [{ field: path, operator, value: operand ?? null }] } as RuleGroup
      const spread = behaviour.spread ? { ...group, rules: [{ field: path, operator, value: 'York' }] } : group
      expect(checkRules(declared, spread as never)).toBeUndefined()
      const matches = matcher(declared, spread as RuleGroup, context)
      const positive = !['!=', 'notIn', 'doesNotContain', 'null', '<', '>'].includes(operator)
      const record = { ...base, sample: behaviour.spread ? { city: 'York' } : example }
      expect([operator, matches(record)]).toEqual([operator, positive])
      const emptyMatches = ['!=', 'notIn', 'doesNotContain', 'null'].includes(operator)
      expect([
        operator,
        matches({ ...base, ...blank(declared), sample: behaviour.spread ? {} : (behaviour.empty as Json) }),
      ]).toEqual([operator, emptyMatches])
    }
  })

  it('sorts with the empty ones last, either way', () => {
    const [full, empty] = [
      { ...base, id: 'full', sample: example },
      { ...base, id: 'empty', sample: null },
    ]
    if (behaviour.spread) return
    for (const order of ['asc', 'desc'] as const) {
      expect([empty, full].sort(comparator(declared, { field: 'sample', order })).map(({ id }) => id)).toEqual([
        'full',
        'empty',
      ])
    }
  })

  it('survives the way out into a spreadsheet and back in', () => {
    const values = sampleValues[kind]
    if (!values) return
    fc.assert(
      fc.property(values, given => {
        const checked = behaviour.schema(effective(field).options).safeParse(given)
        fc.pre(checked.success && given !== '' && checked.data !== '')
        const value = checked.data as Json
        fc.pre(value !== null)
        expect(fromCell(field, toCell(field, value))).toEqual({ value })
        expect(normalised(field, value)).toEqual(value)
      }),
      { numRuns: 200 },
    )
  })

  it('reads any cell as a value or as a sentence, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), cell => {
        const read = fromCell(field, cell)
        if (read.problem !== undefined) expect(read.problem).toMatch(/^Sample.*\.$/su)
        else if (!readOnly && read.value !== null) {
          expect(behaviour.schema(effective(field).options).safeParse(read.value).success).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('is reached by its dotted path', () => {
    expect(at({ sample: example }, 'sample')).toEqual(example)
  })
})
