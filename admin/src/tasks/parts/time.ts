/** Moments as people read them: in the organisation's zone, in the chosen language. */
import { instantOfLocal } from '@dormouse/model'
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

/** When a campaign leaves, from its time on the organisation's clocks: `2027-03-28T01:30` → "Sunday 28 March 2027 at 02:30". */
export function useLeaving(): (wall: string | null | undefined) => string {
  const moment = useMoment()
  const zone = useZone()
  return wall => moment(wall ? instantOfLocal(wall, zone) : undefined, { dateStyle: 'full', timeStyle: 'short' })
}

/** The largest step that clocks make, and the smallest that is in use. */
const clockStepsMs = [60, 30].map(minutes => minutes * 60_000)

/** Whether the clocks skip this time or show it twice; both happen to whoever sends in a night of March or October. */
export function whenClocksChange(wall: string, timeZone: string): 'skipped' | 'twice' | undefined {
  const instant = instantOfLocal(wall, timeZone)
  if (!instant) return undefined
  const at = Date.parse(instant)
  const shown = wall.slice(0, 16)
  if (wallTime(new Date(at), timeZone) !== shown) return 'skipped'
  return clockStepsMs.some(step => wallTime(new Date(at + step), timeZone) === shown) ? 'twice' : undefined
}

/** Seconds as somebody would say them: the largest unit that fits. */
export function spoken(seconds: number): { unit: 'seconds' | 'minutes' | 'hours' | 'days'; count: number } {
  if (seconds < 60) return { unit: 'seconds', count: Math.max(1, Math.round(seconds)) }
  if (seconds < 3600) return { unit: 'minutes', count: Math.round(seconds / 60) }
  if (seconds < 48 * 3600) return { unit: 'hours', count: Math.round(seconds / 3600) }
  return { unit: 'days', count: Math.round(seconds / 86_400) }
}
