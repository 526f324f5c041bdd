/** One thing under way at a time: busy while it runs, and its error as the server says it. */
import { useCallback, useRef, useState } from 'react'

export interface Act {
  busy: boolean
  error: unknown
  /** Runs `work`, unless something is under way. Answers undefined when it failed; `error` holds why. */
  run<T>(work: () => Promise<T>): Promise<T | undefined>
  clear(): void
}

export function useAct(): Act {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const running = useRef(false)
  const run = useCallback(async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    // State comes a render too late for the second click of a double click.
    if (running.current) return undefined
    running.current = true
    setBusy(true)
    setError(undefined)
    try {
      return await work()
    } catch (caught) {
      setError(caught)
      return undefined
    } finally {
      running.current = false
      setBusy(false)
    }
  }, [])
  const clear = useCallback(() => setError(undefined), [])
  return { busy, error, run, clear }
}
