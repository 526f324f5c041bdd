/** Lets a bounded number of jobs run at once: a thousand files opened together would exhaust the process's handles. */
export type Gate = <T>(job: () => Promise<T>) => Promise<T>

export function makeGate(width: number): Gate {
  const waiting: (() => void)[] = []
  let inside = 0
  return async job => {
    if (inside >= width) await new Promise<void>(resolve => waiting.push(resolve))
    else inside += 1
    try {
      return await job()
    } finally {
      // The place is handed on, not given up, so that a newcomer cannot overtake.
      const next = waiting.shift()
      if (next) next()
      else inside -= 1
    }
  }
}
