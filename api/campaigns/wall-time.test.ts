import { expect, test } from 'vitest'
import { momentOf } from './wall-time.ts'

test.each([
  ['2026-01-15T10:00', 'Europe/London', '2026-01-15T10:00:00.000Z'],
  ['2026-07-15T10:00', 'Europe/London', '2026-07-15T09:00:00.000Z'],
  ['2026-07-15T10:00:30', 'America/New_York', '2026-07-15T14:00:30.000Z'],
  ['2026-07-15T10:00', 'Asia/Kathmandu', '2026-07-15T04:15:00.000Z'],
  // 29 March, 01:00 → 02:00: half past one does not exist and moves forward.
  ['2026-03-29T01:30', 'Europe/London', '2026-03-29T01:30:00.000Z'],
  ['2026-03-08T02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
  // 25 October, 02:00 → 01:00: half past one comes twice, the first is meant.
  ['2026-10-25T01:30', 'Europe/London', '2026-10-25T00:30:00.000Z'],
  ['2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
  // Half an hour forward and back.
  ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
])('%s in %s is %s', (wall, zone, moment) => {
  expect(new Date(momentOf(wall, zone) ?? 0).toISOString()).toBe(moment)
})

test.each(['2026-06-31T10:00', '2026-02-30T10:00', '2026-01-01T25:00', '2026-01-01', 'tomorrow', '2026-01-01T10:00Z'])(
  '%s is no time',
  wall => {
    expect(momentOf(wall, 'Europe/London')).toBeUndefined()
  },
)

test('an unknown zone is no zone', () => {
  expect(momentOf('2026-01-01T10:00', 'Europe/Atlantis')).toBeUndefined()
})
