import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayBounds, instantOfLocal, isTimeZone, localTimeOf, spanOf } from './index.ts'

describe('a wall time', () => {
  it('is a moment by its zone', () => {
    expect(instantOfLocal('2026-05-03T09:00', 'Europe/London')).toBe('2026-05-03T08:00:00.000Z')
    expect(instantOfLocal('2026-01-03T09:00:30', 'Europe/London')).toBe('2026-01-03T09:00:30.000Z')
    expect(instantOfLocal('2026-05-03T09:00', 'Asia/Kathmandu')).toBe('2026-05-03T03:15:00.000Z')
  })

  it('that the clock skips moves forward by what is skipped', () => {
    expect(instantOfLocal('2026-03-29T01:30', 'Europe/London')).toBe('2026-03-29T01:30:00.000Z')
    expect(localTimeOf('2026-03-29T01:30:00.000Z', 'Europe/London')).toBe('2026-03-29T02:30:00')
    // Samoa left out 30 December 2011.
    expect(localTimeOf(instantOfLocal('2011-12-30T12:00', 'Pacific/Apia') as string, 'Pacific/Apia')).toBe(
      '2011-12-31T12:00:00',
    )
  })

  it('that the clock shows twice is the first of them', () => {
    expect(instantOfLocal('2026-10-25T01:30', 'Europe/London')).toBe('2026-10-25T00:30:00.000Z')
    expect(instantOfLocal('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z')
    expect(instantOfLocal('2026-04-05T01:45', 'Australia/Lord_Howe')).toBe('2026-04-04T14:45:00.000Z')
  })

  it('of a moment is that moment again, unless the clock shows it twice', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Asia/Tokyo', 'Pacific/Chatham', 'UTC')
    const moment = fc.date({ min: new Date('1980-01-01'), max: new Date('2037-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(zone, moment, (timeZone, date) => {
        const wall = localTimeOf(date.toISOString(), timeZone)
        const again = instantOfLocal(wall, timeZone) as string
        expect(localTimeOf(again, timeZone)).toBe(wall)
        expect(Date.parse(again)).toBeLessThanOrEqual(date.getTime())
      }),
    )
  })

  it('that is none is undefined', () => {
    expect(instantOfLocal('2026-13-01T09:00', 'UTC')).toBeUndefined()
    expect(isTimeZone('Europe/Atlantis')).toBe(false)
    expect(isTimeZone('Europe/London')).toBe(true)
  })
})

it('a day has as many hours as its clock shows', () => {
  expect(dayBounds('2026-03-29', 'Europe/London')).toEqual({
    from: '2026-03-29T00:00:00.000Z',
    until: '2026-03-29T23:00:00.000Z',
  })
})

it('a period is counted in the organisation’s days', () => {
  const now = '2026-12-31T23:30:00.000Z'
  expect(spanOf('thisYear', now, 'Europe/London')).toMatchObject({
    firstDay: '2026-01-01',
    lastDay: '2026-12-31',
    until: '2027-01-01T00:00:00.000Z',
  })
  expect(spanOf('thisYear', now, 'Europe/Berlin')).toMatchObject({
    firstDay: '2027-01-01',
    from: '2026-12-31T23:00:00.000Z',
  })
  expect(spanOf('lastYear', now, 'Europe/Berlin')).toMatchObject({ firstDay: '2026-01-01', lastDay: '2026-12-31' })
  expect(spanOf('last30Days', now, 'Europe/London')).toMatchObject({ firstDay: '2026-12-01', lastDay: '2026-12-31' })
})
