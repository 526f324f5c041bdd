/** One batch as SQS hands it to the writer's function: stop at the first failure, hand back the rest. */
import { receivedOfRecord, type SqsEventRecord } from '../command/queue.sqs.ts'
import type { WriterDeps } from './run.ts'
import { work } from './run.ts'

/** What Lambda wants to hear (`ReportBatchItemFailures`): from the first failure on, all of a FIFO batch. */
export interface BatchAnswer {
  batchItemFailures: { itemIdentifier: string }[]
}

/**
 * Commits the batch. What could not be committed is made visible again after 1 to 5 s, or it would stay out of sight for
 * the queue's whole time-out with everything behind it, and is then reported failed. SQS deletes the others itself.
 */
export async function handleBatch(event: { Records: SqsEventRecord[] }, deps: WriterDeps): Promise<BatchAnswer> {
  const messages = event.Records.map(receivedOfRecord)
  const receives = Math.max(1, ...messages.map(message => message.receives))
  const done = await work(messages, deps, receives - 1, { deletes: false })
  return { batchItemFailures: event.Records.slice(done).map(({ messageId }) => ({ itemIdentifier: messageId })) }
}
