import { describe, expect, test } from 'vitest'
import { isLinearizable, type Operation } from './linearizable.ts'
import { simulate } from './simulate.ts'
import { type Rule, rules } from './world.ts'

/** A slice of what `npm run simulate -- --seeds 20000` runs. */
const seedsInSlice = 120
/** Ten seconds on an idle machine; builds share theirs. */
const timeoutMs = 180_000
/** Within so many seeds a broken rule must show. */
const seedsToNotice = 150

describe('the store, simulated', () => {
  test(
    'keeps its promises through rough days',
    async () => {
      const slice = Array.from({ length: seedsInSlice }, (_, index) => index + 1)
      for (const seed of slice) {
        const { violations } = await simulate(seed)
        expect(violations, `seed ${seed}`).toEqual([])
      }
    },
    timeoutMs,
  )

  test('runs the same day from the same seed, event by event', async () => {
    expect(await simulate(77)).toEqual(await simulate(77))
  })

  const why: Record<Rule, string> = {
    swap: 'the root is written without a condition',
    watermark: 'every delivery looks new',
    remembered: 'no command is remembered',
    reread: 'an unknown outcome is taken for success',
    staging: 'a command is sent before its payload is staged',
    pins: 'what a pin leads to is collected',
    removal: 'an erasure leaves the old files where they are',
    erased: 'a restore brings back what was erased since',
  }
  test.each(rules)(
    'breaks its promises without the rule "%s"',
    async rule => {
      for (let seed = 1; seed <= seedsToNotice; seed++) if ((await simulate(seed, [rule])).violations.length > 0) return
      throw new Error(`Nobody notices that ${why[rule]}.`)
    },
    timeoutMs,
  )
})

describe('a history', () => {
  const write = (calledAt: number, answeredAt: number, value: number): Operation<number> => ({
    calledAt,
    answeredAt,
    step: () => value,
  })
  const read = (calledAt: number, answeredAt: number, value: number): Operation<number> => ({
    calledAt,
    answeredAt,
    step: state => (state === value ? state : undefined),
  })

  test('is linearizable when a read that overlaps a write sees either', () => {
    expect(isLinearizable([write(1, 4, 7), read(2, 3, 0)], 0)).toBe(true)
    expect(isLinearizable([write(1, 4, 7), read(2, 3, 7)], 0)).toBe(true)
  })

  test('is not when a read sees what was there before an answered write', () => {
    expect(isLinearizable([write(1, 2, 7), read(3, 4, 0)], 0)).toBe(false)
  })

  test('is not when a later read sees an older value than an earlier one', () => {
    expect(isLinearizable([write(1, 9, 7), read(2, 3, 7), read(4, 5, 0)], 0)).toBe(false)
  })

  test('lets a write that was never answered have happened, or not', () => {
    const lost = write(1, Number.POSITIVE_INFINITY, 7)
    expect(isLinearizable([lost, read(2, 3, 7)], 0)).toBe(true)
    expect(isLinearizable([lost, read(2, 3, 0), read(4, 5, 7)], 0)).toBe(true)
    expect(isLinearizable([lost, read(2, 3, 7), read(4, 5, 0)], 0)).toBe(false)
  })
})
