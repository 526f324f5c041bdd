/** A queue that tells the server when something was put on it, so that its writer need not look every quarter of a second. */
import type { CommandQueue } from '../api/command/queue.ts'

export function knocking(queue: CommandQueue): Pick<CommandQueue, 'send'> {
  return {
    async send(message) {
      await queue.send(message)
      if (process.connected) process.send?.({ wake: true })
    },
  }
}
