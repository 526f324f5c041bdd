/** Calendar arithmetic on text: no clock, no time zone of the machine. */

export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return match !== null && isDay(Number(match[1]), Number(match[2]), Number(match[3]))
}

export function isDay(year: number, month: number, day: number): boolean {
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

export const dateOf = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

const instantShape =
  /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)? ?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)$/i

/** Any ISO 8601 time with a zone as UTC with milliseconds; undefined when it is none. */
export function canonicalInstant(text: string): string | undefined {
  const match = instantShape.exec(text.trim())
  if (!match || !isDate(match[1] as string)) return undefined
  const [, day, hours, minutes, seconds = '00', fraction = '', zone = 'Z'] = match
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`
  const atMs = Date.parse(`${day}T${hours}:${minutes}:${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}${offset}`)
  return Number.isNaN(atMs) ? undefined : isoFromMs(atMs)
}

/** UTC ISO 8601 of milliseconds since 1970; four-digit years only. */
export function isoFromMs(atMs: number): string | undefined {
  const iso = new Date(atMs).toISOString()
  return iso.length === 24 ? iso : undefined
}
