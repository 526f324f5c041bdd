/** The only file that reads the clock and waits. Everything else is handed a `Clock`, so that simulations own time. */
export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number
  wait(ms: number, signal?: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  wait: (ms, signal) =>
    new Promise(resolve => {
      if (signal?.aborted) return resolve()
      const done = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      signal?.addEventListener('abort', done, { once: true })
    }),
}

/** UTC ISO 8601, the wire form of a dateTime. */
export const isoOf = (ms: number): string => new Date(ms).toISOString()
