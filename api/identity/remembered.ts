/**
 * Remembers who a token speaks for until it expires, until the store says that staff or sessions changed, and for a few
 * seconds at most: another process may have committed something this one has not read yet.
 */
import type { Clock } from '../clock.ts'
import type { Entry, Reader, View } from '../store/view.ts'

/** Bounds how long a demotion made elsewhere goes unnoticed; here it acts at once. */
const believedMs = 5_000
const rememberedMax = 2_000
/** What decides about who somebody is. */
const collections = ['staff', 'sessions']

/** What a genuine token says: until when it is good, and whom to look for. */
export interface Proof<T> {
  expiresMs: number
  find(view: View): T | undefined
}

/** Undefined: the token is not genuine, or has expired. */
export type Prove<T> = (token: string) => Promise<Proof<T> | undefined>

export function remembering<T>(
  reader: Reader,
  clock: Clock,
  prove: Prove<T>,
): (token: string) => Promise<T | undefined> {
  const known = new Map<string, { found: T; untilMs: number }>()
  let changes = 0
  reader.subscribe(entries => {
    if (entries.length > 0 && !entries.some(touches)) return
    known.clear()
    changes++
  })
  return async token => {
    const remembered = known.get(token)
    if (remembered && clock.nowMs() < remembered.untilMs) return remembered.found
    const proof = await prove(token)
    if (!proof) return undefined
    const untilMs = Math.min(clock.nowMs() + believedMs, proof.expiresMs)
    let seen = changes
    const found = await reader.read({ collections }, view => {
      seen = changes
      return proof.find(view)
    })
    known.delete(token)
    // Changed between the reading and now: true enough for this request, not for the next one.
    if (found === undefined || seen !== changes) return found
    if (known.size >= rememberedMax) known.delete(known.keys().next().value ?? '')
    known.set(token, { found, untilMs })
    return found
  }
}

const touches = ({ operations }: Entry): boolean =>
  Array.isArray(operations)
    ? operations.some(operation => collections.includes(operation.on))
    : operations.collections.some(collection => collections.includes(collection))
