/**
 * The queue on AWS: SQS FIFO with one message group, so that SQS itself keeps the order, hands out one batch at a time and
 * numbers the messages. Visibility time-out, redrive and retention are attributes of the queue (see infra).
 *
 * An abandoned long poll may still be given messages, which would then block the group until their time-out. So the poll of
 * an aborted receive runs on: the next receive takes it over, or what it is given is handed back at once.
 */
import { createHash } from 'node:crypto'
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  type SQSClientConfig,
} from '@aws-sdk/client-sqs'
import { type Clock, systemClock } from '../clock.ts'
import { type Ids, systemIds } from '../ids.ts'
import { type CommandQueue, checkMessage, type ReceivedMessage } from './queue.ts'

/** SQS's own bounds. */
const batchMax = 10
const waitSecondsMax = 20

const connectMsMax = 3_000
/** Longer than the longest poll, so that silence means trouble. */
const silenceMsMax = 25_000

export interface SqsOptions {
  /** Region, endpoint, credentials; from the environment when absent. */
  client?: SQSClientConfig
  clock?: Clock
  ids?: Ids
}

export function sqsQueue(
  queueUrl: string,
  { client = {}, clock = systemClock, ids = systemIds }: SqsOptions = {},
): CommandQueue {
  const requestHandler = { connectionTimeout: connectMsMax, socketTimeout: silenceMsMax }
  const sqs = new SQSClient({ requestHandler, ...client })
  const QueueUrl = queueUrl
  let queueId: Promise<string> | undefined
  let abandoned: Promise<ReceivedMessage[]> | undefined

  /** A queue of the same name made anew has another time of creation (SQS keeps names apart for 60 s). */
  async function findId(): Promise<string> {
    const found = await attributes(QueueUrl, ['QueueArn', 'CreatedTimestamp'])
    return `${found.QueueArn}@${found.CreatedTimestamp}`
  }

  async function attributes(url: string, names: ('QueueArn' | 'CreatedTimestamp' | 'All')[]) {
    const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: names }))
    return Attributes as Record<string, string>
  }

  async function poll(messagesMax: number, waitSeconds: number): Promise<ReceivedMessage[]> {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: Math.min(messagesMax, batchMax),
        WaitTimeSeconds: waitSeconds,
        MessageAttributeNames: ['commandId'],
        MessageSystemAttributeNames: ['SequenceNumber', 'ApproximateReceiveCount', 'MessageDeduplicationId'],
        // When only the answer is lost, the SDK's own repetition gets the same batch again instead of a blocked group.
        ReceiveRequestAttemptId: ids.uuid(clock.nowMs()),
      }),
    )
    return Messages.map(receivedOf)
  }

  /** `each` sends one chunk; messages that are no longer ours (time-out passed, received by another) are not our business. */
  async function settle(
    messages: ReceivedMessage[],
    each: (
      entries: { Id: string; ReceiptHandle: string }[],
    ) => Promise<{ Failed?: { Code?: string; Message?: string }[] }>,
  ): Promise<void> {
    for (let from = 0; from < messages.length; from += batchMax) {
      const chunk = messages.slice(from, from + batchMax)
      const { Failed = [] } = await each(
        chunk.map(({ handle }, index) => ({ Id: String(index), ReceiptHandle: handle })),
      )
      const failed = Failed.find(({ Code = '' }) => !staleCodes.some(code => Code.endsWith(code)))
      if (failed) throw new Error(`SQS refused: ${failed.Code} ${failed.Message ?? ''}`)
    }
  }

  const release = (messages: ReceivedMessage[], delayMs: number) =>
    settle(messages, entries => {
      const VisibilityTimeout = Math.ceil(delayMs / 1_000)
      const Entries = entries.map(entry => ({ ...entry, VisibilityTimeout }))
      return sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }))
    })

  function abandon(polled: Promise<ReceivedMessage[]>): void {
    abandoned = polled
    const handBack = async (late: ReceivedMessage[]) => {
      if (abandoned !== polled) return
      abandoned = undefined
      await release(late, 0)
    }
    // Nobody waits for this any more; what goes wrong here ends with the visibility time-out.
    polled.then(handBack).catch(() => undefined)
  }

  return {
    id() {
      queueId ??= findId().catch(error => {
        queueId = undefined
        throw error
      })
      return queueId
    },

    async send(message) {
      checkMessage(message)
      await sqs.send(
        new SendMessageCommand({
          QueueUrl,
          MessageBody: message.body,
          MessageGroupId: 'commands',
          MessageDeduplicationId: deduplicationId(message.commandId),
          MessageAttributes: { commandId: { DataType: 'String', StringValue: message.commandId } },
        }),
      )
    },

    async receive({ messagesMax, waitMs, signal }) {
      const untilMs = clock.nowMs() + waitMs
      while (!signal?.aborted) {
        const leftSeconds = Math.max(0, Math.ceil((untilMs - clock.nowMs()) / 1_000))
        const polled = abandoned ?? poll(messagesMax, Math.min(leftSeconds, waitSecondsMax))
        abandoned = undefined
        const taken = await unlessAborted(polled, signal)
        if (!taken) {
          abandon(polled)
          return []
        }
        if (taken.length || clock.nowMs() >= untilMs) return taken
      }
      return []
    },

    delete: messages => settle(messages, Entries => sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))),

    release,

    async depth() {
      const found = await attributes(QueueUrl, ['All'])
      const inFlight = Number(found.ApproximateNumberOfMessagesNotVisible)
      return {
        waiting: Number(found.ApproximateNumberOfMessages),
        inFlight,
        dead: await countDead(found.RedrivePolicy),
      }
    },

    async close() {
      sqs.destroy()
    },
  }

  async function countDead(redrivePolicy: string | undefined): Promise<number> {
    if (!redrivePolicy) return 0
    const name = String(JSON.parse(redrivePolicy).deadLetterTargetArn).split(':').at(-1)
    const { QueueUrl: url = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }))
    return Number((await attributes(url, ['All'])).ApproximateNumberOfMessages)
  }
}

