import { lazy, Suspense, useEffect } from 'react'
import { Notification, useNotify, useStore } from 'react-admin'
import { largeChange, slowSave } from '../api.ts'

const LargeChanges = lazy(async () => ({ default: (await import('./LargeChanges.tsx')).LargeChanges }))

/** The sentences at the bottom of the screen; a save that takes long, and large changes, which have no screen of their own. */
export function Notices() {
  const notify = useNotify()
  // Kept over a reload: the change goes on as well.
  const [watched, watch] = useStore<string[]>('largeChanges', [])
  useEffect(() => {
    const tell = () => notify('notices.slowSave', { type: 'info', autoHideDuration: 8000 })
    const begun = (event: Event) => watch(ids => [...new Set([...ids, String((event as CustomEvent).detail)])])
    window.addEventListener(slowSave, tell)
    window.addEventListener(largeChange, begun)
    return () => {
      window.removeEventListener(slowSave, tell)
      window.removeEventListener(largeChange, begun)
    }
  }, [notify, watch])
  return (
    <>
      <Notification />
      {watched.length > 0 && (
        <Suspense fallback={null}>
          <LargeChanges ids={watched} onClose={id => watch(ids => ids.filter(each => each !== id))} />
        </Suspense>
      )}
    </>
  )
}
