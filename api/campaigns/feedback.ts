/**
 * Feedback of the mail service becomes commands: up to 500 events, or those of 20 seconds, in one. A message is taken off
 * the service's queue only when the command that carries its event is durable; told twice, it changes nothing twice.
 */
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { at, type Json } from '@dormouse/model'
import type { Clock } from '../clock.ts'
import type { Submit } from '../deps.ts'
import type { Log } from '../log.ts'
import type { Reader } from '../store/view.ts'
import type { MailEvent } from './mail-event.ts'
import { readSesMessage } from './ses-events.ts'

export interface FeedbackDeps {
  reader: Pick<Reader, 'read'>
  submit: Submit
}

const eventsMax = 500
/** Message ids are looked for in this many of the latest campaigns. */
const campaignsSearched = 20
const othersMax = 5

/** Resolves when everything the messages say is durable. For the poll loop and the function behind the queue alike. */
export async function takeFeedback(
  bodies: readonly string[],
  deps: FeedbackDeps,
): Promise<{ events: number; other: number }> {
  const events: MailEvent[] = []
  const unnamed: Extract<ReturnType<typeof readSesMessage>, { kind: 'unnamed' }>['event'][] = []
  let other = 0
  for (const body of bodies) {
    const read = readSesMessage(body)
    if (read.kind === 'event') events.push(read.event)
    else if (read.kind === 'unnamed') unnamed.push(read.event)
    else other++
  }
  const named = await nameByMessageId(unnamed, deps.reader)
  const rows = await withOthers([...events, ...named], deps.reader)
  for (let first = 0; first < rows.length; first += eventsMax)
    await deps.submit(
      { type: 'mail.events', actor: { id: 'feedback', role: 'system' }, input: {} },
      { waitMs: 0, rows: rows.slice(first, first + eventsMax) as unknown as Json[] },
    )
  return { events: rows.length, other: other + unnamed.length - named.length }
}

/** The older shape without headers: whose mail it was is found in the ledgers of the latest campaigns. */
async function nameByMessageId(
  unnamed: readonly (Omit<MailEvent, 'campaignId' | 'contactId' | 'attempt'> & { messageId: string })[],
  reader: FeedbackDeps['reader'],
): Promise<MailEvent[]> {
  if (unnamed.length === 0) return []
  const campaignIds = await reader.read({ collections: ['campaigns'] }, view =>
    [...view.table('campaigns').values()]
      .filter(each => each.startedAt)
      .sort((a, b) => (String(a.startedAt) < String(b.startedAt) ? 1 : -1))
      .slice(0, campaignsSearched)
      .map(each => each.id),
  )
  return reader.read({ partitions: campaignIds.map(id => ['deliveries', id] as const) }, view =>
    unnamed.flatMap(event => {
      for (const campaignId of campaignIds) {
        const [delivery] = view.partition('deliveries', campaignId).lookup('messageId', event.messageId)
        if (!delivery) continue
        const attempts = delivery.attempts as unknown as { attempt: number; messageId?: string }[]
        const attempt = attempts.find(each => each.messageId === event.messageId)?.attempt
        if (attempt) return [{ ...event, campaignId, contactId: String(delivery.contactId), attempt }]
      }
      return []
    }),
  )
}

/** Whether three campaigns in a row came back is decided by the writer, which has to be told where to look. */
async function withOthers(events: readonly MailEvent[], reader: FeedbackDeps['reader']): Promise<MailEvent[]> {
  if (!events.some(each => each.kind === 'bounced_soft' || each.kind === 'delivered')) return [...events]
  const asking = await reader.read({ collections: ['contacts'] }, view => {
    const isWeak = (id: string) => at(view.table('contacts').get(id) ?? {}, 'mail.status') === 'soft_bouncing'
    return events.filter(
      ({ kind, contactId }) => kind === 'bounced_soft' || (kind === 'delivered' && isWeak(contactId)),
    )
  })
  const people = new Set(asking.map(each => each.contactId))
  const keys = [...people].map(id => ['received', id] as const)
  const received = await reader.read(
    { keys },
    view => new Map([...people].map(id => [id, latest(view.rows('received', id))])),
  )
  const asks = new Set(asking)
  return events.map(event => (asks.has(event) ? { ...event, others: received.get(event.contactId) ?? [] } : event))
}

function latest(rows: readonly { [field: string]: Json }[]): string[] {
  const newestFirst = rows.toSorted((a, b) => (String(a.at) < String(b.at) ? 1 : -1))
  return [...new Set(newestFirst.map(row => String(row.campaignId)))].slice(0, othersMax)
}

const receivedAtOnce = 10
const waitSeconds = 20
const visibilitySeconds = 120
const gatherMsMax = 20_000
const troubleMs = 5_000

export interface FeedbackLoopDeps extends FeedbackDeps {
  queueUrl: string
  clock: Clock
  log: Log
  signal: AbortSignal
  client?: SQSClient
}

/** Embedded: polls the queue that `FEEDBACK_URL` names until `signal` aborts. */
export async function runFeedback(deps: FeedbackLoopDeps): Promise<void> {
  const { client = new SQSClient({}), clock, log, signal } = deps
  while (!signal.aborted) {
    try {
      const messages = await gather(client, deps)
      if (messages.length === 0) continue
      const took = await takeFeedback(
        messages.map(each => each.Body ?? ''),
        deps,
      )
      await forget(client, deps.queueUrl, messages)
      if (took.other > 0) log.info(took, 'some messages were no feedback on our mails')
    } catch (error) {
      if (signal.aborted) break
      // Whatever was received comes again after its visibility time-out.
      log.warn({ error: String(error) }, 'the feedback could not be taken')
      await clock.wait(troubleMs, signal)
    }
  }
  client.destroy()
}

type Message = { MessageId?: string; ReceiptHandle?: string; Body?: string }

/** Waits for the first message, then takes what is there: until the queue is empty, 500 are together or 20 s are over. */
async function gather(client: SQSClient, { queueUrl, clock, signal }: FeedbackLoopDeps): Promise<Message[]> {
  const messages: Message[] = []
  let untilMs = Number.POSITIVE_INFINITY
  while (messages.length < eventsMax && clock.nowMs() < untilMs && !signal.aborted) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: receivedAtOnce,
        WaitTimeSeconds: messages.length === 0 ? waitSeconds : 1,
        VisibilityTimeout: visibilitySeconds,
      }),
      { abortSignal: signal },
    )
    if (Messages.length === 0) break
    if (messages.length === 0) untilMs = clock.nowMs() + gatherMsMax
    messages.push(...Messages)
  }
  return messages
}

async function forget(client: SQSClient, queueUrl: string, messages: readonly Message[]): Promise<void> {
  for (let first = 0; first < messages.length; first += receivedAtOnce) {
    const Entries = messages
      .slice(first, first + receivedAtOnce)
      .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }))
    await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }))
  }
}
