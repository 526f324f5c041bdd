/** Real time that a test can push forward, so that time-outs of minutes pass at once. */
import { type Clock, systemClock } from '../../api/clock.ts'

export function shiftableClock(): Clock & { advance(ms: number): void } {
  let shiftMs = 0
  return {
    nowMs: () => systemClock.nowMs() + shiftMs,
    wait: systemClock.wait,
    advance(ms) {
      shiftMs += ms
    },
  }
}
