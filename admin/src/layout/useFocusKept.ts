/**
 * Where a button takes itself away by being pressed ("Pause" becomes "Go on sending"), the keyboard goes on at the row's first
 * one instead of at the top of the page.
 */
import { useEffect, useRef } from 'react'

/** `selector`: the row; to be called by what draws its buttons. */
export function useFocusKept(selector: string): void {
  const inside = useRef(false)
  useEffect(() => {
    const follow = (event: FocusEvent) => {
      // A dialog that was opened from here gives the focus back: it belongs here still.
      if (event.target instanceof Element && !event.target.closest('[role=dialog], [role=presentation]'))
        inside.current = event.target.closest(selector) !== null
    }
    document.addEventListener('focusin', follow)
    return () => document.removeEventListener('focusin', follow)
  }, [selector])
  useEffect(() => {
    const row = document.querySelector(selector)
    const isBusy = row?.querySelector('.MuiButton-loading') !== null
    if (!row || isBusy || !inside.current || document.activeElement !== document.body) return
    row.querySelector<HTMLElement>('.MuiButton-contained, .MuiButton-root')?.focus()
  })
}
