import { expect, test } from 'vitest'
import { whenClocksChange } from './time.ts'

test.each([
  ['2027-03-28T01:30', 'Europe/London', 'skipped'],
  ['2027-03-28T02:00', 'Europe/London', undefined],
  ['2026-10-25T01:30', 'Europe/London', 'twice'],
  ['2026-10-25T02:00', 'Europe/London', undefined],
  ['2026-11-01T01:30', 'America/New_York', 'twice'],
  ['2026-10-04T02:15', 'Australia/Lord_Howe', 'skipped'],
  ['2027-04-04T01:45', 'Australia/Lord_Howe', 'twice'],
  ['2026-06-01T09:00', 'Europe/London', undefined],
  ['', 'Europe/London', undefined],
])('%s in %s: %s', (wall, zone, said) => expect(whenClocksChange(wall, zone)).toBe(said))
