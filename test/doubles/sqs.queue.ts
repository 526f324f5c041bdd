/**
 * One queue as SQS keeps it. FIFO: a message group hands out one batch at a time; a deduplication id is remembered for 5
 * minutes; sequence numbers rise, with gaps; a receipt is stale once its message is in sight again or was received again.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 */
import type { Clock } from '../../api/clock.ts'
import { Refusal } from './server.ts'

const deduplicationMs = 300_000
const attemptMs = 300_000
/** What `deliverAgain` can still remember. */
const deletedMax = 2_000
/** 20 digits, as SQS's are: too large for a double-precision number. */
const firstSequence = 18_849_496_460_467_696_128n
const sequenceStep = 256n

export interface QueueAttributes {
  fifo: boolean
  /** 30 in SQS; the product's queue uses 180. */
  visibilitySeconds: number
  /** Received oftener than this, a message moves to `deadLetters`. */
  receivesMax?: number
  deadLetters?: SqsQueue
}

export interface SqsMessage {
  messageId: string
  body: string
  attributes: Record<string, { DataType: string; StringValue?: string }>
  groupId?: string
  deduplicationId?: string
  sequence?: string
  sentAtMs: number
  firstReceivedAtMs?: number
  receives: number
  visibleAtMs: number
  receipt?: string
}

type Outgoing = Pick<SqsMessage, 'body' | 'attributes' | 'groupId' | 'deduplicationId'> & { delaySeconds?: number }

export interface SqsQueue {
  readonly name: string
  readonly url: string
  readonly arn: string
  readonly createdSeconds: number
  readonly attributes: QueueAttributes
  /** Waiting and in flight, oldest first; for looking. */
  readonly messages: readonly SqsMessage[]
  send(message: Outgoing): SqsMessage
  receive(max: number, visibilitySeconds?: number, attemptId?: string): SqsMessage[]
  remove(receipt: string): void
  changeVisibility(receipt: string, seconds: number): void
  counts(): { visible: number; hidden: number; delayed: number }
  purge(): void
  /** Puts a message there without a client. */
  put(body: string): void
  /** What is in flight comes in sight at once, as if its time-out had passed while its receiver is still at work. */
  expire(): void
  /** Delivers the newest `count` deleted messages once more, in their old order and under their old numbers: SQS is at-least-once. */
  deliverAgain(count: number): void
}

