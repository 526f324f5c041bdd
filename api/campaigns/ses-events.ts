/**
 * Reads what SES says about a mail into an event of the ledger: the newer shape (`eventType`, with our tags) and the older
 * (`notificationType`, where our ids stand in the mail's headers or only its message id is known), inside an SNS message
 * or bare.
 *
 * Shapes: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html and
 * https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html
 */
import { tagHeaders } from '../mail/message.ts'
import { likelyMachine } from '../mail/tracking.ts'
import type { MailEvent, MailEventKind } from './mail-event.ts'

/** An event whose delivery is named, or known by its message id alone. */
export type SesRead =
  | { kind: 'event'; event: MailEvent }
  | { kind: 'unnamed'; event: Omit<MailEvent, 'campaignId' | 'contactId' | 'attempt'> & { messageId: string } }
  /** Nothing the ledger keeps, or not from SES at all. */
  | { kind: 'other' }

type Thing = { [key: string]: unknown }

export function readSesMessage(body: string): SesRead {
  const message = unwrapped(body)
  const mail = message && thing(message.mail)
  if (!message || !mail) return { kind: 'other' }
  const type = text(message.eventType) ?? text(message.notificationType)
  const told = type === undefined ? undefined : toldBy(type, message, mail)
  const messageId = text(mail.messageId)
  if (!told || !messageId) return { kind: 'other' }
  const event = { ...told, messageId }
  const named = namesIn(mail)
  return named ? { kind: 'event', event: { ...event, ...named } } : { kind: 'unnamed', event }
}

/** SNS wraps the message as text; with "raw message delivery" it comes as it is. */
function unwrapped(body: string): Thing | undefined {
  const outer = parsed(body)
  if (!outer) return undefined
  return typeof outer.Message === 'string' && outer.mail === undefined ? parsed(outer.Message) : outer
}

function parsed(json: string): Thing | undefined {
  try {
    return thing(JSON.parse(json))
  } catch {
    return undefined
  }
}

type Told = Pick<MailEvent, 'kind' | 'at' | 'reason' | 'likelyBot'>

function toldBy(type: string, message: Thing, mail: Thing): Told | undefined {
  const handedOverAt = moment(mail.timestamp)
  switch (type) {
    case 'Send':
      return told('accepted', handedOverAt)
    case 'Delivery':
      return told('delivered', moment(thing(message.delivery)?.timestamp) ?? handedOverAt)
    case 'DeliveryDelay': {
      const delay = thing(message.deliveryDelay)
      return told(
        'delayed',
        moment(delay?.timestamp) ?? handedOverAt,
        said(delay?.delayedRecipients) ?? text(delay?.delayType),
      )
    }
    case 'Bounce': {
      const bounce = thing(message.bounce)
      const lasting = bounce?.bounceType === 'Permanent'
      const why = said(bounce?.bouncedRecipients) ?? text(bounce?.bounceSubType)
      return told(lasting ? 'bounced_hard' : 'bounced_soft', moment(bounce?.timestamp) ?? handedOverAt, why)
    }
    case 'Complaint': {
      const complaint = thing(message.complaint)
      return told('complained', moment(complaint?.timestamp) ?? handedOverAt, text(complaint?.complaintFeedbackType))
    }
    case 'Reject':
      return told('rejected', handedOverAt, text(thing(message.reject)?.reason))
    case 'Open':
      return trace('opened', thing(message.open))
    case 'Click':
      return trace('clicked', thing(message.click))
    default:
      return undefined
  }
}

const reasonCharactersMax = 300

function told(kind: MailEventKind, at: string | undefined, reason?: string): Told | undefined {
  return at
    ? { kind, at, reason: reason?.replace(/\s+/g, ' ').trim().slice(0, reasonCharactersMax) ?? null }
    : undefined
}

function trace(kind: 'opened' | 'clicked', detail: Thing | undefined): Told | undefined {
  const at = moment(detail?.timestamp)
  return at ? { kind, at, reason: null, likelyBot: likelyMachine(text(detail?.userAgent) ?? '') } : undefined
}

/** What the receiving server said, e.g. `smtp; 550 5.1.1 user unknown`. */
function said(recipients: unknown): string | undefined {
  return Array.isArray(recipients) ? text(thing(recipients[0])?.diagnosticCode) : undefined
}

/** Tags first; headers where there are none. */
function namesIn(mail: Thing): Pick<MailEvent, 'campaignId' | 'contactId' | 'attempt'> | undefined {
  const tags = thing(mail.tags)
  const tag = (name: string) => (Array.isArray(tags?.[name]) ? text(tags[name][0]) : undefined)
  const header = (name: string) => {
    const all = Array.isArray(mail.headers) ? mail.headers.map(thing) : []
    return text(all.find(each => text(each?.name)?.toLowerCase() === name.toLowerCase())?.value)
  }
  const deliveryId = tag('deliveryId') ?? header(tagHeaders.deliveryId)
  const attempt = Number(tag('attempt') ?? header(tagHeaders.attempt))
  const ids = /^([A-Za-z0-9-]{1,64})_([A-Za-z0-9-]{1,64})$/.exec(deliveryId ?? '')
  if (!ids?.[1] || !ids[2] || !Number.isInteger(attempt) || attempt < 1) return undefined
  return { campaignId: ids[1], contactId: ids[2], attempt }
}

const thing = (value: unknown): Thing | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Thing) : undefined

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** SES writes moments with and without milliseconds; kept in one form, so that they compare as text. */
function moment(value: unknown): string | undefined {
  const ms = Date.parse(text(value) ?? '')
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}
