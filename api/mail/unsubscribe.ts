/**
 * The token in `/u/<token>`: says whose mail it was, to which address (as a keyed hash) and from which campaign, signed.
 * It tells no address and cannot be made by anybody who has not the key.
 *
 *     <keyId>.<contactId>.<campaignId>.<addressHash>.<signature>
 *
 * Keys rotate: the newest signs, the older ones are still believed, because a letter may be opened years later.
 */
import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { LinkKey } from '../secrets.ts'

/** Who a link was made for. Both ids are `-` in a test mail: such a link changes nothing. */
export interface Addressee {
  contactId: string
  campaignId: string
  addressHash: string
}

export const testAddressee = (addressHash: string): Addressee => ({ contactId: '-', campaignId: '-', addressHash })
export const isTest = (addressee: Addressee): boolean => addressee.contactId === '-'

const tokenCharactersMax = 400
const idPattern = /^[A-Za-z0-9-]{1,64}$/
const hashPattern = /^[A-Za-z0-9_-]{43}$/

/** `keys`: newest first; at least one. */
export function unsubscribeToken(keys: readonly LinkKey[], addressee: Addressee): string {
  const key = keys[0]
  if (!key) throw new Error('no signing key to make an unsubscribe link with')
  const claim = `${key.id}.${addressee.contactId}.${addressee.campaignId}.${addressee.addressHash}`
  return `${claim}.${signature(key.key, claim)}`
}

/** Undefined: not a token, altered, or signed with a key that is no longer believed. */
export function readUnsubscribeToken(keys: readonly LinkKey[], token: string): Addressee | undefined {
  if (token.length > tokenCharactersMax) return undefined
  const parts = token.split('.')
  const [id, contactId, campaignId, addressHash, signed] = parts
  if (parts.length !== 5 || !id || !contactId || !campaignId || !addressHash || !signed) return undefined
  if (!idPattern.test(contactId) || !idPattern.test(campaignId) || !hashPattern.test(addressHash)) return undefined
  const key = keys.find(each => each.id === id)
  if (!key) return undefined
  const expected = Buffer.from(signature(key.key, parts.slice(0, 4).join('.')))
  const given = Buffer.from(signed)
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined
  return { contactId, campaignId, addressHash }
}

/** The page's address, and what the List-Unsubscribe header carries. */
export const unsubscribeUrl = (publicUrl: string, token: string): string =>
  `${publicUrl.replace(/\/+$/, '')}/u/${token}`

/** 128 bits are more than anybody can try against a rate-limited page. */
function signature(key: Uint8Array, claim: string): string {
  return createHmac('sha256', keyObject(key)).update(`unsubscribe link${claim}`).digest('base64url').slice(0, 22)
}

/** Making a key object costs more than the signature. */
const keyObjects = new WeakMap<Uint8Array, KeyObject>()

function keyObject(key: Uint8Array): KeyObject {
  let made = keyObjects.get(key)
  if (!made) {
    made = createSecretKey(key)
    keyObjects.set(key, made)
  }
  return made
}
