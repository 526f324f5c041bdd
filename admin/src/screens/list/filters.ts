/** The filter as the address carries it (`city_contains: "York"`), read back as what it says about which field. */
import type { Json } from '@dormouse/model'
import type { Place } from '../places.ts'

/** The wire's suffixes. Longest first, because `_not_like` would end in `_like` too. */
export const suffixes = ['_contains', '_empty', '_like', '_gte', '_lte', '_neq', '_gt', '_lt'] as const
export type Suffix = '' | (typeof suffixes)[number]

export type FilterValues = Record<string, Json>

export interface Condition {
  key: string
  place: Place
  suffix: Suffix
  value: Json
}

/** What the filter says about declared fields. `q` and `match` are not fields: they are shown elsewhere. */
export function conditions(filter: FilterValues, places: Place[]): Condition[] {
  const byPath = new Map(places.map(place => [place.path, place]))
  return Object.entries(flat(filter)).flatMap(([key, value]) => {
    const [path, suffix] = split(key, byPath)
    const place = byPath.get(path)
    return place ? [{ key, place, suffix, value }] : []
  })
}

/** A path may end in what looks like a suffix (`is_empty`): the declared name wins. */
function split(key: string, byPath: Map<string, Place>): [path: string, suffix: Suffix] {
  if (byPath.has(key)) return [key, '']
  const suffix = suffixes.find(each => key.endsWith(each))
  return suffix ? [key.slice(0, -suffix.length), suffix] : [key, '']
}

/** `{address: {city: "York"}}` and `{"address.city": "York"}` say the same. */
export function flat(filter: FilterValues, prefix = ''): FilterValues {
  const result: FilterValues = {}
  for (const [key, value] of Object.entries(filter)) {
    const path = prefix + key
    if (value !== null && typeof value === 'object' && !Array.isArray(value) && path !== 'match')
      Object.assign(result, flat(value as FilterValues, `${path}.`))
    else result[path] = value
  }
  return result
}

/** The filter with some keys set and others (undefined) taken away. */
export function withKeys(filter: FilterValues, changes: Record<string, Json | undefined>): FilterValues {
  const next: Record<string, Json | undefined> = { ...flat(filter), ...changes }
  return Object.fromEntries(Object.entries(next).filter(([, value]) => !isBlank(value))) as FilterValues
}

const isBlank = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
