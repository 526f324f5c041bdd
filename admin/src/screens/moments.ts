/** Days and moments as people say them, in the chosen language and in the organisation's time zone. */
import { useLocale } from 'react-admin'
import { useSettings } from '../settings.ts'

/** `3 May 2026, 14:05`, from a UTC moment. */
export function useWhen(): (moment: unknown) => string {
  const locale = useLocale()
  const { timeZone } = useSettings()
  return moment => formatMoment(moment, locale, timeZone)
}

/** `3 May 2026`, from a plain day. A day has no zone: a birthday is the same day everywhere. */
export function useDay(): (day: unknown) => string {
  const locale = useLocale()
  return day => formatDay(day, locale)
}

export function formatMoment(moment: unknown, locale: string, timeZone?: string): string {
  const date = new Date(String(moment))
  if (moment == null || Number.isNaN(date.getTime())) return ''
  const format = { dateStyle: 'medium', timeStyle: 'short', timeZone } as const
  return new Intl.DateTimeFormat(locale, format).format(date)
}

export function formatDay(day: unknown, locale: string): string {
  const date = new Date(`${String(day).slice(0, 10)}T00:00:00Z`)
  if (day == null || Number.isNaN(date.getTime())) return ''
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(date)
}
