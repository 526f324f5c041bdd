/**
 * Bodies as they travel (RFC 2045). Plain ASCII goes as it is, which keeps mails readable in the outbox; everything else in
 * quoted-printable. Lines are encoded once and remembered, because most lines of a campaign's mails are the same in all.
 */

export interface Encoded {
  encoding: '7bit' | 'quoted-printable'
  /** With CRLF line ends. */
  body: string
}

/** SMTP allows 998; some programs on the way add to a line. */
const plainLineMax = 900
const encodedLineMax = 76
const linesRemembered = 4_000

export function encodedBody(text: string): Encoded {
  const body = text.includes('\r') ? text.replace(/\r\n|\r|\n/g, '\r\n') : text.replaceAll('\n', '\r\n')
  if (isPlain(body)) return { encoding: '7bit', body }
  return { encoding: 'quoted-printable', body: body.split('\r\n').map(encodedLine).join('\r\n') }
}

/** Asked of every mail of a campaign: what takes a pattern forty microseconds is known here after three. */
function isPlain(body: string): boolean {
  if (Buffer.byteLength(body) !== body.length || body.includes('\0')) return false
  for (let from = 0; ; ) {
    const end = body.indexOf('\n', from)
    if ((end < 0 ? body.length : end) - from > plainLineMax) return false
    if (end < 0) return true
    from = end + 1
  }
}

const remembered = new Map<string, string>()

function encodedLine(line: string): string {
  const known = remembered.get(line)
  if (known !== undefined) return known
  const encoded = wrapped(
    line
      .toWellFormed()
      .replace(/[^\t\x20-\x3c\x3e-\x7e]+/g, escaped)
      // White space at the end of a line is lost on the way.
      .replace(/[\t ]$/, escaped),
  )
  if (remembered.size >= linesRemembered) remembered.clear()
  remembered.set(line, encoded)
  return encoded
}

const escaped = (characters: string): string => {
  let text = ''
  for (const byte of Buffer.from(characters)) text += `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
  return text
}

/** Soft line breaks, none of them inside an `=E4`. */
function wrapped(line: string): string {
  if (line.length <= encodedLineMax) return line
  const pieces: string[] = []
  let from = 0
  while (line.length - from > encodedLineMax) {
    let to = from + encodedLineMax - 1
    if (line[to - 1] === '=') to -= 1
    else if (line[to - 2] === '=') to -= 2
    pieces.push(`${line.slice(from, to)}=`)
    from = to
  }
  pieces.push(line.slice(from))
  return pieces.join('\r\n')
}
