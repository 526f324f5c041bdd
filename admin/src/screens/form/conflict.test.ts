import { HttpError } from 'react-admin'
import { expect, test } from 'vitest'
import { type Conflict, conflictOf, disagreements, theirsAlone, wanted } from './conflict.ts'

const base = {
  id: 'a',
  version: 3,
  updatedBy: 'anna',
  jobTitle: null,
  phone: '1',
  address: { city: 'Leeds', line1: null },
}
const conflict: Conflict = {
  loaded: base,
  mine: { ...base, jobTitle: 'Butcher', phone: '2', address: { city: 'York', line1: '1 High St' } },
  current: {
    ...base,
    version: 4,
    updatedBy: 'sam',
    jobTitle: 'Baker',
    address: { city: 'Hull', line1: null },
    tags: ['x'],
  },
}

test('both values are shown where both changed the same field, part by part', () => {
  expect(disagreements(conflict)).toEqual([
    { path: 'jobTitle', mine: 'Butcher', theirs: 'Baker' },
    { path: 'address.city', mine: 'York', theirs: 'Hull' },
  ])
})

test('what only the other one changed is kept and named', () => {
  expect(theirsAlone(conflict)).toEqual(['tags'])
})

test('two people who make the same change do not disagree', () => {
  expect(disagreements({ ...conflict, mine: { ...base, jobTitle: 'Baker' } })).toEqual([])
})

test('what is given up is not sent; version and author are the store’s', () => {
  expect(wanted(conflict, new Set(['jobTitle']))).toEqual({
    phone: '2',
    'address.city': 'York',
    'address.line1': '1 High St',
  })
})

test('only a stale version with the record as it stands is a conflict', () => {
  const sent = { mine: conflict.mine, loaded: conflict.loaded }
  expect(conflictOf(new HttpError('stale', 409, { current: conflict.current }), sent)?.current).toBe(conflict.current)
  expect(conflictOf(new HttpError('taken', 409, { errors: { email: 'In use.' } }), sent)).toBeUndefined()
  expect(conflictOf(new HttpError('wrong', 400, { current: conflict.current }), sent)).toBeUndefined()
})
