import { expect, test } from 'vitest'
import { fromWallTime, toWallTime } from './wall-time.ts'

test('a moment is shown as the clock in the zone shows it', () => {
  expect(toWallTime('2026-05-03T09:00:00.000Z', 'Europe/London')).toBe('2026-05-03T10:00')
  expect(toWallTime('2026-01-03T09:00:00.000Z', 'Europe/London')).toBe('2026-01-03T09:00')
  expect(toWallTime('2026-01-01T02:00:00.000Z', 'America/New_York')).toBe('2025-12-31T21:00')
})

test('what is typed is meant on the clock in the zone', () => {
  expect(fromWallTime('2026-05-03T10:00', 'Europe/London')).toBe('2026-05-03T09:00:00.000Z')
  expect(fromWallTime('2026-01-03T10:00', 'Asia/Kathmandu')).toBe('2026-01-03T04:15:00.000Z')
})

test('an hour that comes twice is the first one', () => {
  expect(fromWallTime('2026-10-25T01:30', 'Europe/London')).toBe('2026-10-25T00:30:00.000Z')
})

test('a time that the clocks skip moves forward', () => {
  expect(fromWallTime('2026-03-29T01:30', 'Europe/London')).toBe('2026-03-29T01:30:00.000Z')
})

test('there and back is the same moment, at every hour of a year with both changes', () => {
  for (let hour = 0; hour < 365 * 24; hour += 5) {
    const moment = new Date(Date.UTC(2026, 0, 1, hour, 30)).toISOString()
    const back = fromWallTime(toWallTime(moment, 'America/New_York'), 'America/New_York')
    // The second of the two equal hours comes back as the first.
    const drift = Date.parse(moment) - Date.parse(back ?? '')
    expect([0, 3_600_000]).toContain(drift)
  }
})

test('what is no time is no moment', () => {
  expect(fromWallTime('soon', 'Europe/London')).toBeUndefined()
  expect(toWallTime('soon')).toBe('')
})