/** Errors that say: the receipt is stale. */
const staleCodes = ['ReceiptHandleIsInvalid', 'InvalidParameterValue', 'MessageNotInflight']

/** SQS takes 128 letters, digits and punctuation marks; anything else is sent as its hash. */
export const deduplicationId = (commandId: string): string =>
  /^[!-~]{1,128}$/.test(commandId) ? commandId : createHash('sha256').update(commandId).digest('hex')

/** A message as SQS answers it. */
function receivedOf({
  Body = '',
  ReceiptHandle = '',
  Attributes = {},
  MessageAttributes = {},
}: Message): ReceivedMessage {
  return {
    commandId: MessageAttributes.commandId?.StringValue ?? Attributes.MessageDeduplicationId ?? '',
    body: Body,
    number: Attributes.SequenceNumber ?? '0',
    receives: Number(Attributes.ApproximateReceiveCount ?? 1),
    handle: ReceiptHandle,
  }
}

/** The same message as Lambda's event source mapping hands it over: other names, same things. */
export interface SqsEventRecord {
  messageId: string
  receiptHandle: string
  body: string
  attributes: { [name: string]: string | undefined }
  messageAttributes: { [name: string]: { stringValue?: string } | undefined }
}

export const receivedOfRecord = (record: SqsEventRecord): ReceivedMessage => ({
  commandId: record.messageAttributes.commandId?.stringValue ?? record.attributes.MessageDeduplicationId ?? '',
  body: record.body,
  number: record.attributes.SequenceNumber ?? '0',
  receives: Number(record.attributes.ApproximateReceiveCount ?? 1),
  handle: record.receiptHandle,
})

/** Undefined when `signal` aborts first; the work goes on. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | undefined> {
  if (!signal) return work
  let stop = () => {}
  const aborted = new Promise<undefined>(resolve => {
    stop = () => resolve(undefined)
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
