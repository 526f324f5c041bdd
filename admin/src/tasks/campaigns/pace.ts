/** How long it will still take, from how fast it went. */

export interface Sighting {
  atMs: number
  done: number
}

/** Fewer sightings, or a shorter time between them, say nothing about the pace. */
const watchedMinMs = 1500

export function secondsLeft(seen: readonly Sighting[], all: number): number | undefined {
  const first = seen[0]
  const last = seen.at(-1)
  if (!first || !last || last.atMs - first.atMs < watchedMinMs || last.done <= first.done) return undefined
  const perMs = (last.done - first.done) / (last.atMs - first.atMs)
  return Math.max(0, all - last.done) / perMs / 1000
}
