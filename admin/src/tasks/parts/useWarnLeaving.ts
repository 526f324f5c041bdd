/** Closing the window with something unsaved asks first; the browser's own words, nothing else is allowed. */
import { useEffect } from 'react'

export function useWarnLeaving(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [unsaved])
}
