import { useState } from 'react'
import { useListContext, useNotify, useRefresh, useTranslate } from 'react-admin'
import { changeAll, type OneForMany } from '../../dataProvider.ts'
import { useChosen } from './chosen.tsx'

/** Does one thing to all chosen rows, and says so; a refusal is said instead, and the choice stays. */
export function useChange(resource: string, done: string) {
  const translate = useTranslate()
  const notify = useNotify()
  const refresh = useRefresh()
  const { onUnselectItems } = useListContext()
  const { count, which } = useChosen()
  const [isPending, setPending] = useState(false)

  /** Answers whether it was done, or has begun. */
  async function change(operation: OneForMany): Promise<boolean> {
    setPending(true)
    try {
      const changed = await changeAll(resource, which, operation)
      const name = translate(`resources.${resource}.name`, { smart_count: count })
      // Of a large change the line at the bottom of the screen tells.
      if (changed !== undefined) notify(done, { messageArgs: { smart_count: changed, name } })
      onUnselectItems()
      return true
    } catch (error) {
      notify((error as Error).message, { type: 'error', autoHideDuration: 10_000 })
      return false
    } finally {
      setPending(false)
      refresh()
    }
  }

  return { change, isPending }
}
