/** Time zones without a library: `Intl` knows them in Node and in browsers. No clock is read here. */
import { isoFromMs } from './fields/calendar.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(timeZone, format)
  }
  return format
}

export function isTimeZone(name: string): boolean {
  try {
    formatOf(name)
    return true
  } catch {
    return false
  }
}

/** The wall clock of a zone at a moment, as text: `2026-05-03T11:00:00`. */
export function localTimeOf(instant: string, timeZone: string): string {
  return wallAt(Date.parse(instant), timeZone)
}

function wallAt(atMs: number, timeZone: string): string {
  const parts: Record<string, string> = {}
  for (const { type, value } of formatOf(timeZone).formatToParts(atMs)) parts[type] = value
  return `${parts.year?.padStart(4, '0')}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`
}

const offsetAt = (atMs: number, timeZone: string): number =>
  Date.parse(`${wallAt(atMs, timeZone)}Z`) - Math.floor(atMs / 1000) * 1000

const dayMs = 86_400_000

/**
 * The moment at which a zone's clock shows this wall time (`2026-05-03T09:00`, seconds optional), UTC ISO 8601. A time
 * that the clock skips moves forward by what is skipped; of a time that it shows twice, the first is taken.
 */
export function instantOfLocal(wall: string, timeZone: string): string | undefined {
  const asUtcMs = Date.parse(`${wall}Z`)
  if (Number.isNaN(asUtcMs)) return undefined
  const before = offsetAt(asUtcMs - dayMs, timeZone)
  const after = offsetAt(asUtcMs + dayMs, timeZone)
  // With the offset from before a change, a skipped time comes out later by the gap, and a doubled one is its first.
  const candidates = [asUtcMs - before, asUtcMs - after].sort((a, b) => a - b)
  const exact = candidates.find(atMs => atMs + offsetAt(atMs, timeZone) === asUtcMs)
  return isoFromMs(exact ?? asUtcMs - before)
}

/** First moment of a local day, and of the day after it. */
export function dayBounds(day: string, timeZone: string): { from: string; until: string } {
  const next = isoFromMs(Date.parse(`${day}T00:00:00Z`) + dayMs)?.slice(0, 10) ?? day
  return {
    from: instantOfLocal(`${day}T00:00:00`, timeZone) ?? `${day}T00:00:00.000Z`,
    until: instantOfLocal(`${next}T00:00:00`, timeZone) ?? `${next}T00:00:00.000Z`,
  }
}

export type Period = 'thisYear' | 'lastYear' | 'last30Days' | 'last90Days' | 'last365Days'
export const periods: readonly Period[] = ['thisYear', 'lastYear', 'last30Days', 'last90Days', 'last365Days']

/** A period as moments (`from` included, `until` not) and as local days (both included). */
export interface Span {
  from: string
  until: string
  firstDay: string
  lastDay: string
}

export function spanOf(period: Period, now: string, timeZone: string): Span {
  const today = localTimeOf(now, timeZone).slice(0, 10)
  const year = Number(today.slice(0, 4)) - (period === 'lastYear' ? 1 : 0)
  const days = Number(/\d+/.exec(period)?.[0] ?? 0)
  const firstDay =
    days > 0 ? (isoFromMs(Date.parse(`${today}T00:00:00Z`) - days * dayMs)?.slice(0, 10) ?? today) : `${year}-01-01`
  const lastDay = days > 0 ? today : `${year}-12-31`
  return {
    from: dayBounds(firstDay, timeZone).from,
    until: dayBounds(lastDay, timeZone).until,
    firstDay,
    lastDay,
  }
}
