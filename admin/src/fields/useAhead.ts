/**
 * What is typed or ticked here acts elsewhere, in the address, and comes back from there: late, where somebody is quicker than
 * the screen. What comes back of one's own is no news, and taking it would take away what was typed since.
 */
import { useLayoutEffect, useRef } from 'react'

/**
 * `applied`: what holds elsewhere. `onNews`: somebody else changed that (a view was opened, the filters were cleared).
 * Answers what is to be called with each value that one asks for, in the form in which it will come back.
 */
export function useAhead(applied: string, onNews: () => void): (asked: string) => void {
  const known = useRef(applied)
  const onTheirWay = useRef<string[]>([])
  const latest = useRef(onNews)
  latest.current = onNews
  useLayoutEffect(() => {
    if (known.current === applied) return
    known.current = applied
    const at = onTheirWay.current.indexOf(applied)
    onTheirWay.current = at < 0 ? [] : onTheirWay.current.slice(at + 1)
    if (at < 0) latest.current()
  }, [applied])
  return asked => {
    if (asked !== (onTheirWay.current.at(-1) ?? known.current)) onTheirWay.current.push(asked)
  }
}
