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
const rateMin = 0.2
/** Several mails in flight are refused together: that is one signal, not several. */
const backOffPauseMs = 1_000
const recoveryPerSecond = 0.05

/** `ratePerSecond` undefined: no limit until the service sets one. */
export function pace(ratePerSecond: number | undefined, clock: Clock): Pace {
  const full = ratePerSecond ?? Number.POSITIVE_INFINITY
  let rate = full
  let tokens = burst(full)
  let filledAtMs = clock.nowMs()
  let refusedAtMs = Number.NEGATIVE_INFINITY
  let sentSinceMs = clock.nowMs()
  let sent = 0

  function fill(): void {
    const nowMs = clock.nowMs()
    const seconds = Math.max(0, nowMs - filledAtMs) / 1000
    filledAtMs = nowMs
    if (rate < full) rate = Math.min(full, rate * (1 + recoveryPerSecond) ** seconds)
    tokens = Math.min(burst(rate), tokens + seconds * rate)
    if (nowMs - sentSinceMs > 10_000) {
      sentSinceMs = nowMs
      sent = 0
    }
  }

  return {
    get ratePerSecond() {
      return rate
    },
    async turn(signal) {
      fill()
      tokens -= 1
      sent += 1
      if (tokens >= 0 || rate === Number.POSITIVE_INFINITY) return
      await clock.wait((-tokens / rate) * 1000, signal)
    },
    throttled() {
      const nowMs = clock.nowMs()
      if (nowMs - refusedAtMs < backOffPauseMs) return
      refusedAtMs = nowMs
      fill()
      const seen = sent / Math.max(0.5, (nowMs - sentSinceMs) / 1000)
      rate = Math.max(rateMin, (rate === Number.POSITIVE_INFINITY ? seen : rate) / 2)
      // Nobody leaves for a moment: what is in flight may be refused as well.
      tokens = Math.min(tokens, 0) - rate * (backOffPauseMs / 1000)
    },
  }
}

const burst = (rate: number): number => (rate === Number.POSITIVE_INFINITY ? rate : Math.max(1, rate * burstSeconds))
