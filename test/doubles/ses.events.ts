/**
 * What SES tells about a mail after it took it: event publishing (`eventType`, with the tags) and feedback notifications
 * (`notificationType`, without), inside an SNS message, on a queue.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
import { isoOf } from '../../api/clock.ts'
import { seededRandom } from './faults.ts'
import type { SesMail } from './ses.mail.ts'

export interface SesEvent {
  type:
    | 'Send'
    | 'Delivery'
    | 'DeliveryDelay'
    | 'Bounce'
    | 'Complaint'
    | 'Reject'
    | 'Open'
    | 'Click'
    | 'RenderingFailure'
  /** With Bounce; `Permanent` when absent. */
  bounceType?: 'Permanent' | 'Transient' | 'Undetermined'
  bounceSubType?: string
  diagnosticCode?: string
  /** With Click. */
  link?: string
  /** With Open and Click. */
  userAgent?: string
  /** `notification`: the older shape, which knows Bounce, Complaint and Delivery and carries no tags. */
  shape?: 'event' | 'notification'
  /** When it happened; when it is published, if absent. */
  atMs?: number
}

export interface FeedbackOptions {
  /** What becomes of each accepted mail, in order; Send and Delivery when absent. */
  events?: (mail: SesMail) => SesEvent[]
  /** Without the SNS message around it ("raw message delivery"). */
  bare?: boolean
  /** Keeps the events until `flush`: feedback that is an hour late. */
  hold?: boolean
}

export interface Feedback {
  publish(mail: SesMail, event: SesEvent): void
  accepted(mail: SesMail): void
  /** Lets the held events go: each `times` times (1), in a random order that follows from `shuffle`. */
  flush(options?: { times?: number; shuffle?: number }): number
  /** Held events, to be changed or dropped before they go. */
  held: { mail: SesMail; event: SesEvent }[]
}

export function makeFeedback(
  queue: { put(body: string): void },
  nowMs: () => number,
  { events = () => [{ type: 'Send' }, { type: 'Delivery' }], bare = false, hold = false }: FeedbackOptions,
): Feedback {
  const held: Feedback['held'] = []
  let serial = 0

  function publish(mail: SesMail, event: SesEvent): void {
    serial += 1
    const message = JSON.stringify(eventMessage(mail, event, event.atMs ?? nowMs()))
    queue.put(bare ? message : JSON.stringify(snsMessage(message, serial, nowMs())))
  }

  return {
    publish,
    accepted(mail) {
      for (const event of events(mail)) {
        if (hold) held.push({ mail, event })
        else publish(mail, event)
      }
    },
    flush({ times = 1, shuffle } = {}) {
      const going = Array.from({ length: times }, () => held).flat()
      held.length = 0
      if (shuffle !== undefined) shuffled(going, seededRandom(shuffle))
      for (const { mail, event } of going) publish(mail, event)
      return going.length
    },
    held,
  }
}

/** Fisher-Yates, in place. */
function shuffled<T>(items: T[], random: () => number): void {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const item = items[last] as T
    items[last] = items[other] as T
    items[other] = item
  }
}

export function eventMessage(mail: SesMail, event: SesEvent, atMs: number): object {
  const { type, shape = 'event' } = event
  const detail = details[type](mail, event, isoOf(atMs))
  const told = {
    timestamp: isoOf(mail.acceptedAtMs),
    messageId: mail.messageId,
    source: mail.from,
    sourceArn: `arn:aws:ses:eu-west-1:000000000000:identity/${mail.from.split('@')[1]}`,
    sendingAccountId: '000000000000',
    destination: mail.to,
    headersTruncated: false,
    headers: mail.headers.map(([name, value]) => ({ name, value })),
    commonHeaders: { from: [mail.from], to: mail.to, messageId: mail.messageId, subject: mail.subject },
  }
  if (shape === 'notification') return { notificationType: type, [detailNames[type]]: detail, mail: told }
  const tags = Object.entries({ 'ses:configuration-set': mail.configurationSet ?? 'default', ...mail.tags })
  return {
    eventType: type === 'RenderingFailure' ? 'Rendering Failure' : type,
    mail: { ...told, tags: Object.fromEntries(tags.map(([name, value]) => [name, [value]])) },
    [detailNames[type]]: detail,
  }
}

const detailNames: Record<SesEvent['type'], string> = {
  Send: 'send',
  Delivery: 'delivery',
  DeliveryDelay: 'deliveryDelay',
  Bounce: 'bounce',
  Complaint: 'complaint',
  Reject: 'reject',
  Open: 'open',
  Click: 'click',
  RenderingFailure: 'failure',
}

const details: Record<SesEvent['type'], (mail: SesMail, event: SesEvent, timestamp: string) => object> = {
  Send: () => ({}),
  Delivery: ({ to }, _, timestamp) => ({
    timestamp,
    processingTimeMillis: 500,
    recipients: to,
    smtpResponse: '250 2.0.0 OK',
    reportingMTA: 'a1-2.smtp-out.eu-west-1.amazonses.com',
  }),
  DeliveryDelay: ({ to }, { diagnosticCode = 'smtp; 452 4.2.2 The mailbox is full' }, timestamp) => ({
    timestamp,
    delayType: 'MailboxFull',
    expirationTime: timestamp,
    delayedRecipients: to.map(emailAddress => ({ emailAddress, status: '4.2.2', diagnosticCode })),
  }),
  Bounce: ({ to, messageId }, { bounceType = 'Permanent', bounceSubType = 'General', diagnosticCode }, timestamp) => ({
    feedbackId: `feedback-${messageId}`,
    bounceType,
    bounceSubType,
    bouncedRecipients: to.map(emailAddress => ({
      emailAddress,
      action: 'failed',
      status: bounceType === 'Permanent' ? '5.1.1' : '4.4.7',
      diagnosticCode: diagnosticCode ?? 'smtp; 550 5.1.1 user unknown',
    })),
    timestamp,
    reportingMTA: 'dns; smtp.example.com',
  }),
  Complaint: ({ to, messageId }, { userAgent = 'AnyCompany Feedback Loop (V0.01)' }, timestamp) => ({
    feedbackId: `feedback-${messageId}`,
    complainedRecipients: to.map(emailAddress => ({ emailAddress })),
    timestamp,
    userAgent,
    complaintFeedbackType: 'abuse',
    arrivalDate: timestamp,
  }),
  Reject: () => ({ reason: 'Bad content' }),
  Open: (_, { userAgent = 'Mozilla/5.0' }, timestamp) => ({ ipAddress: '192.0.2.1', timestamp, userAgent }),
  Click: (_, { link = 'https://example.org/', userAgent = 'Mozilla/5.0' }, timestamp) => ({
    ipAddress: '192.0.2.1',
    timestamp,
    userAgent,
    link,
    linkTags: {},
  }),
  RenderingFailure: () => ({
    errorMessage: "Attribute 'name' is not present in the rendering data.",
    templateName: 'T',
  }),
}

const snsMessage = (message: string, serial: number, nowMs: number) => ({
  Type: 'Notification',
  MessageId: `10000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
  TopicArn: 'arn:aws:sns:eu-west-1:000000000000:mail-events',
  Subject: 'Amazon SES Email Event Notification',
  Message: message,
  Timestamp: isoOf(nowMs),
  SignatureVersion: '1',
  Signature: 'none: this is a double',
  SigningCertURL: 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService.pem',
  UnsubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe',
})
