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

  const search = (state: State, left: number): boolean => {
    if (left === 0) return true
    const key = `${configuration(done)}|${JSON.stringify(state)}`
    if (visited.has(key)) return false
    if (visited.size >= configurationsMax) return true
    visited.add(key)
    // The next one must have been called before the first answer among those that are left.
    let firstAnswer = Number.POSITIVE_INFINITY
    for (const [index, operation] of sorted.entries())
      if (!done[index]) firstAnswer = Math.min(firstAnswer, operation.answeredAt)
    for (const [index, operation] of sorted.entries()) {
      if (operation.calledAt > firstAnswer) break
      if (done[index]) continue
      done[index] = 1
      const isPending = operation.answeredAt === Number.POSITIVE_INFINITY
      const after = operation.step(state)
      // One that was never answered may be left out: only answered ones are counted.
      const isFound = after !== undefined && search(after, left - (isPending ? 0 : 1))
      done[index] = 0
      if (isFound) return true
    }
    return false
  }

  const answered = sorted.filter(operation => operation.answeredAt !== Number.POSITIVE_INFINITY).length
  return search(start, answered)
}

/** Which operations are done: those up to the first open one as a number, the rest one by one. */
function configuration(done: Uint8Array): string {
  const open = done.indexOf(0)
  if (open < 0) return 'all'
  let rest = ''
  for (let index = open + 1; index < done.length; index++) if (done[index]) rest += `,${index}`
  return `${open}${rest}`
}
