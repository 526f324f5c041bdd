/** Moments as people read them: in the organisation's zone, in the chosen language. */
import { useMemo } from 'react'
import { useLocaleState } from 'react-admin'
import { useSettings } from '../../settings.ts'

/** The zone that letters are scheduled in: the organisation's, else this computer's. */
export function useZone(): string {
  return useSettings().timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** Writes an ISO moment; nothing for an empty or broken one. */
export function useMoment(): (iso: unknown, options?: Intl.DateTimeFormatOptions) => string {
  const [locale] = useLocaleState()
  const timeZone = useZone()
  return useMemo(
    () =>
      (iso, options = { dateStyle: 'medium', timeStyle: 'short' }) => {
        if (typeof iso !== 'string' || Number.isNaN(Date.parse(iso))) return ''
        return new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(new Date(iso))
      },
    [locale, timeZone],
  )
}

/** `YYYY-MM-DDTHH:mm` on the clocks of `timeZone`, as `<input type="datetime-local">` wants it. */
export function wallTime(moment: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(moment)
  return parts.replace(' ', 'T')
}

/** Seconds as somebody would say them: the largest unit that fits. */
export function spoken(seconds: number): { unit: 'seconds' | 'minutes' | 'hours' | 'days'; count: number } {
  if (seconds < 60) return { unit: 'seconds', count: Math.max(1, Math.round(seconds)) }
  if (seconds < 3600) return { unit: 'minutes', count: Math.round(seconds / 60) }
  if (seconds < 48 * 3600) return { unit: 'hours', count: Math.round(seconds / 3600) }
  return { unit: 'days', count: Math.round(seconds / 86_400) }
}
