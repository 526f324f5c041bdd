/**
 * An SQS that the real SDK talks to: AWS JSON 1.0, FIFO and standard queues, long polls, dead letters.
 *
 *   const sqs = await startSqsDouble()
 *   const dead = sqs.queue('dead.fifo')
 *   const commands = sqs.queue('commands.fifo', { visibilitySeconds: 180, receivesMax: 5, deadLetters: dead })
 *   const queue = sqsQueue(commands.url, { client: sqs.client })        or QUEUE_URL=commands.url with sqs.env
 *   sqs.faults.next('SendMessage', { kind: 'resetAfter' })              accepted, and the answer lost
 *   sqs.faults.chance('ReceiveMessage', sqsFaults.throttled, 0.3)
 *   commands.expire()                                                   the time-out passes under the receiver's hands
 *   commands.deliverAgain(3)                                            at least once: three old ones come again
 *
 * Queues are made here or with CreateQueue; `sqs.forget(name)` deletes one, so that the next of its name is a new one.
 */
import { createHash } from 'node:crypto'
import { systemClock } from '../../api/clock.ts'
import { makeBell } from '../../api/command/bell.ts'
import type { Fault } from './faults.ts'
import {
  type Answer,
  type Double,
  type DoubleOptions,
  type Operation,
  Refusal,
  type Request,
  startDouble,
} from './server.ts'
import { makeQueue, type QueueAttributes, type SqsMessage, type SqsQueue } from './sqs.queue.ts'

export interface SqsDouble extends Double {
  /** The queue of this name, made if need be; a name that ends in `.fifo` makes a FIFO queue. */
  queue(name: string, attributes?: Partial<Omit<QueueAttributes, 'fifo'>>): SqsQueue
  forget(name: string): void
}

export const sqsFaults = {
  unavailable: { kind: 'refuse', status: 503, code: 'ServiceUnavailable' },
  throttled: { kind: 'refuse', status: 400, code: 'RequestThrottled' },
} as const satisfies Record<string, Fault>

const account = '000000000000'
const bodyBytesMax = 1024 * 1024
const batchMax = 10
const longPollStepMs = 100

// biome-ignore lint/suspicious/noExplicitAny: the parsed body of a request, in SQS's own words.
type Input = any

export async function startSqsDouble(options: DoubleOptions = {}): Promise<SqsDouble> {
  const { clock = systemClock } = options
  const bell = makeBell(clock)
  const queues = new Map<string, SqsQueue>()
  const created = new Map<string, number>()
  let base = ''
  let closed = false

  function queue(name: string, given: Partial<Omit<QueueAttributes, 'fifo'>> = {}): SqsQueue {
    const found = queues.get(name)
    if (found) return found
    const attributes = { visibilitySeconds: 30, ...given, fifo: name.endsWith('.fifo') }
    const url = `${base}/${account}/${name}`
    // SQS keeps a name for 60 s after its queue was deleted; here the new queue says so instead of waiting.
    const createdSeconds = Math.max(Math.floor(clock.nowMs() / 1_000), (created.get(name) ?? -60) + 60)
    created.set(name, createdSeconds)
    const arn = `arn:aws:sqs:eu-west-1:${account}:${name}`
    const made = makeQueue({ name, url, arn, attributes, createdSeconds }, clock, bell.ring)
    queues.set(name, made)
    return made
  }

  function named(name: string): SqsQueue {
    const found = queues.get(name)
    if (!found) throw new Refusal(400, 'QueueDoesNotExist', 'The specified queue does not exist.')
    return found
  }

  const at = (input: Input) => named(String(input.QueueUrl).split('/').at(-1) ?? '')

  async function receive(input: Input, signal: AbortSignal): Promise<object> {
    const { MaxNumberOfMessages: max = 1, WaitTimeSeconds: seconds = 0 } = input
    if (max < 1 || max > batchMax)
      throw new Refusal(400, 'InvalidParameterValue', 'MaxNumberOfMessages must be 1 to 10.')
    if (seconds < 0 || seconds > 20) throw new Refusal(400, 'InvalidParameterValue', 'WaitTimeSeconds must be 0 to 20.')
    const untilMs = clock.nowMs() + seconds * 1_000
    while (!signal.aborted && !closed) {
      const batch = at(input).receive(max, input.VisibilityTimeout, input.ReceiveRequestAttemptId)
      const leftMs = untilMs - clock.nowMs()
      if (batch.length || leftMs <= 0)
        return { Messages: batch.length ? batch.map(message => told(message, input)) : undefined }
      // Rung by every change; looked at now and then all the same, because a time-out that passes rings nothing.
      await bell.wait(Math.min(leftMs, longPollStepMs), signal)
    }
    return {}
  }

  const operations: Record<string, (input: Input, signal: AbortSignal) => object | Promise<object>> = {
    CreateQueue({ QueueName, Attributes = {} }) {
      const redrive = Attributes.RedrivePolicy && JSON.parse(Attributes.RedrivePolicy)
      const made = queue(QueueName, {
        visibilitySeconds: Number(Attributes.VisibilityTimeout ?? 30),
        ...(redrive && {
          receivesMax: Number(redrive.maxReceiveCount),
          deadLetters: named(redrive.deadLetterTargetArn.split(':').at(-1)),
        }),
      })
      return { QueueUrl: made.url }
    },
    DeleteQueue: input => ({ deleted: queues.delete(at(input).name) }),
    GetQueueUrl: ({ QueueName }) => ({ QueueUrl: named(QueueName).url }),
    GetQueueAttributes: input => ({ Attributes: attributesOf(at(input), input.AttributeNames ?? []) }),
    PurgeQueue: input => at(input).purge() ?? {},
    SendMessage: input => sent(at(input), input),
    SendMessageBatch: input => inBatch(input, entry => sent(at(input), entry)),
    ReceiveMessage: receive,
    DeleteMessage: input => at(input).remove(input.ReceiptHandle) ?? {},
    DeleteMessageBatch: input => inBatch(input, entry => at(input).remove(entry.ReceiptHandle) ?? {}),
    ChangeMessageVisibility: input => at(input).changeVisibility(input.ReceiptHandle, input.VisibilityTimeout) ?? {},
    ChangeMessageVisibilityBatch: input =>
      inBatch(input, entry => at(input).changeVisibility(entry.ReceiptHandle, entry.VisibilityTimeout) ?? {}),
  }

  function understand({ headers, body, signal }: Request): Operation {
    const name = String(headers['x-amz-target']).split('.')[1] ?? ''
    const effect = operations[name]
    if (!effect) throw new Refusal(400, 'UnsupportedOperation', `This double does not know ${name}.`)
    const input = JSON.parse(body.toString() || '{}')
    return { name, input, run: async () => json(200, await effect(input, signal)) }
  }

  const double = await startDouble('AWS_ENDPOINT_URL_SQS', { understand, refusal }, options)
  base = double.url
  return {
    ...double,
    queue,
    forget: name => void queues.delete(name),
    async close() {
      // A silenced bell waits no more: without this a long poll would spin.
      closed = true
      bell.silence()
      await double.close()
    },
  }
}

