/**
 * How fast mails leave: a token bucket at the account's rate that backs off when the service says "too fast" and feels its
 * way up again. Throttling slows a campaign; it never fails a person.
 */
import type { Clock } from '../api/clock.ts'

export interface Pace {
  /** Resolves when the next mail may leave; at once when aborted. */
  turn(signal?: AbortSignal): Promise<void>
  /** The service refused a mail for its speed. */
  throttled(): void
  /** Mails a second at present. */
  readonly ratePerSecond: number
}

/** A quarter of a second's mails may leave at once, so that the timer's grain does not slow fast accounts. */
const burstSeconds = 0.25
/** Several mails in flight are refused together: that is one signal, not several. */
const backOffPauseMs = 1_000
const backOff = 0.7
const recoveryPerSecond = 1.3
/** Never below a quarter of the account's rate: a service that refuses some mails at any speed would bring all to a halt. */
const floorShare = 0.25
const rateMin = 0.5
/** What a service that names no limit takes at least: the rate SES gives to new production accounts. */
const guessedRate = 14

/** `ratePerSecond` undefined: no limit until the service sets one. */
export function pace(ratePerSecond: number | undefined, clock: Clock): Pace {
  const full = ratePerSecond ?? Number.POSITIVE_INFINITY
  const floor = Math.max(rateMin, (full === Number.POSITIVE_INFINITY ? guessedRate : full) * floorShare)
  let rate = full
  let tokens = rate === Number.POSITIVE_INFINITY ? 0 : burst(rate)
  let filledAtMs = clock.nowMs()
  let refusedAtMs = Number.NEGATIVE_INFINITY
  // How fast mails leave, for accounts that say no limit: looked at over the last seconds.
  let countedFromMs = clock.nowMs()
  let counted = 0

  function fill(): void {
    const nowMs = clock.nowMs()
    const seconds = Math.max(0, nowMs - filledAtMs) / 1000
    filledAtMs = nowMs
    if (rate === Number.POSITIVE_INFINITY) return
    rate = Math.min(full, rate * recoveryPerSecond ** seconds)
    tokens = Math.min(burst(rate), tokens + seconds * rate)
  }

  function seenPerSecond(): number {
    return counted / Math.max(0.5, (clock.nowMs() - countedFromMs) / 1000)
  }

  return {
    get ratePerSecond() {
      return rate
    },
    async turn(signal) {
      fill()
      if (clock.nowMs() - countedFromMs > countedMs) {
        countedFromMs = clock.nowMs()
        counted = 0
      }
      counted += 1
      if (rate === Number.POSITIVE_INFINITY) return
      tokens -= 1
      if (tokens < 0) await clock.wait((-tokens / rate) * 1000, signal)
    },
    throttled() {
      const nowMs = clock.nowMs()
      if (nowMs - refusedAtMs < backOffPauseMs) return
      refusedAtMs = nowMs
      fill()
      if (rate === Number.POSITIVE_INFINITY) rate = Math.max(guessedRate, seenPerSecond())
      rate = Math.max(floor, rate * backOff)
      // A short pause for everybody: what is in flight may be refused as well.
      tokens = Math.min(tokens, 0) - rate * pauseSeconds
    },
  }
}

const countedMs = 5_000
const pauseSeconds = 0.25
const burst = (rate: number): number => Math.max(1, rate * burstSeconds)
