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
    const at = draw(16)
    pool.writeUIntBE(nowMs, at, 6)
    pool[at + 6] = (pool[at + 6]! & 0x0f) | 0x70
    pool[at + 8] = (pool[at + 8]! & 0x3f) | 0x80
    const hex = pool.toString('hex', at, at + 16)
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  },
  nonce() {
    const at = draw(nonceBytes)
    return pool.toString('hex', at, at + nonceBytes)
  },
}

const nonceBytes = 8
const poolBytes = 4_096
let pool = Buffer.alloc(0)
let drawn = 0

/**
 * Where in the pool that many random bytes lie, for nobody else. Randomness is drawn by the page: a call into the kernel
 * for each request costs more than what the request asks for.
 */
function draw(bytes: number): number {
  if (pool.length - drawn < bytes) {
    pool = randomBytes(poolBytes)
    drawn = 0
  }
  drawn += bytes
  return drawn - bytes
}

/** Ids that a client may choose itself. */
export const clientIdPattern = /^[A-Za-z0-9-]{1,64}$/
