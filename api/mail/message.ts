/**
 * A mail as it travels: MIME with a text and an HTML part, headers encoded as RFC 2047 says, domains in punycode, no line
 * over 998 bytes, the one-click unsubscribe of RFC 8058, and nothing a value could smuggle into a header.
 */

import { domainToASCII } from 'node:url'
import MailComposer from 'nodemailer/lib/mail-composer'

export interface Mailbox {
  name?: string | null
  address: string
}

export interface Mail {
  from: Mailbox
  to: Mailbox
  replyTo?: Mailbox | null
  subject: string
  html: string
  text: string
  /** https address of the page; left out in mails that are no mailing (a notice to staff). */
  unsubscribeUrl?: string
  /** `unsubscribe@...` of the organisation, where set. */
  unsubscribeAddress?: string | null
  /** UTC ISO 8601. */
  at: string
  /** Whose delivery it is; also the tags that SES hands back with every event. */
  tags?: MailTags
}

export interface MailTags {
  campaignId: string
  deliveryId: string
  attempt: number
}

/** The bytes, with CRLF line ends. */
export async function mimeOf(mail: Mail): Promise<Buffer> {
  const composer = new MailComposer({
    from: mailbox(mail.from),
    to: mailbox(mail.to),
    ...(mail.replyTo ? { replyTo: mailbox(mail.replyTo) } : {}),
    subject: header(mail.subject),
    html: withCrLf(mail.html),
    text: withCrLf(mail.text),
    textEncoding: 'quoted-printable',
    date: mail.at,
    headers: headersOf(mail),
  })
  return composer.compile().build()
}

/** Read back from a mail in the outbox, or by SES's older notifications, which carry headers but no tags. */
export const tagHeaders = {
  campaignId: 'X-Dormouse-Campaign',
  deliveryId: 'X-Dormouse-Delivery',
  attempt: 'X-Dormouse-Attempt',
} as const

function headersOf(mail: Mail): Record<string, string> {
  const headers: Record<string, string> = {}
  if (mail.unsubscribeUrl) {
    const ways = [`<${header(mail.unsubscribeUrl)}>`]
    if (mail.unsubscribeAddress) ways.push(`<mailto:${asciiAddress(mail.unsubscribeAddress)}?subject=unsubscribe>`)
    headers['List-Unsubscribe'] = ways.join(', ')
    headers['List-Unsubscribe-Post'] = 'List-Unsubscribe=One-Click'
  }
  if (mail.tags) {
    headers[tagHeaders.campaignId] = header(mail.tags.campaignId)
    headers[tagHeaders.deliveryId] = header(mail.tags.deliveryId)
    headers[tagHeaders.attempt] = String(mail.tags.attempt)
  }
  return headers
}

/** A bare line feed is no line end on the wire (RFC 5322, 2.3). */
const withCrLf = (text: string): string => text.replace(/\r\n|\r|\n/g, '\r\n')

const mailbox = ({ name, address }: Mailbox) => ({ name: header(name ?? ''), address: asciiAddress(address) })

/** A header is one line, whatever its value says. */
const header = (value: string): string => value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

/** The domain in punycode; everything that could end the address or the header is gone. */
export function asciiAddress(address: string): string {
  const plain = header(address).replace(/[\s<>,;"]/g, '')
  const at = plain.lastIndexOf('@')
  if (at < 0) return plain
  return `${plain.slice(0, at)}@${domainToASCII(plain.slice(at + 1)) || plain.slice(at + 1)}`
}