export function makeQueue(
  {
    name,
    url,
    arn,
    attributes,
    createdSeconds,
  }: Pick<SqsQueue, 'name' | 'url' | 'arn' | 'attributes' | 'createdSeconds'>,
  clock: Clock,
  changed: () => void,
): SqsQueue {
  const { fifo } = attributes
  const remembered = new Map<string, SqsMessage>()
  const attempts = new Map<string, { atMs: number; receipts: string[] }>()
  let messages: SqsMessage[] = []
  let deleted: SqsMessage[] = []
  let sequence = firstSequence
  let serial = 0

  const inSight = (message: SqsMessage) => message.visibleAtMs <= clock.nowMs()

  function send({ body, attributes: given, groupId, deduplicationId, delaySeconds = 0 }: Outgoing): SqsMessage {
    const nowMs = clock.nowMs()
    if (fifo && !groupId)
      throw new Refusal(400, 'MissingParameter', 'The request must contain the parameter MessageGroupId.')
    if (fifo && !deduplicationId)
      throw new Refusal(
        400,
        'InvalidParameterValue',
        'The queue should either have ContentBasedDeduplication or a MessageDeduplicationId.',
      )
    const before = remembered.get(deduplicationId ?? '')
    if (fifo && before && nowMs - before.sentAtMs < deduplicationMs) return before
    serial += 1
    if (fifo) sequence += sequenceStep
    const message: SqsMessage = {
      messageId: `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
      body,
      attributes: given,
      groupId,
      deduplicationId,
      sequence: fifo ? String(sequence) : undefined,
      sentAtMs: nowMs,
      receives: 0,
      visibleAtMs: nowMs + delaySeconds * 1_000,
    }
    if (deduplicationId) remembered.set(deduplicationId, message)
    messages.push(message)
    changed()
    return message
  }

  /** The same attempt again, its answer having been lost, gets the same batch, if nobody touched it since. */
  function repeated(attemptId: string | undefined, visibleAtMs: number): SqsMessage[] | undefined {
    const attempt = attempts.get(attemptId ?? '')
    if (!fifo || !attempt || clock.nowMs() - attempt.atMs > attemptMs) return undefined
    const batch = messages.filter(message => message.receipt && attempt.receipts.includes(message.receipt))
    if (batch.length === 0 || batch.length !== attempt.receipts.length) return undefined
    for (const message of batch) message.visibleAtMs = visibleAtMs
    return batch
  }

  function receive(max: number, visibilitySeconds = attributes.visibilitySeconds, attemptId?: string): SqsMessage[] {
    const nowMs = clock.nowMs()
    const visibleAtMs = nowMs + visibilitySeconds * 1_000
    const again = repeated(attemptId, visibleAtMs)
    if (again) return again
    bury()
    const locked = new Set(messages.filter(message => fifo && !inSight(message)).map(message => message.groupId))
    const batch = messages.filter(message => inSight(message) && !(fifo && locked.has(message.groupId))).slice(0, max)
    for (const message of batch) {
      serial += 1
      message.receives += 1
      message.receipt = Buffer.from(`${message.messageId}/${serial}`).toString('base64')
      message.visibleAtMs = visibleAtMs
      message.firstReceivedAtMs ??= nowMs
    }
    if (attemptId && batch.length)
      attempts.set(attemptId, { atMs: nowMs, receipts: batch.map(({ receipt = '' }) => receipt) })
    return batch
  }

  function bury(): void {
    const { receivesMax, deadLetters } = attributes
    if (receivesMax === undefined || !deadLetters) return
    const dead = messages.filter(message => inSight(message) && message.receives >= receivesMax)
    messages = messages.filter(message => !dead.includes(message))
    for (const { body, attributes: given, groupId, messageId } of dead)
      deadLetters.send({ body, attributes: given, groupId, deduplicationId: messageId })
  }

  /** The message that a receipt still stands for. */
  function held(receipt: string): SqsMessage | undefined {
    const [messageId = ''] = Buffer.from(receipt, 'base64').toString().split('/')
    if (!/^[0-9a-f-]{36}$/.test(messageId))
      throw new Refusal(400, 'ReceiptHandleIsInvalid', 'The input receipt handle is invalid.')
    const message = messages.find(each => each.messageId === messageId)
    if (!message) return undefined
    if (fifo && (message.receipt !== receipt || inSight(message)))
      throw new Refusal(400, 'InvalidParameterValue', 'The receipt handle has expired.')
    return message
  }

  return {
    name,
    url,
    arn,
    attributes,
    createdSeconds,
    get messages() {
      return messages
    },
    send,
    receive,
    remove(receipt) {
      const message = held(receipt)
      if (!message) return
      messages = messages.filter(each => each !== message)
      deleted.push(message)
      if (deleted.length > deletedMax) deleted = deleted.slice(-deletedMax / 2)
      changed()
    },
    changeVisibility(receipt, seconds) {
      const message = held(receipt)
      if (!message || inSight(message)) throw new Refusal(400, 'MessageNotInflight', 'The message is not in flight.')
      message.visibleAtMs = clock.nowMs() + seconds * 1_000
      changed()
    },
    counts() {
      const hidden = messages.filter(message => !inSight(message))
      const delayed = hidden.filter(message => !message.receipt).length
      return { visible: messages.length - hidden.length, hidden: hidden.length - delayed, delayed }
    },
    purge() {
      messages = []
    },
    put: body => void send({ body, attributes: {}, groupId: 'put', deduplicationId: `put-${serial}` }),
    expire() {
      for (const message of messages) message.visibleAtMs = clock.nowMs()
      changed()
    },
    deliverAgain(count) {
      const again = deleted.slice(-count)
      deleted = deleted.slice(0, -count)
      messages = [...again.map(message => ({ ...message, visibleAtMs: 0, receipt: undefined })), ...messages]
      changed()
    },
  }
}
