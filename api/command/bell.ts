/** Lets receivers sleep until somebody sends, or for a while: whichever comes first. */
import type { Clock } from '../clock.ts'

export interface Bell {
  /** Resolves at the next ring, after `ms`, when `signal` aborts, or at once after `silence`. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
  ring(): void
  /** For good: nobody waits any more. */
  silence(): void
}

/** Without a reason of its own, every ring would make an exception, stack trace and all. */
const rung = 'rung'

export function makeBell(clock: Clock): Bell {
  const sleepers = new Set<AbortController>()
  let silenced = false

  function ring() {
    for (const sleeper of sleepers) sleeper.abort(rung)
  }

  return {
    async wait(ms, signal) {
      if (silenced || signal?.aborted) return
      const sleeper = new AbortController()
      const wake = () => sleeper.abort(rung)
      sleepers.add(sleeper)
      signal?.addEventListener('abort', wake, { once: true })
      await clock.wait(ms, sleeper.signal)
      sleepers.delete(sleeper)
      signal?.removeEventListener('abort', wake)
    },
    ring,
    silence() {
      silenced = true
      ring()
    },
  }
}
