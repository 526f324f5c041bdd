import { expect, test } from 'vitest'
import { treeFromFilter } from './fromFilter.ts'

const searched = ['firstName', 'email']

test.each([
  ['nothing', {}, []],
  ['a value', { membership: 'gold' }, [{ field: 'membership', operator: '=', value: 'gold' }]],
  ['several values', { tags: ['a', 'b'] }, [{ field: 'tags', operator: 'in', value: ['a', 'b'] }]],
  ['a nested field', { address: { city: 'York' } }, [{ field: 'address.city', operator: '=', value: 'York' }]],
  [
    'a nested field with a suffix',
    { address: { city_like: 'Yo' } },
    [{ field: 'address.city', operator: 'contains', value: 'Yo' }],
  ],
  [
    'a span',
    { memberSince_gte: '2020-01-01', memberSince_lt: '2021-01-01' },
    [
      { field: 'memberSince', operator: '>=', value: '2020-01-01' },
      { field: 'memberSince', operator: '<', value: '2021-01-01' },
    ],
  ],
  [
    'emptiness',
    { email_empty: true, phone_empty: false },
    [
      { field: 'email', operator: 'null' },
      { field: 'phone', operator: 'notNull' },
    ],
  ],
  ['a cleared filter', { q: '', membership: null }, []],
])('a list filtered by %s is that group', (_, filter, rules) => {
  expect(treeFromFilter(filter, searched)).toEqual({ combinator: 'and', rules })
})

test('a search asks for every word in any of the searched fields', () => {
  expect(treeFromFilter({ q: 'anna york' }, searched).rules).toEqual(
    ['anna', 'york'].map(value => ({
      combinator: 'or',
      rules: searched.map(field => ({ field, operator: 'contains', value })),
    })),
  )
})

test('a rule tree stays as it is', () => {
  const match = { combinator: 'or', rules: [{ field: 'email', operator: 'null' }] }
  expect(treeFromFilter({ match }, searched).rules).toEqual([match])
})
