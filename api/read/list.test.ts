import {
  comparator,
  contacts,
  fold,
  type Json,
  type ListQuery,
  matcher,
  type RuleGroup,
  searchText,
  wordsOf,
} from '@dormouse/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MemoryTable } from '../store/table.ts'
import type { StoredRecord } from '../store/view.ts'
import { listTable } from './list.ts'
import type { Listing } from './pages.ts'

const context = { now: '2026-03-01T00:00:00.000Z', timeZone: 'Europe/London', properties: [] }
const asStaff: Listing = { resource: contacts, actor: { id: 'me', role: 'staff' }, reading: { all: true }, context }
const asAgent: Listing = {
  ...asStaff,
  actor: { id: 'me', role: 'agent' },
  reading: { all: false, ownedBy: { path: 'ownerId', staffId: 'me' }, holds: record => record.ownerId === 'me' },
}

const name = fc.option(fc.constantFrom('Ann', 'ann', 'Änne', 'Bob', 'Zoë', 'O’Brien', 'x y', 'Łukasz'), { nil: null })
const values = fc.record({
  firstName: name,
  lastName: name,
  country: fc.option(fc.constantFrom('GB', 'FR', 'DE'), { nil: null }),
  tags: fc.uniqueArray(fc.constantFrom('vip', 'VIP2', 'new'), { maxLength: 3 }),
  attendedCount: fc.nat({ max: 5 }),
  memberSince: fc.option(fc.constantFrom('2019-01-01', '2020-06-15', '2024-02-29'), { nil: null }),
  createdAt: fc.constantFrom('2026-01-01T10:00:00.000Z', '2026-06-01T23:30:00.000Z', '2026-06-02T10:00:00.000Z'),
  sharesAddress: fc.boolean(),
  ownerId: fc.constantFrom('me', 'you', null),
})
type Values = typeof values extends fc.Arbitrary<infer V> ? V : never

const recordOf = (id: string, { country, ...rest }: Values): StoredRecord => ({
  id,
  updatedAt: rest.createdAt,
  createdBy: 'me',
  updatedBy: 'me',
  version: 1,
  email: null,
  phone: null,
  company: null,
  address: { city: rest.firstName, country },
  ...rest,
})

const rule = fc.oneof(
  fc.record({
    field: fc.constant('lastName'),
    operator: fc.constantFrom('=', '!=', 'contains', 'beginsWith', '<', '>=') as fc.Arbitrary<'='>,
    value: fc.constantFrom('ann', 'o', 'Z', 'ł'),
  }),
  fc.record({ field: fc.constant('lastName'), operator: fc.constantFrom('null', 'notNull') as fc.Arbitrary<'null'> }),
  fc.record({
    field: fc.constant('address.country'),
    operator: fc.constantFrom('in', 'notIn') as fc.Arbitrary<'in'>,
    value: fc.constantFrom<Json>(['GB'], ['GB', 'FR'], [null]),
  }),
  fc.record({
    field: fc.constant('tags'),
    operator: fc.constantFrom('=', '!=', 'contains', 'in') as fc.Arbitrary<'='>,
    value: fc.constantFrom('vip', 'vip2'),
  }),
  fc.record({
    field: fc.constant('attendedCount'),
    operator: fc.constantFrom('=', '!=', '<', '<=', '>', '>=') as fc.Arbitrary<'='>,
    value: fc.nat({ max: 5 }),
  }),
  fc.record({
    field: fc.constant('attendedCount'),
    operator: fc.constant('between' as const),
    value: fc.constantFrom<Json>([1, 3], [4, 2]),
  }),
  fc.record({
    field: fc.constant('memberSince'),
    operator: fc.constantFrom('=', '<', '>=', 'between', 'in') as fc.Arbitrary<'='>,
    value: fc.constantFrom<Json>('2020-06-15', '2021-01-01'),
  }),
  fc.record({
    field: fc.constant('createdAt'),
    operator: fc.constantFrom('=', '<', '<=', '>', '>=') as fc.Arbitrary<'='>,
    value: fc.constantFrom('2026-06-02', '2026-01-01T10:00:00.000Z'),
  }),
  fc.record({
    field: fc.constant('sharesAddress'),
    operator: fc.constantFrom('=', '!=') as fc.Arbitrary<'='>,
    value: fc.boolean(),
  }),
)
const group: fc.Arbitrary<RuleGroup> = fc.letrec<{ group: RuleGroup }>(tie => ({
  group: fc.record({
    combinator: fc.constantFrom('and', 'or'),
    not: fc.boolean(),
    rules: fc.array(fc.oneof({ weight: 4, arbitrary: rule }, { weight: 1, arbitrary: tie('group') }), {
      maxLength: 3,
    }) as fc.Arbitrary<RuleGroup['rules']>,
  }),
})).group
const query: fc.Arbitrary<ListQuery> = fc.record({
  where: group,
  q: fc.option(fc.constantFrom('an', 'ann zo', 'brien', 'é'), { nil: undefined }),
  sort: fc.record({
    field: fc.constantFrom('lastName', 'attendedCount', 'memberSince', 'id', 'address.country'),
    order: fc.constantFrom('asc', 'desc'),
  }),
  range: fc.constantFrom(
    { first: 0, last: 3 },
    { first: 2, last: 4 },
    { first: 0, last: 999 },
    { first: 50, last: 60 },
  ),
})

