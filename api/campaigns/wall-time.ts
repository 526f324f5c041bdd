/**
 * The moment that a campaign's time means: wall time in the organisation's zone. Clocks are put forward and back: a time
 * that does not exist moves forward, of a time that comes twice the first is meant (`model/zone.ts`).
 */
import { instantOfLocal, isTimeZone } from '@dormouse/model'

const written = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/

/** Milliseconds since 1970 of `2026-03-29T01:30` in `Europe/London`; undefined: not a time, or not a zone. */
export function momentOf(wallTime: string, timeZone: string): number | undefined {
  if (!written.test(wallTime) || !exists(wallTime) || !isTimeZone(timeZone)) return undefined
  const instant = instantOfLocal(wallTime, timeZone)
  return instant === undefined ? undefined : Date.parse(instant)
}

/** 31 June and 25:00 are no times, whatever arithmetic makes of them. */
function exists(wallTime: string): boolean {
  const ms = Date.parse(`${wallTime}Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(wallTime)
}
