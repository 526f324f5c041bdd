/** Picks the adapter for a URL in the environment. */
import type { Clock } from '../clock.ts'
import { folderOf } from '../store/open.ts'
import { diskQueue } from './queue.disk.ts'
import { memoryQueue } from './queue.memory.ts'
import { sqsQueue } from './queue.sqs.ts'
import type { CommandQueue } from './queue.ts'

/** `file:./data` (the folder that holds queue.sqlite), the https URL of an SQS FIFO queue, `memory:`. */
export function openQueue(url: string, { clock }: { clock: Clock }): CommandQueue {
  if (url.startsWith('file:')) return diskQueue(folderOf(url), { clock })
  if (url === 'memory:') return memoryQueue({ clock })
  // FIFO queues are named so by SQS itself; any other queue would reorder the commands.
  if (/^https?:\/\/.+\.fifo$/.test(url)) return sqsQueue(url)
  throw new Error(`"${url}" is no queue: use file:./folder, the URL of an SQS queue that ends in .fifo, or memory:.`)
}
