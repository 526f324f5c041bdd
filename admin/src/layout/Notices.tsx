import { useEffect } from 'react'
import { Notification, useNotify } from 'react-admin'
import { slowSave } from '../api.ts'

/** The sentences at the bottom of the screen, and the one that has no screen of its own: a save that takes long. */
export function Notices() {
  const notify = useNotify()
  useEffect(() => {
    const tell = () => notify('notices.slowSave', { type: 'info', autoHideDuration: 8000 })
    window.addEventListener(slowSave, tell)
    return () => window.removeEventListener(slowSave, tell)
  }, [notify])
  return <Notification />
}
