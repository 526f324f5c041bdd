/**
 * The port to the one queue that feeds the one writer.
 *
 * What every adapter promises (one contract suite, `queue.contract.ts`, runs over all of them):
 * - `send` is acknowledged only when the message is durable. Sending the same `commandId` again within 5 minutes may be
 *   swallowed (SQS does) or delivered again: the writer copes with both.
 * - Messages come in the order they were accepted; `number` rises strictly and never repeats within one queue `id`.
 * - At least once: a message that was received and not deleted comes again after its visibility time-out, or at once
 *   after `release`. While a received batch is neither deleted, released nor timed out, no later message is handed out.
 * - A message received `receivesMax` times without being deleted or released moves to the dead letters and is no longer in
 *   the way. A release by a living consumer says "not now", which is no sign of poison: memory and disk do not count it
 *   (SQS counts every receive, so its redrive policy has to allow for an outage).
 * - Whoever lost a batch to the time-out can neither delete nor release what somebody else has received since.
 * - `id` is minted with the queue's storage: a new queue, even under the same address, has a new id.
 */
export interface CommandQueue {
  id(): Promise<string>
  send(message: OutgoingMessage): Promise<void>
  /**
   * Up to `messagesMax` messages, oldest first; waits up to `waitMs` for the first one; [] when there is none, and when
   * `signal` aborts (which loses nothing: what was taken by then is handed back).
   */
  receive(options: { messagesMax: number; waitMs: number; signal?: AbortSignal }): Promise<ReceivedMessage[]>
  delete(messages: ReceivedMessage[]): Promise<void>
  /** Hands messages back, to come again after `delayMs` (0: at once), in their old order. */
  release(messages: ReceivedMessage[], delayMs: number): Promise<void>
  /** `inFlight`: out of sight, received or handed back with a delay. */
  depth(): Promise<{ waiting: number; inFlight: number; dead: number }>
  close(): Promise<void>
}

/** For the adapters that keep these themselves; SQS has them as attributes of the queue. */
export interface QueueOptions {
  visibilityMs?: number
  receivesMax?: number
}

export const queueDefaults = { visibilityMs: 180_000, receivesMax: 20 }

export const bodyBytesMax = 64 * 1024

/** Throws on a message that some adapter could not carry: `submit` stages what is larger. */
export function checkMessage({ commandId, body }: OutgoingMessage): void {
  if (!commandId) throw new Error('A message needs a command id.')
  const sizeBytes = Buffer.byteLength(body)
  if (sizeBytes > bodyBytesMax)
    throw new Error(
      `Command ${commandId} has ${sizeBytes} bytes; the queue carries ${bodyBytesMax}. Stage its payload.`,
    )
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
