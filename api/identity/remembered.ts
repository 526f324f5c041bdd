/**
 * Remembers who a token speaks for until the store says that staff or sessions changed, and for a few seconds at most:
 * another process may have committed something this one has not read yet.
 */
import type { Clock } from '../clock.ts'
import type { Entry, Reader, View } from '../store/view.ts'

/** Bounds how long a demotion made elsewhere goes unnoticed; here it acts at once. */
const believedMs = 5_000
const rememberedMax = 2_000
/** What decides about who somebody is. */
const collections = ['staff', 'sessions']

export type Remembering<T> = (token: string, find: (view: View) => T | undefined) => Promise<T | undefined>

export function remembering<T>(reader: Reader, clock: Clock): Remembering<T> {
  const known = new Map<string, { found: T; atMs: number }>()
  let changes = 0
  reader.subscribe(entries => {
    if (entries.length > 0 && !entries.some(touches)) return
    known.clear()
    changes++
  })
  return async (token, find) => {
    const remembered = known.get(token)
    if (remembered && clock.nowMs() - remembered.atMs < believedMs) return remembered.found
    const atMs = clock.nowMs()
    let seen = changes
    const found = await reader.read({ collections }, view => {
      seen = changes
      return find(view)
    })
    known.delete(token)
    // Changed between the reading and now: true enough for this request, not for the next one.
    if (found === undefined || seen !== changes) return found
    if (known.size >= rememberedMax) known.delete(known.keys().next().value ?? '')
    known.set(token, { found, atMs })
    return found
  }
}

const touches = ({ operations }: Entry): boolean =>
  Array.isArray(operations)
    ? operations.some(operation => collections.includes(operation.on))
    : operations.collections.some(collection => collections.includes(collection))
