/** Moments (UTC) and the clock on a wall in some zone, without a library: `Intl` knows all zones and their changes. */

/** `2026-05-03T09:00:00.000Z` → `2026-05-03T10:00` in London. An empty text for what is no moment. */
export function toWallTime(moment: string, timeZone?: string): string {
  const at = new Date(moment)
  return Number.isNaN(at.getTime()) ? '' : wall(at, timeZone).slice(0, 16)
}

/**
 * `2026-05-03T10:00` in London → `2026-05-03T09:00:00.000Z`. Of an hour that comes twice the first is meant; a time that
 * does not exist moves forward, as for the scheduling of campaigns.
 */
export function fromWallTime(typed: string, timeZone?: string): string | undefined {
  const asUtc = Date.parse(`${typed.length === 16 ? `${typed}:00` : typed}Z`)
  if (Number.isNaN(asUtc)) return undefined
  // The zone's offset a day before and after bounds every change of the clock; the earlier moment is the first.
  const offsets = [-dayMs, dayMs].map(shift => offsetMs(asUtc + shift, timeZone))
  const fitting = offsets.map(offset => asUtc - offset).filter(at => at + offsetMs(at, timeZone) === asUtc)
  const at = fitting.length > 0 ? Math.min(...fitting) : asUtc - Math.min(...offsets)
  return new Date(at).toISOString()
}

const dayMs = 86_400_000

const offsetMs = (at: number, timeZone?: string): number => {
  const whole = Math.floor(at / 1000) * 1000
  return Date.parse(`${wall(new Date(whole), timeZone)}Z`) - whole
}

function wall(at: Date, timeZone?: string): string {
  const zone = timeZone ?? ''
  const format = formats.get(zone) ?? formatOf(timeZone)
  formats.set(zone, format)
  return format.format(at).replace(' ', 'T')
}

/** Making one costs a hundred times what using it does. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** Swedish writes dates as ISO 8601 does. */
const formatOf = (timeZone?: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
