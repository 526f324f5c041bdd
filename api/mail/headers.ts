/**
 * Headers as they travel: ASCII alone, lines that mail programs like (RFC 5322), everything else in encoded words (RFC 2047).
 * A header is one line, whatever its value says: nothing a value holds can end it.
 */
import { domainToASCII } from 'node:url'
import { encodeWord, foldLines } from 'nodemailer/lib/mime-funcs'

export interface Mailbox {
  name?: string | null
  address: string
}

/** A line of a header should not pass 78 characters (RFC 5322), one with an encoded word must not pass 76 (RFC 2047). */
const lineMax = 76
/** Leaves room for the header's name before the first one. */
const encodedWordMax = 60
/** Longer than this and without a space, a word is encoded, because only encoded words can be broken. */
const wordMax = 200

/** A value that is text: a subject, an id. */
export function textHeader(name: string, value: string): string {
  const text = oneLine(value)
  return written(name, isPlain(text) ? text : encoded(text))
}

/** A value that is written as it is and may not be encoded: addresses in angle brackets, dates. Breaks at its spaces. */
export const plainHeader = (name: string, value: string): string => written(name, oneLine(value))

export function mailboxHeader(name: string, mailbox: Mailbox): string {
  const address = writtenAddress(asciiAddress(mailbox.address))
  const title = oneLine(mailbox.name ?? '')
  if (!title) return plainHeader(name, address)
  return written(name, `${isPlain(title) && title.length < lineMax - 20 ? quoted(title) : encoded(title)} <${address}>`)
}

/** The value begins beside its name, even where it could begin on a line of its own: not every reader expects that. */
const written = (name: string, value: string): string => `${name}: ${foldLines(value, lineMax - name.length - 2)}\r\n`

const encoded = (text: string): string => encodeWord(text.toWellFormed(), 'B', encodedWordMax)

/** The domain in punycode; everything that could end the address or the header is gone. */
export function asciiAddress(address: string): string {
  const plain = oneLine(address).replace(/[\s<>,;"]/g, '')
  const at = plain.lastIndexOf('@')
  if (at < 0) return plain
  const domain = plain.slice(at + 1)
  return /^[a-z0-9.-]+$/.test(domain) ? plain : `${plain.slice(0, at)}@${domainToASCII(domain) || domain}`
}

export const oneLine = (value: string): string => value.replace(/[\s\p{Cc}]+/gu, ' ').trim()

/** What may stand in a header as it is, and is not taken for an encoded word by whoever reads it. */
const isPlain = (text: string): boolean =>
  /^[\x20-\x7e]*$/.test(text) && !text.includes('=?') && (text.length <= wordMax || !longWord.test(text))
const longWord = new RegExp(`[^ ]{${wordMax + 1}}`)

const quoted = (title: string): string => `"${title.replace(/["\\]/g, '\\$&')}"`

/** The part before the @ in quotes where it needs them; one that is not ASCII is for the service to refuse. */
function writtenAddress(address: string): string {
  const at = address.lastIndexOf('@')
  const local = address.slice(0, Math.max(at, 0))
  if (at < 0 || /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+$/.test(local)) return encodedIfNeeded(address)
  return isPlain(local) ? `${quoted(local)}${address.slice(at)}` : `${encodedIfNeeded(local)}${address.slice(at)}`
}

const encodedIfNeeded = (text: string): string => (/^[\x21-\x7e]*$/.test(text) ? text : encodeWord(text, 'B'))
