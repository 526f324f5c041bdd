/**
 * What the ledger and the suppressions remember of an address: a keyed hash. It recognises the address when it comes
 * back, and tells nobody who reads the files what the address was.
 */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { normaliseEmail } from '@dormouse/model'

/** base64url HMAC-SHA-256 of the normalised address: 43 characters. An unreadable address is hashed as it is written. */
export function addressHash(key: Uint8Array, address: string): string {
  const hasher = hasherOf(key)
  const known = hasher.remembered.get(address)
  if (known !== undefined) return known
  const normalised = normaliseEmail(address) ?? address.trim().toLowerCase()
  const hash = createHmac('sha256', hasher.key).update(normalised).digest('base64url')
  if (hasher.remembered.size >= addressesRemembered) hasher.remembered.clear()
  hasher.remembered.set(address, hash)
  return hash
}

/** One address is asked for several times within moments: freezing, rendering, intending, and its link. */
const addressesRemembered = 10_000

interface Hasher {
  key: KeyObject
  remembered: Map<string, string>
}

/** Making a key object costs more than the hash. */
const hashers = new WeakMap<Uint8Array, Hasher>()

function hasherOf(key: Uint8Array): Hasher {
  let hasher = hashers.get(key)
  if (!hasher) {
    hasher = { key: createSecretKey(key), remembered: new Map() }
    hashers.set(key, hasher)
  }
  return hasher
}
