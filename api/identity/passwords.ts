/**
 * Passwords are kept as scrypt hashes (RFC 7914) with the cost in the text, so that it can be raised later without
 * locking anybody out. Parameters: OWASP Password Storage Cheat Sheet, the 32 MB row (N=2^15, r=8, p=3).
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Uint8Array, number, object, Buffer>(scrypt)
const cost = { N: 2 ** 15, r: 8, p: 3 }
const keyBytes = 32
const saltBytes = 16
/** scrypt needs 128·N·r bytes: 32 MB. Costs above this are not ours and are refused. */
const memoryBytesMax = 128 * 1024 * 1024
/** Two cores hash two passwords at once; whoever comes later waits in line, and a full line is refused. */
const atOnceMax = 2
const waitingMax = 16

export const passwordLengthMin = 10
/** scrypt's time does not depend on the length, but nobody types more than this. */
export const passwordLengthMax = 200

/** A sentence for whoever chose it, or undefined when it will do. Length is what counts (NIST SP 800-63B). */
export function passwordProblem(password: string, email: string): string | undefined {
  if (password.length < passwordLengthMin) return `Choose a password of at least ${passwordLengthMin} characters.`
  if (password.length > passwordLengthMax) return `Choose a password of at most ${passwordLengthMax} characters.`
  if (new Set(password).size < 4) return 'Choose a password with more different characters.'
  if (password.toLowerCase() === email.toLowerCase()) return 'Choose a password that is not the e-mail address.'
  return undefined
}

export class TooBusyError extends Error {}

let atOnce = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (atOnce >= atOnceMax) {
    if (waiting.length >= waitingMax) throw new TooBusyError('Too many people are signing in right now.')
    await new Promise<void>(resolve => waiting.push(resolve))
  } else atOnce++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else atOnce--
  }
}

const encoded = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

/** `scrypt$N$r$p$salt$key`. The same password hashes differently each time. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const key = await inTurn(() =>
    derive(password.normalize('NFC'), salt, keyBytes, { ...cost, maxmem: memoryBytesMax * 2 }),
  )
  return ['scrypt', cost.N, cost.r, cost.p, encoded(salt), encoded(key)].join('$')
}

export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [name, n, r, p, salt, key] = hash.split('$')
  const [N, blocks, lanes] = [Number(n), Number(r), Number(p)]
  if (name !== 'scrypt' || !salt || !key || 128 * N * blocks > memoryBytesMax || !(lanes <= 16)) return false
  const expected = Buffer.from(key, 'base64url')
  const given = await inTurn(() =>
    derive(password.normalize('NFC'), Buffer.from(salt, 'base64url'), expected.length, {
      N,
      r: blocks,
      p: lanes,
      maxmem: memoryBytesMax * 2,
    }),
  )
  return timingSafeEqual(expected, given)
}

/** What is compared against when there is no such account, so that the answer takes as long. Of a password nobody knows. */
export const nobodysHash = `scrypt$${cost.N}$${cost.r}$${cost.p}$${encoded(randomBytes(saltBytes))}$${encoded(randomBytes(keyBytes))}`
