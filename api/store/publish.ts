/**
 * The one compare-and-swap (rules 1 and 3).
 *
 *   PUT root.json If-Match ──► written ──────────────────────────────► published
 *        │
 *        ├─► 412/409 (or false: a lost response and a retry below us)
 *        └─► time-out, 5xx, lost response: the outcome is unknown
 *                 │
 *                 ▼
 *           GET root.json ──► our nonce ─────────────────────────────► published
 *                 ├─► the root we replace ──► the same bytes again
 *                 └─► another root ──────────────────────────────────► overtaken: the caller decides again from it
 *
 * 1. What is there decides, never what an answer was missing.
 * 2. The bytes of one attempt never change: whichever of its requests lands, it is the same root.
 * 3. Nothing is written over a root that says that only newer code may write.
 * 4. After an unknown outcome nothing is deleted: the request may land yet, and refers to what was written for it.
 */
import type { Clock } from '../clock.ts'
import type { ChunkContent } from './log.ts'
import type { ObjectStore } from './objects.ts'
import { rootKey } from './paths.ts'
import type { Replica } from './replica.ts'
import { parseRoot, refuseNewer, rootBytesMax, serialiseRoot } from './root.ts'
import type { Root } from './view.ts'

export interface PublishDeps {
  objects: ObjectStore
  replica: Replica
  clock: Clock
}

/** With pauses of 20, 40, 80, 160 ms in between; then the caller hands its messages back and they come again. */
const attemptsMax = 5
const pauseMsFirst = 20

/** The store could not be reached often enough to know what became of a commit. Retry later: nothing acts twice. */
export class Unavailable extends Error {}

/** `tag`: of the root that is replaced; undefined: there must be none. */
export async function publish(
  { objects, replica, clock }: PublishDeps,
  next: Root,
  tag: string | undefined,
  contents: ReadonlyMap<string, ChunkContent> = new Map(),
): Promise<'published' | 'overtaken'> {
  // It was read as a reader reads; this is the door that every write goes through.
  refuseNewer(next, 'write')
  const body = serialiseRoot(next)
  replica.expect(next, contents)
  if (body.byteLength > rootBytesMax)
    throw new Error(`The root would have ${body.byteLength} bytes; at most ${rootBytesMax} are published.`)
  let trouble: unknown
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    if (attempt > 0) await clock.wait(pauseMsFirst * 2 ** (attempt - 1))
    try {
      const put = await objects.put(rootKey, body, tag === undefined ? { ifNoneMatch: '*' } : { ifMatch: tag })
      if (put.kind === 'written') {
        replica.install(next, put.tag, contents)
        return 'published'
      }
    } catch (cause) {
      trouble = cause
    }
    try {
      const got = await objects.get(rootKey)
      if (got.kind === 'found' && got.tag !== tag) {
        const found = parseRoot(got.body, 'write', replica.root)
        const isOurs = found.nonce === next.nonce
        replica.install(found, got.tag, isOurs ? contents : undefined)
        return isOurs ? 'published' : 'overtaken'
      }
    } catch (cause) {
      trouble = cause
    }
  }
  throw new Unavailable(`Whether commit ${next.sequence} was published could not be learnt.`, { cause: trouble })
}
