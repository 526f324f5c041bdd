/** What a read has to have open, put together and compared. */
import type { Needs } from '../store/view.ts'

const joined = (pair: readonly [string, string]) => pair.join('\0')
const distinct = (pairs: readonly (readonly [string, string])[]) => [
  ...new Map(pairs.map(pair => [joined(pair), pair])).values(),
]

export const union = (a: Needs, b: Needs): Needs => ({
  collections: [...new Set([...(a.collections ?? []), ...(b.collections ?? [])])],
  partitions: distinct([...(a.partitions ?? []), ...(b.partitions ?? [])]),
  keys: distinct([...(a.keys ?? []), ...(b.keys ?? [])]),
})

/** Whether everything in `wanted` is in `opened`. */
export function covers(opened: Needs, wanted: Needs): boolean {
  const has = (open: readonly (readonly [string, string])[] = [], all: readonly (readonly [string, string])[] = []) => {
    if (all.length === 0) return true
    const known = new Set(open.map(joined))
    return all.every(pair => known.has(joined(pair)))
  }
  return (
    (wanted.collections ?? []).every(name => opened.collections?.includes(name)) &&
    has(opened.partitions, wanted.partitions) &&
    has(opened.keys, wanted.keys)
  )
}
