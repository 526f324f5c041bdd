import { describe, expect, test } from 'vitest'
import { applied, valueAt, withChanges } from './apply.ts'
import { Leanness } from './lean.ts'
import { MemoryTable } from './table.ts'
import { trialRecord as record } from './trial.ts'
import type { StoredRecord, TableIndex } from './view.ts'

const tableOf = (...records: StoredRecord[]) => {
  const table = new MemoryTable('contacts')
  for (const each of records) table.put(each)
  return table
}
const ids = (records: readonly StoredRecord[]) => records.map(({ id }) => id).sort()

describe('a lookup', () => {
  test('finds records by the text of a value, nested and listed values too', () => {
    const table = tableOf(
      record('a', { email: 'ada@example.org', address: { city: 'Leeds' }, tags: ['x', 'y'], n: 3 }),
      record('b', { email: null, address: { city: 'Leeds' }, tags: ['y', 'y'], n: 4 }),
    )
    expect(ids(table.lookup('email', 'ada@example.org'))).toEqual(['a'])
    expect(ids(table.lookup('address.city', 'Leeds'))).toEqual(['a', 'b'])
    expect(ids(table.lookup('tags', 'y'))).toEqual(['a', 'b'])
    expect(ids(table.lookup('n', '4'))).toEqual(['b'])
    expect(table.lookup('email', 'null')).toEqual([])
    expect(table.lookup('constructor', 'x')).toEqual([])
  })

  test('follows every change after it was first asked', () => {
    const table = tableOf(record('a', { city: 'Leeds' }), record('b', { city: 'Leeds' }))
    expect(ids(table.lookup('city', 'Leeds'))).toEqual(['a', 'b'])
    table.put(record('a', { city: 'York' }))
    table.put(record('c', { city: 'York' }))
    table.remove('b')
    expect(table.lookup('city', 'Leeds')).toEqual([])
    expect(ids(table.lookup('city', 'York'))).toEqual(['a', 'c'])
    table.put(record('c', { city: 'York', name: 'new' }))
    expect(table.lookup('city', 'York').find(({ id }) => id === 'c')?.name).toBe('new')
  })
})

describe('an index', () => {
  test('is built once from what is there, and told of everything since', () => {
    const told: [string | undefined, string | undefined][] = []
    const make = (): TableIndex => ({ change: (before, after) => told.push([before?.id, after?.id]) })
    const table = tableOf(record('a'))
    const index = table.index('mine', make)
    expect(table.index('mine', make)).toBe(index)
    table.put(record('b'))
    table.put(record('a', { n: 1 }))
    table.remove('b')
    table.remove('nobody')
    expect(told).toEqual([
      [undefined, 'a'],
      [undefined, 'b'],
      ['a', 'a'],
      ['b', undefined],
    ])
  })
})

describe('an operation', () => {
  test('copies only what is on the path it changes', () => {
    const before = record('a', {
      address: { city: 'Leeds', line1: '1 High Street' },
      tags: ['x'],
      mail: { status: 'ok' },
    })
    const after = withChanges(before, { 'address.city': 'York', 'address.line1': null, n: 1 })
    expect(after).toEqual({ ...before, address: { city: 'York', line1: null }, n: 1 })
    expect(before.address).toEqual({ city: 'Leeds', line1: '1 High Street' })
    expect(after.mail).toBe(before.mail)
  })

  test('makes the objects on its path where there are none', () => {
    expect(withChanges(record('a', { properties: null }), { 'properties.size': 'L' }).properties).toEqual({ size: 'L' })
  })

  test('puts, removes, and refuses to change nothing', () => {
    const one = record('a')
    expect(applied(undefined, { on: 'contacts', id: 'a', put: one })).toBe(one)
    expect(applied(one, { on: 'contacts', id: 'a', drop: one })).toBeUndefined()
    expect(() => applied(undefined, { on: 'contacts', id: 'a', set: {}, was: {} })).toThrow('does not exist')
  })

  test('reads own values only', () => {
    expect(valueAt({ a: { b: [1] } }, 'a.b')).toEqual([1])
    expect(valueAt({ a: null }, 'a.b')).toBeUndefined()
    expect(valueAt({}, 'toString')).toBeUndefined()
    expect(valueAt({ a: {} }, 'a.constructor.name')).toBeUndefined()
  })
})

describe('lean records', () => {
  const person = (n: number) => ({
    ...record(`r${n}`),
    createdAt: `${'2026-03-01T00:00'}:00.000Z`,
    email: `somebody${n}@example.org`,
    tags: [],
    mail: { status: 'ok', since: null },
    properties: {},
  })

  test('say the same as before', () => {
    const leanness = new Leanness()
    for (let n = 0; n < 3_000; n++) {
      const lean = person(n)
      leanness.lean(lean)
      expect(lean).toEqual(person(n))
    }
  })

  test('share what is equal, and nothing else', () => {
    const leanness = new Leanness()
    const [a, b] = [person(1), { ...person(2), mail: { status: 'invalid', since: null } }]
    const c = person(3)
    for (const each of [a, b, c]) leanness.lean(each)
    expect(a.mail).toBe(c.mail)
    expect(a.properties).toBe(c.properties)
    expect(a.tags).toBe(b.tags)
    expect(b.mail).not.toBe(a.mail)
  })

  test('keep what has more keys than anybody declares', () => {
    const leanness = new Leanness()
    for (let n = 0; n < 2_000; n++) {
      const map = { [`key${n}`]: { text: 'the same long text', n } }
      const one = record('a', { map })
      leanness.lean(one)
      expect(one.map).toEqual({ [`key${n}`]: { text: 'the same long text', n } })
    }
  })

  test('never take one object for another that only begins like it', () => {
    const leanness = new Leanness()
    const a = record('a', { custom: { x: 1 } })
    const b = record('b', { custom: { x: 1, y: 2 } })
    const c = record('c', { custom: { y: 2 } })
    for (const each of [a, b, c]) leanness.lean(each)
    expect([a.custom, b.custom, c.custom]).toEqual([{ x: 1 }, { x: 1, y: 2 }, { y: 2 }])
  })
})
