/**
 * The bodies that the SDK uploads: plain ones with a checksum header, and `aws-chunked` ones (streams) with the checksum in
 * a trailer. A body that does not match what is said about it is refused, as S3 does, so that a client that corrupts data
 * on its way cannot pass.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { crc32 } from 'node:zlib'
import { Refusal } from './server.ts'

type Headers = Record<string, string | undefined>

export function uploadedBody(body: Buffer, headers: IncomingHttpHeaders): { body: Buffer; crc32: string } {
  const said = { ...headers } as Headers
  const chunked = String(said['x-amz-content-sha256'] ?? '').startsWith('STREAMING-')
  const decoded = chunked ? dechunked(body, said) : body
  if (!chunked) checkSha256(decoded, said['x-amz-content-sha256'])
  checkChecksums(decoded, said)
  return { body: decoded, crc32: crc32Of(decoded) }
}

/** `<hex length>[;chunk-signature=...]\r\n<bytes>\r\n` ... `0\r\n<trailer lines>\r\n`. Trailers are added to `said`. */
function dechunked(body: Buffer, said: Headers): Buffer {
  const chunks: Buffer[] = []
  let at = 0
  const line = () => {
    const end = body.indexOf('\r\n', at)
    if (end < 0) throw new Refusal(400, 'IncompleteBody', 'The chunked body ends too early.')
    const text = body.toString('latin1', at, end)
    at = end + 2
    return text
  }
  for (;;) {
    const length = Number.parseInt(line(), 16)
    if (!Number.isInteger(length)) throw new Refusal(400, 'InvalidChunkSizeError', 'A chunk has no length.')
    if (length === 0) break
    chunks.push(body.subarray(at, at + length))
    at += length
    if (line() !== '') throw new Refusal(400, 'InvalidChunkSizeError', 'A chunk is longer than it says.')
  }
  for (let trailer = line(); trailer !== ''; trailer = at < body.length ? line() : '') {
    const [name = '', value = ''] = trailer.split(/:(.*)/s)
    said[name.toLowerCase()] = value.trim()
  }
  const decoded = Buffer.concat(chunks)
  if (Number(said['x-amz-decoded-content-length'] ?? decoded.length) !== decoded.length)
    throw new Refusal(400, 'IncompleteBody', 'The body is not as long as x-amz-decoded-content-length says.')
  return decoded
}

function checkSha256(body: Buffer, said: string | undefined): void {
  if (!said || !/^[0-9a-f]{64}$/.test(said)) return
  if (said !== createHash('sha256').update(body).digest('hex'))
    throw new Refusal(400, 'XAmzContentSHA256Mismatch', 'The body does not match x-amz-content-sha256.')
}

const checksums: Record<string, (body: Buffer) => string> = {
  'x-amz-checksum-crc32': crc32Of,
  'x-amz-checksum-sha1': body => createHash('sha1').update(body).digest('base64'),
  'x-amz-checksum-sha256': body => createHash('sha256').update(body).digest('base64'),
  'content-md5': body => createHash('md5').update(body).digest('base64'),
}

function checkChecksums(body: Buffer, said: Headers): void {
  for (const [name, checksum] of Object.entries(checksums))
    if (said[name] && said[name] !== checksum(body))
      throw new Refusal(400, 'BadDigest', `The body does not match ${name}.`)
}

function crc32Of(body: Buffer): string {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(crc32(body))
  return bytes.toString('base64')
}
