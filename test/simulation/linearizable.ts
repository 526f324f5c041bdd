/**
 * Whether a history of one record could have happened one operation after another, each at some moment between its call
 * and its answer (Wing and Gong 1993, with Lowe's memory of visited configurations, 2017).
 */

export interface Operation<State> {
  calledAt: number
  /** Infinity: never answered. It may have happened at any time since, or never. */
  answeredAt: number
  /** The state after it, or undefined when its answer is impossible in this state. */
  step(state: State): State | undefined
}

/** A history with many operations that were never answered can have more possible pasts than anybody can look at. */
const configurationsMax = 30_000

/** States must be equal as JSON when they are the same. Undecided within `configurationsMax` counts as linearizable. */
export function isLinearizable<State>(operations: readonly Operation<State>[], start: State): boolean {
  const sorted = operations.toSorted((a, b) => a.calledAt - b.calledAt)
  const done = new Uint8Array(sorted.length)
  const visited = new Set<string>()

  const search = (state: State, left: number, high: number, low: number): boolean => {
    if (left === 0) return true
    const key = `${high},${low}|${JSON.stringify(state)}`
    if (visited.has(key)) return false
    if (visited.size >= configurationsMax) return true
    visited.add(key)
    // The next one must have been called before the first answer among those that are left.
    const open = done.indexOf(0)
    let firstAnswer = Number.POSITIVE_INFINITY
    for (let index = open; index < sorted.length; index++) {
      const { calledAt, answeredAt } = sorted[index] as Operation<State>
      if (calledAt > firstAnswer) break
      if (!done[index]) firstAnswer = Math.min(firstAnswer, answeredAt)
    }
    for (let index = open; index < sorted.length; index++) {
      const operation = sorted[index] as Operation<State>
      if (operation.calledAt > firstAnswer) break
      if (done[index]) continue
      done[index] = 1
      const isPending = operation.answeredAt === Number.POSITIVE_INFINITY
      const after = operation.step(state)
      // One that was never answered may be left out: only answered ones are counted.
      const isFound =
        after !== undefined &&
        search(after, left - (isPending ? 0 : 1), high ^ mixed(index, 1), low ^ mixed(index, 0x5bd1e995))
      done[index] = 0
      if (isFound) return true
    }
    return false
  }

  const answered = sorted.filter(operation => operation.answeredAt !== Number.POSITIVE_INFINITY).length
  return search(start, answered, 0, 0)
}

/** A hash of the operations that are done, as two 32-bit numbers: each operation has its own pair (Zobrist 1970). */
const mixed = (index: number, seed: number): number => {
  let hash = Math.imul(index + 1, 0x9e3779b1) ^ seed
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
