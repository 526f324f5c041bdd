/**
 * A mail as it travels: MIME with a text and an HTML part, headers encoded as RFC 2047 says, domains in punycode, no line
 * over 998 bytes, the one-click unsubscribe of RFC 8058, and nothing a value could smuggle into a header.
 */
import { createHash } from 'node:crypto'
import { asciiAddress, type Mailbox, mailboxHeader, plainHeader, textHeader } from './headers.ts'
import { encodedBody } from './quoted-printable.ts'

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

/** The bytes, with CRLF line ends. Written here and not by a library: a campaign spent a seventh of its time there. */
export function mimeOf(mail: Mail): Buffer {
  const parts = [part('text/plain', mail.text), part('text/html', mail.html)]
  const boundary = boundaryOf(parts)
  const headers = [
    mailboxHeader('From', mail.from),
    mailboxHeader('To', mail.to),
    mail.replyTo ? mailboxHeader('Reply-To', mail.replyTo) : '',
    textHeader('Subject', mail.subject),
    plainHeader('Date', [new Date(mail.at).toUTCString().replace('GMT', '+0000')]),
    plainHeader('Message-ID', [messageIdOf(mail)]),
    ...headersOf(mail),
    'MIME-Version: 1.0\r\n',
    `Content-Type: multipart/alternative; boundary="${boundary}"\r\n`,
  ].join('')
  const body = parts.map(each => `--${boundary}\r\n${each}\r\n`).join('')
  // All of it is ASCII by now.
  return Buffer.from(`${headers}\r\n${body}--${boundary}--\r\n`, 'latin1')
}

/** Anything that stands in none of the parts. Quoted-printable never holds "=_"; a part of plain ASCII might. */
function boundaryOf(parts: readonly string[]): string {
  let boundary = '=_dormouse'
  while (parts.some(each => each.includes(boundary))) boundary += '_'
  return boundary
}

/** One try to reach one person is one mail, however often it is written. A service may put its own id in its place. */
function messageIdOf({ from, to, subject, text, at, tags }: Mail): string {
  const address = asciiAddress(from.address)
  const domain = address.slice(address.lastIndexOf('@') + 1).replace(/[^A-Za-z0-9.-]/g, '') || 'localhost'
  const what = tags ? [tags.deliveryId, tags.attempt, at] : [to.address, subject, text, at]
  return `<${createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 32)}@${domain}>`
}

function part(type: string, text: string): string {
  const { encoding, body } = encodedBody(text)
  return `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`
}

/** Read back from a mail in the outbox, or by SES's older notifications, which carry headers but no tags. */
export const tagHeaders = {
  campaignId: 'X-Dormouse-Campaign',
  deliveryId: 'X-Dormouse-Delivery',
  attempt: 'X-Dormouse-Attempt',
} as const

function headersOf({ unsubscribeUrl, unsubscribeAddress, tags }: Mail): string[] {
  const headers: string[] = []
  if (unsubscribeUrl) {
    const page = `<${asciiUrl(unsubscribeUrl)}>`
    const address = unsubscribeAddress && `<mailto:${asciiAddress(unsubscribeAddress)}?subject=unsubscribe>`
    headers.push(plainHeader('List-Unsubscribe', address ? [`${page},`, address] : [page]))
    headers.push('List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n')
  }
  if (tags) {
    headers.push(textHeader(tagHeaders.campaignId, tags.campaignId))
    headers.push(textHeader(tagHeaders.deliveryId, tags.deliveryId))
    headers.push(textHeader(tagHeaders.attempt, String(tags.attempt)))
  }
  return headers
}

const asciiUrl = (url: string): string =>
  url
    .replace(/[\s<>]/g, '')
    .toWellFormed()
    .replace(/[^\x21-\x7e]+/g, encodeURIComponent)
