/**
 * A mail as it travels: MIME with a text and an HTML part, headers encoded as RFC 2047 says, domains in punycode, no line
 * over 998 bytes, the one-click unsubscribe of RFC 8058, and nothing a value could smuggle into a header.
 */

import { domainToASCII } from 'node:url'
import MimeNode from 'nodemailer/lib/mime-node'
import { encodedBody } from './quoted-printable.ts'

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

/** The bytes, with CRLF line ends. nodemailer writes the headers; bodies are written here, at a third of the cost. */
export function mimeOf(mail: Mail): Buffer {
  const node = new MimeNode('multipart/alternative')
  node.setHeader([
    { key: 'From', value: mailbox(mail.from) },
    { key: 'To', value: mailbox(mail.to) },
    ...(mail.replyTo ? [{ key: 'Reply-To', value: mailbox(mail.replyTo) }] : []),
    { key: 'Subject', value: header(mail.subject) },
    { key: 'Date', value: new Date(mail.at).toUTCString().replace('GMT', '+0000') },
    ...headersOf(mail),
  ] as unknown as string)
  const headers = node.buildHeaders()
  const boundary = /boundary="([^"]+)"/.exec(headers)?.[1] ?? ''
  const parts = [part('text/plain', mail.text), part('text/html', mail.html)]
  return Buffer.from(
    `${headers}\r\n\r\n${parts.map(each => `--${boundary}\r\n${each}\r\n`).join('')}--${boundary}--\r\n`,
  )
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

function headersOf(mail: Mail): { key: string; value: string }[] {
  const headers: { key: string; value: string }[] = []
  const add = (key: string, value: string) => headers.push({ key, value: header(value) })
  if (mail.unsubscribeUrl) {
    const page = `<${mail.unsubscribeUrl}>`
    const address = mail.unsubscribeAddress && `<mailto:${asciiAddress(mail.unsubscribeAddress)}?subject=unsubscribe>`
    add('List-Unsubscribe', address ? `${page}, ${address}` : page)
    add('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click')
  }
  if (mail.tags) {
    add(tagHeaders.campaignId, mail.tags.campaignId)
    add(tagHeaders.deliveryId, mail.tags.deliveryId)
    add(tagHeaders.attempt, String(mail.tags.attempt))
  }
  return headers
}

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
