/** A seeded stream of choices (mulberry32), so that every demo installation shows the same people. */
export interface Choices {
  /** In [0, 1). */
  next(): number
  /** In [from, to], whole. */
  whole(from: number, to: number): number
  one<T>(of: readonly T[]): T
  /** True in `share` of all cases. */
  chance(share: number): boolean
  /** `count` different ones. */
  some<T>(of: readonly T[], count: number): T[]
}

export function choices(seed: number): Choices {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const one = <T>(of: readonly T[]): T => of[whole(0, of.length - 1)] as T
  return {
    next,
    whole,
    one,
    chance: share => next() < share,
    some(of, count) {
      const left = [...of]
      return Array.from({ length: Math.min(count, left.length) }, () =>
        left.splice(whole(0, left.length - 1), 1),
      ).flat()
    },
  }
}
