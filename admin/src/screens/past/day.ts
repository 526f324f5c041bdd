/**
 * The day a list is looked back at, at its end, in the organisation's zone. Kept for as long as the page is open and no
 * longer: nobody should come back the next morning and take an old state for today's.
 */
import { createContext, useContext, useSyncExternalStore } from 'react'
import { fromWallTime, toWallTime } from '../../fields/wall-time.ts'
import { useSettings } from '../../settings.ts'
import { declarationOf } from '../titles.ts'

const chosen = new Map<string, string>()
const listeners = new Set<() => void>()

export interface LookedAt {
  /** `2026-03-01`; undefined: today, as it is. */
  day: string | undefined
  /** What the API is asked for. */
  asOf: string | undefined
  /** Undefined: back to today. */
  choose(day: string | undefined): void
  /** The last day that is over. */
  yesterday: string
}

export const hasPast = (resource: string): boolean => declarationOf(resource).past === true

export function useLookedAt(resource: string): LookedAt {
  const { timeZone } = useSettings()
  const day = useSyncExternalStore(subscribe, () => chosen.get(resource))
  return {
    day,
    asOf: day && endOf(day, timeZone),
    choose(next) {
      if (next) chosen.set(resource, next)
      else chosen.delete(resource)
      for (const listener of listeners) listener()
    },
    yesterday: dayBefore(toWallTime(new Date().toISOString(), timeZone).slice(0, 10)),
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The last second of the day: whatever happened in it is in. */
export const endOf = (day: string, timeZone?: string): string | undefined => fromWallTime(`${day}T23:59:59`, timeZone)

export function dayBefore(day: string): string {
  const at = new Date(`${day}T12:00:00Z`)
  at.setUTCDate(at.getUTCDate() - 1)
  return at.toISOString().slice(0, 10)
}

/** The moment of the list that rows are drawn in; a list inside a record's page is always of today. */
export const AsOf = createContext<string | undefined>(undefined)
export const useAsOf = (): string | undefined => useContext(AsOf)

/** Where a record's page is, as it is now or as it was. */
export const pageOf = (resource: string, id: string | number, asOf?: string): string =>
  `/${resource}/${encodeURIComponent(id)}/show${asOf ? `?asOf=${encodeURIComponent(asOf)}` : ''}`
