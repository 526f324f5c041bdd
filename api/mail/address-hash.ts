/**
 * What the ledger and the suppressions remember of an address: a keyed hash. It recognises the address when it comes
 * back, and tells nobody who reads the files what the address was.
 */
import { createHmac } from 'node:crypto'
import { normaliseEmail } from '@dormouse/model'

/** base64url HMAC-SHA-256 of the normalised address: 43 characters. An unreadable address is hashed as it is written. */
export function addressHash(key: Uint8Array, address: string): string {
  const normalised = normaliseEmail(address) ?? address.trim().toLowerCase()
  return createHmac('sha256', key).update(normalised).digest('base64url')
}
