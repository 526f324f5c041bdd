/**
 * The port to the one queue that feeds the one writer.
 *
 * What every adapter promises (one contract suite, `queue.contract.ts`, runs over all of them):
 * - `send` is acknowledged only when the message is durable. Sending the same `commandId` again within 5 minutes may be
 *   swallowed (SQS does) or delivered again: the writer copes with both.
 * - Messages come in the order they were accepted; `number` rises strictly and never repeats within one queue `id`.
 * - At least once: a message that was received and not deleted comes again after its visibility time-out, or at once
 *   after `release`. While a received batch is neither deleted, released nor timed out, no later message is handed out.
 * - A message received more than `receivesMax` times moves to the dead letters and is no longer in the way.
 * - `id` is minted with the queue's storage: a new queue, even under the same address, has a new id.
 */
export interface CommandQueue {
  id(): Promise<string>
  send(message: OutgoingMessage): Promise<void>
  /** Up to `messagesMax` messages, oldest first; waits up to `waitMs` for the first one; [] when there is none. */
  receive(options: { messagesMax: number; waitMs: number; signal?: AbortSignal }): Promise<ReceivedMessage[]>
  delete(messages: ReceivedMessage[]): Promise<void>
  /** Hands messages back, to come again after `delayMs` (0: at once), in their old order. */
  release(messages: ReceivedMessage[], delayMs: number): Promise<void>
  depth(): Promise<{ waiting: number; inFlight: number; dead: number }>
  close(): Promise<void>
}

export interface OutgoingMessage {
  commandId: string
  /** At most 64 KB of UTF-8 JSON; larger payloads are staged first (rule 4). */
  body: string
}

export interface ReceivedMessage {
  commandId: string
  body: string
  /** The queue's sequence number as a decimal string; compared as BigInt. */
  number: string
  receives: number
  /** What the adapter needs to delete or release it. */
  handle: string
}
