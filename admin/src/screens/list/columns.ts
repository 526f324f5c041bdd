/** Which columns a person sees, in which order. The declaration's own until they choose. */
import { useMemo } from 'react'
import { useStore } from 'react-admin'
import type { Place } from '../places.ts'

export interface Columns {
  shown: Place[]
  hidden: Place[]
  /** Shows these, in this order, and no others. */
  show(paths: string[]): void
}

/** Kept by name, so that a field that appears or goes leaves the rest of the choice as it was. */
export function useColumns(resource: string, places: Place[]): Columns {
  const [chosen, choose] = useStore<string[] | undefined>(`${resource}.columns`)
  return useMemo(() => {
    const byPath = new Map(places.map(place => [place.path, place]))
    const wanted = chosen?.flatMap(path => byPath.get(path) ?? []) ?? []
    // All that was chosen is gone: better the usual columns than an empty table.
    const shown = wanted.length > 0 ? wanted : places.filter(place => place.field.options.list)
    return { shown, hidden: places.filter(place => !shown.includes(place)), show: choose }
  }, [chosen, choose, places])
}

/** The paths with the one at `index` moved by `step` places; unchanged where it would leave the list. */
export function moved(paths: string[], index: number, step: -1 | 1): string[] {
  const other = index + step
  const [one, two] = [paths[index], paths[other]]
  if (one === undefined || two === undefined) return paths
  return paths.map((path, at) => (at === index ? two : at === other ? one : path))
}
