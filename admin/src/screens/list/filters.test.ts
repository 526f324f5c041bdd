import { text } from '@dormouse/model'
import { expect, test } from 'vitest'
import type { Place } from '../places.ts'
import { conditions, flat, withKeys } from './filters.ts'

const place = (path: string): Place => ({ resource: 'contacts', path, field: text(), label: path })
const places = ['city', 'address.city', 'is_empty', 'properties.size'].map(place)

test('a key is read as a field and what is asked of it', () => {
  const found = conditions({ city_contains: 'York', 'properties.size': ['M', 'L'] }, places)
  expect(found.map(({ place, suffix, value }) => [place.path, suffix, value])).toEqual([
    ['city', '_contains', 'York'],
    ['properties.size', '', ['M', 'L']],
  ])
})

test('nested and dotted say the same', () => {
  expect(flat({ address: { city_contains: 'York' } })).toEqual({ 'address.city_contains': 'York' })
  expect(conditions({ address: { city: 'York' } }, places)[0]?.place.path).toBe('address.city')
})

test('the rules of a group stay whole', () => {
  const match = { combinator: 'and', rules: [] }
  expect(flat({ match })).toEqual({ match })
})

test('a field that is called like a suffix is still a field', () => {
  expect(conditions({ is_empty: 'x' }, places)[0]).toMatchObject({ suffix: '', value: 'x' })
})

test('what is no declared field is no condition', () => {
  expect(conditions({ q: 'anna', nonsense: 1 }, places)).toEqual([])
})

test('emptied filters leave the address', () => {
  expect(withKeys({ city: 'York', q: 'a' }, { city: undefined })).toEqual({ q: 'a' })
  expect(withKeys({}, { city: '', tags: [], on: false })).toEqual({ on: false })
})