/** What a list is, said as plainly as possible. */
function plainly(records: StoredRecord[], asked: ListQuery, listing: Listing) {
  const text = searchText(contacts)
  const holds = matcher(contacts, asked.where, context)
  const all = records
    .filter(record => listing.reading.all || listing.reading.holds(record))
    .filter(record => wordsOf(asked.q ?? '').every(word => text(record).includes(fold(word))))
    .filter(holds)
    .sort(comparator(contacts, asked.sort))
  return { total: all.length, ids: all.slice(asked.range.first, asked.range.last + 1).map(({ id }) => id) }
}

const step = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), id: fc.nat({ max: 30 }), values }),
  fc.record({ kind: fc.constant('remove' as const), id: fc.nat({ max: 30 }) }),
  fc.record({ kind: fc.constant('ask' as const), query, agent: fc.boolean() }),
)

describe('lists from indexes', () => {
  test('answer what a plain scan would, whatever was written between any two of them', () => {
    fc.assert(
      fc.property(
        fc.array(values, { maxLength: 25 }),
        fc.array(step, { minLength: 5, maxLength: 25 }),
        (first, steps) => {
          const table = new MemoryTable('contacts')
          for (const [at, each] of first.entries()) table.put(recordOf(`c${String(at).padStart(2, '0')}`, each))
          for (const each of steps) {
            if (each.kind === 'ask') {
              const listing = each.agent ? asAgent : asStaff
              const { rows, total } = listTable(table, each.query, listing)
              expect({ total, ids: rows.map(({ id }) => id) }).toEqual(
                plainly([...table.values()], each.query, listing),
              )
            } else {
              const id = `c${String(each.id).padStart(2, '0')}`
              if (each.kind === 'put') table.put(recordOf(id, each.values))
              else table.remove(id)
            }
          }
        },
      ),
      { numRuns: 400 },
    )
  })

  test('stay right over thousands of writes at once, and when most records are gone', () => {
    const table = new MemoryTable('contacts')
    const sample = fc.sample(values, { numRuns: 3_000, seed: 7 })
    for (const [at, each] of sample.entries()) table.put(recordOf(`r${at}`, each))
    const asked: ListQuery = {
      where: { combinator: 'and', rules: [{ field: 'attendedCount', operator: '>=', value: 3 }] },
      sort: { field: 'lastName', order: 'desc' },
      range: { first: 10, last: 40 },
    }
    const check = () => {
      const { rows, total } = listTable(table, asked, asStaff)
      expect({ total, ids: rows.map(({ id }) => id) }).toEqual(plainly([...table.values()], asked, asStaff))
    }
    check()
    for (const [at, each] of sample.toReversed().entries()) table.put(recordOf(`r${at}`, each))
    check()
    for (let at = 0; at < 2_700; at++) table.remove(`r${at}`)
    check()
    for (const [at, each] of sample.slice(0, 100).entries()) table.put(recordOf(`n${at}`, each))
    check()
  })
})
