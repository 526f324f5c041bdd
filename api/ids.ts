/** The only file that makes identifiers. Handed around as `Ids`, so that simulations own randomness. */
import { randomBytes } from 'node:crypto'

export interface Ids {
  /** UUIDv7 (RFC 9562): time-ordered, so that ids sort by creation. */
  uuid(nowMs: number): string
  /** Short random text that makes a key or a root unique. */
  nonce(): string
}

export const systemIds: Ids = {
  uuid(nowMs) {
    const bytes = drawn(16)
    bytes.writeUIntBE(nowMs, 0, 6)
    bytes[6] = (bytes[6]! & 0x0f) | 0x70
    bytes[8] = (bytes[8]! & 0x3f) | 0x80
    const hex = bytes.toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  },
  nonce: () => drawn(nonceBytes).toString('hex'),
}

const nonceBytes = 8
const poolBytes = 4_096
let pool = Buffer.alloc(0)

/** Randomness is drawn by the page: a call into the kernel for each request costs more than what the request asks for. */
function drawn(bytes: number): Buffer {
  if (pool.length < bytes) pool = randomBytes(poolBytes)
  const piece = pool.subarray(0, bytes)
  pool = pool.subarray(bytes)
  return piece
}

/** Ids that a client may choose itself. */
export const clientIdPattern = /^[A-Za-z0-9-]{1,64}$/