function sent(queue: SqsQueue, input: Input): object {
  const body = String(input.MessageBody ?? '')
  if (!body || Buffer.byteLength(body) > bodyBytesMax)
    throw new Refusal(400, 'InvalidParameterValue', 'One or more parameters are invalid: a body has 1 byte to 1 MiB.')
  if (input.MessageDeduplicationId !== undefined && !/^[!-~]{1,128}$/.test(input.MessageDeduplicationId))
    throw new Refusal(
      400,
      'InvalidParameterValue',
      'MessageDeduplicationId takes 128 letters, digits and punctuation marks.',
    )
  const message = queue.send({
    body,
    attributes: input.MessageAttributes ?? {},
    groupId: input.MessageGroupId,
    deduplicationId: input.MessageDeduplicationId,
    delaySeconds: input.DelaySeconds,
  })
  return { MessageId: message.messageId, MD5OfMessageBody: md5(body), SequenceNumber: message.sequence }
}

/** Each entry for itself: some may fail, which is no error of the request. */
function inBatch(input: Input, each: (entry: Input) => object): object {
  const entries: Input[] = input.Entries ?? []
  if (entries.length === 0) throw new Refusal(400, 'EmptyBatchRequest', 'The batch has no entries.')
  if (entries.length > batchMax)
    throw new Refusal(400, 'TooManyEntriesInBatchRequest', 'The batch has more than 10 entries.')
  if (new Set(entries.map(entry => entry.Id)).size < entries.length)
    throw new Refusal(400, 'BatchEntryIdsNotDistinct', 'Two entries have the same id.')
  const Successful: object[] = []
  const Failed: object[] = []
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...each(entry) })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message })
    }
  }
  return { Successful, Failed }
}

function told(message: SqsMessage, input: Input): object {
  const wanted = new Set<string>([...(input.MessageSystemAttributeNames ?? []), ...(input.AttributeNames ?? [])])
  const known: Record<string, string | undefined> = {
    SenderId: account,
    SentTimestamp: String(message.sentAtMs),
    ApproximateReceiveCount: String(message.receives),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAtMs),
    SequenceNumber: message.sequence,
    MessageGroupId: message.groupId,
    MessageDeduplicationId: message.deduplicationId,
  }
  const names: string[] = input.MessageAttributeNames ?? []
  const given = Object.entries(message.attributes).filter(([name]) => names.includes(name) || names.includes('All'))
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receipt,
    Body: message.body,
    MD5OfBody: md5(message.body),
    Attributes: Object.fromEntries(Object.entries(known).filter(([name]) => wanted.has(name) || wanted.has('All'))),
    MessageAttributes: given.length ? Object.fromEntries(given) : undefined,
  }
}

function attributesOf(queue: SqsQueue, names: string[]): Record<string, string> {
  const { visible, hidden, delayed } = queue.counts()
  const { visibilitySeconds, receivesMax, deadLetters, fifo } = queue.attributes
  const redrive = deadLetters && { deadLetterTargetArn: deadLetters.arn, maxReceiveCount: receivesMax }
  const known: Record<string, string> = {
    QueueArn: queue.arn,
    CreatedTimestamp: String(queue.createdSeconds),
    VisibilityTimeout: String(visibilitySeconds),
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(hidden),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    ...(fifo && { FifoQueue: 'true' }),
    ...(redrive && { RedrivePolicy: JSON.stringify(redrive) }),
  }
  return Object.fromEntries(Object.entries(known).filter(([name]) => names.includes('All') || names.includes(name)))
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

const json = (status: number, body: object, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0', ...headers },
  body: JSON.stringify(body),
})

const refusal = (status: number, code: string, message: string): Answer =>
  json(status, { __type: `com.amazonaws.sqs#${code}`, message }, { 'x-amzn-query-error': `${code};Sender` })
