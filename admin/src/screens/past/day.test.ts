import { expect, test } from 'vitest'
import { dayBefore, endOf, pageOf } from './day.ts'

test('a day ends in the organisation’s zone, also where the clock is changed that night', () => {
  expect(endOf('2026-03-01', 'Europe/London')).toBe('2026-03-01T23:59:59.000Z')
  expect(endOf('2026-07-01', 'Europe/London')).toBe('2026-07-01T22:59:59.000Z')
  expect(endOf('2026-03-29', 'Europe/Berlin')).toBe('2026-03-29T21:59:59.000Z')
})

test('the day before the first of a month is the last of the one before', () => {
  expect(dayBefore('2026-03-01')).toBe('2026-02-28')
  expect(dayBefore('2026-01-01')).toBe('2025-12-31')
})

test('a record’s page says when it is looked at', () => {
  expect(pageOf('contacts', 'a b')).toBe('/contacts/a%20b/show')
  expect(pageOf('contacts', 'a', '2026-03-01T22:59:59.000Z')).toBe('/contacts/a/show?asOf=2026-03-01T22%3A59%3A59.000Z')
})
