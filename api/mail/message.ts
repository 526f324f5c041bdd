/**
 * A mail as it travels: MIME with a text and an HTML part, headers encoded as RFC 2047 says, domains in punycode, no line
 * over 998 bytes, the one-click unsubscribe of RFC 8058, and nothing a value could smuggle into a header.
 */
import { createHash } from 'node:crypto'
import { asciiAddress, type Mailbox, mailboxHeader, plainHeader, textHeader } from './headers.ts'
import { type Encoded, encodedBody } from './quoted-printable.ts'

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

/**
 * The bytes, with CRLF line ends. `space`: memory of a mail that has left already, which is used again where it is enough.
 * Put together here, from a library's parts: its own tree of nodes, made for every mail, took a seventh of a campaign's time.
 */
export function mimeOf(mail: Mail, space?: ArrayBufferLike): Buffer {
  const text = encodedBody(mail.text)
  const html = encodedBody(mail.html)
  const boundary = boundaryOf([text.body, html.body])
  const headers = [
    mailboxHeader('From', mail.from),
    mailboxHeader('To', mail.to),
    mail.replyTo ? mailboxHeader('Reply-To', mail.replyTo) : '',
    textHeader('Subject', mail.subject),
    plainHeader('Date', new Date(mail.at).toUTCString().replace('GMT', '+0000')),
    plainHeader('Message-ID', messageIdOf(mail)),
    ...headersOf(mail),
    'MIME-Version: 1.0\r\n',
    `Content-Type: multipart/alternative; boundary="${boundary}"\r\n`,
  ].join('')
  const head = (type: string, { encoding }: Encoded) =>
    `\r\n--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`
  const end = `\r\n--${boundary}--\r\n`
  return bytesOf([headers, head('text/plain', text), text.body, head('text/html', html), html.body, end], space)
}

/** All of it is ASCII by now. Written piece by piece: putting a long text together first would copy it twice more. */
function bytesOf(pieces: readonly string[], space: ArrayBufferLike | undefined): Buffer {
  const size = pieces.reduce((sum, each) => sum + each.length, 0)
  const fits = space !== undefined && space.byteLength >= size
  const bytes = Buffer.from(fits ? space : new ArrayBuffer(Math.ceil(size / pageBytes) * pageBytes), 0, size)
  let at = 0
  for (const piece of pieces) at += bytes.write(piece, at, 'latin1')
  return bytes
}

/** Mails of one campaign are of nearly one size: what one has left free the next can use. */
const pageBytes = 4_096

/** Anything that stands in none of the bodies. Quoted-printable never holds "=_"; plain ASCII might. */
function boundaryOf(bodies: readonly string[]): string {
  let boundary = '=_dormouse'
  while (bodies.some(each => each.includes(boundary))) boundary += '_'
  return boundary
}

/** One try to reach one person is one mail, however often it is written. A service may put its own id in its place. */
function messageIdOf({ from, to, subject, text, at, tags }: Mail): string {
  const address = asciiAddress(from.address)
  const domain = address.slice(address.lastIndexOf('@') + 1).replace(/[^A-Za-z0-9.-]/g, '') || 'localhost'
  const what = tags ? [tags.deliveryId, tags.attempt, at] : [to.address, subject, text, at]
  return `<${createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 32)}@${domain}>`
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
    headers.push(plainHeader('List-Unsubscribe', address ? `${page}, ${address}` : page))
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
