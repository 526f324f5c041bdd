/**
 * Coming to a screen: it is seen from its top, and the keyboard goes on in it where what was pressed is gone. A tab of the
 * same record is no other screen, and the way back is the browser's, which knows where one was.
 */
import { useEffect, useRef } from 'react'
import { useLocation, useNavigationType } from 'react-router-dom'

const screenOf = (pathname: string) => pathname.replace(/(\/show)\/.*$/, '$1')

export function useArrival(contentId: string): void {
  const screen = screenOf(useLocation().pathname)
  const how = useNavigationType()
  const before = useRef(screen)
  useEffect(() => {
    if (before.current === screen) return
    before.current = screen
    if (how !== 'POP') window.scrollTo({ top: 0 })
    // What takes the focus by itself, such as the first field of a form, has it already.
    if (document.activeElement === document.body) document.getElementById(contentId)?.focus({ preventScroll: true })
  }, [screen, how, contentId])
}
