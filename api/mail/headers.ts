/**
 * Headers as they travel: ASCII alone, lines that mail programs like (RFC 5322), everything else in encoded words (RFC 2047).
 * A header is one line, whatever its value says: nothing a value holds can end it.
 */
import { domainToASCII } from 'node:url'

export interface Mailbox {
  name?: string | null
  address: string
}

const lineMax = 76
/** Longer than this and without a space, a word is encoded, because only encoded words can be broken. */
const wordMax = 200

/** A value that is text: a subject, an id. */
export function textHeader(name: string, value: string): string {
  const text = oneLine(value)
  return `${name}: ${folded(name.length + 2, isPlain(text) ? text.split(' ') : encodedWords(text))}\r\n`
}

/** A value whose parts are written as they are and may not be encoded: addresses in angle brackets, dates. */
export function plainHeader(name: string, parts: readonly string[]): string {
  return `${name}: ${folded(name.length + 2, parts.map(oneLine))}\r\n`
}

export function mailboxHeader(name: string, mailbox: Mailbox): string {
  const address = writtenAddress(asciiAddress(mailbox.address))
  const title = oneLine(mailbox.name ?? '')
  if (!title) return plainHeader(name, [address])
  const words = isPlain(title) && title.length < lineMax - 20 ? [quoted(title)] : encodedWords(title)
  return `${name}: ${folded(name.length + 2, [...words, `<${address}>`])}\r\n`
}

/** The domain in punycode; everything that could end the address or the header is gone. */
export function asciiAddress(address: string): string {
  const plain = oneLine(address).replace(/[\s<>,;"]/g, '')
  const at = plain.lastIndexOf('@')
  if (at < 0) return plain
  const domain = plain.slice(at + 1)
  return /^[a-z0-9.-]+$/.test(domain) ? plain : `${plain.slice(0, at)}@${domainToASCII(domain) || domain}`
}

export const oneLine = (value: string): string =>
  /[\p{Cc}\u2028\u2029]/u.test(value) ? value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim() : value.trim()

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

const encodedIfNeeded = (text: string): string =>
  /^[\x21-\x7e]*$/.test(text) ? text : `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`

/** Breaks between words so that lines stay short where they can. The space belongs to the line that follows. */
function folded(used: number, words: readonly string[]): string {
  let length = used
  let text = ''
  for (const [index, word] of words.entries()) {
    const breaks = index > 0 && word !== '' && length + 1 + word.length > lineMax
    text += index === 0 ? word : breaks ? `\r\n ${word}` : ` ${word}`
    length = breaks ? 1 + word.length : length + word.length + (index > 0 ? 1 : 0)
  }
  return text
}

/** 45 bytes are 60 letters of base64, and 72 with what stands around them: 75 are allowed. */
const bytesPerWord = 45

function encodedWords(text: string): string[] {
  const words: string[] = []
  let bytes: Buffer[] = []
  let size = 0
  const close = () => {
    if (size > 0) words.push(`=?UTF-8?B?${Buffer.concat(bytes).toString('base64')}?=`)
    bytes = []
    size = 0
  }
  // Character by character: none may be torn apart.
  for (const character of text.toWellFormed()) {
    const piece = Buffer.from(character)
    if (size + piece.length > bytesPerWord) close()
    bytes.push(piece)
    size += piece.length
  }
  close()
  return words
}
