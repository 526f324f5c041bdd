import { expect, test } from 'vitest'
import type { Clock } from '../api/clock.ts'
import { pace } from './pace.ts'

/** Time passes only by waiting. */
function clockOfTests(): Clock {
  let nowMs = 1_000_000
  return {
    nowMs: () => nowMs,
    async wait(ms) {
      nowMs += ms
    },
  }
}

async function secondsFor(mails: number, turn: () => Promise<void>, clock: Clock): Promise<number> {
  const beganMs = clock.nowMs()
  for (let sent = 0; sent < mails; sent++) await turn()
  return (clock.nowMs() - beganMs) / 1000
}

test('mails leave at the account’s rate, but for a short burst at the beginning', async () => {
  const clock = clockOfTests()
  const speed = pace(10, clock)
  const seconds = await secondsFor(100, () => speed.turn(), clock)
  expect(seconds).toBeGreaterThan(9.5)
  expect(seconds).toBeLessThanOrEqual(10)
})

test('without a limit nobody waits', async () => {
  const clock = clockOfTests()
  expect(await secondsFor(10_000, () => pace(undefined, clock).turn(), clock)).toBe(0)
})

test('a refusal slows down, several within a second count once, and the rate comes back', async () => {
  const clock = clockOfTests()
  const speed = pace(100, clock)
  speed.throttled()
  speed.throttled()
  expect(speed.ratePerSecond).toBeCloseTo(70)
  await clock.wait(5_000)
  await speed.turn()
  expect(speed.ratePerSecond).toBe(100)
})

test('a service that refuses some mails at any speed does not bring the campaign to a halt', async () => {
  const clock = clockOfTests()
  const speed = pace(100, clock)
  const seconds = await secondsFor(
    1_000,
    async () => {
      await speed.turn()
      speed.throttled()
    },
    clock,
  )
  expect(seconds).toBeLessThan(60)
})

test('a service that names no limit and throttles is tried at a modest rate, and faster later', async () => {
  const clock = clockOfTests()
  const speed = pace(undefined, clock)
  for (let sent = 0; sent < 5; sent++) await speed.turn()
  speed.throttled()
  expect(speed.ratePerSecond).toBeLessThan(20)
  await clock.wait(20_000)
  await speed.turn()
  expect(speed.ratePerSecond).toBeGreaterThan(100)
})
