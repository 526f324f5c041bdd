/**
 * Folding: what the tail brought moves into segment files, and the tail begins anew.
 *
 *   tail ─┬─► log chunk + log manifest            the entries themselves
 *         ├─► delta + manifest a touched table    the records as they stand now
 *         ├─► delta + manifest a projection       ONE object for all of its shards
 *         └─► delta + manifests of outcomes       what became of each command, by the hour
 *                 └── all written, in parallel ──► swap: a commit without commands
 *
 * 1. The root that is swapped in says the same as the one it replaces: only where things lie has changed.
 * 2. Records are taken in one turn, from tables that stand exactly at the end of the part of the tail that is folded.
 *    Commits may follow while files are written: they stay in the tail.
 * 3. A crash before the swap leaves orphans; so does a fold that no longer fits, because somebody else has folded.
 * 4. The first fold of a day leaves a pin, from which earlier states are reached. A day without one is a longer walk.
 */
import type { Clock } from '../clock.ts'
import type { Ids } from '../ids.ts'
import { packTexts } from './codec.ts'
import { publishWithinMs } from './collect.ts'
import type { Place } from './compact.ts'
import { gather } from './gather.ts'
import { type LogChunkRef, readLogManifest, withChunk } from './log.ts'
import type { ObjectStore } from './objects.ts'
import { unlessOutdated } from './outdated.ts'
import { logKey } from './paths.ts'
import { dayPinName, pin } from './pins.ts'
import { publish } from './publish.ts'
import type { Replica } from './replica.ts'
import { chunkOf, inlineOf, nextTime, rootTime, tailStart } from './root.ts'
import { SegmentWriter } from './segments.ts'
import { entryText } from './tail-text.ts'
import type { Entry, Projection, Root } from './view.ts'

/** Rounds of fitting a fold into a root that other writers keep replacing. */
const roundsMax = 10

export interface FoldDeps {
  objects: ObjectStore
  replica: Replica
  clock: Clock
  ids: Ids
  projections: readonly Projection[]
}

/** What was written for a fold, and what must still hold when it is swapped in. */
export interface PreparedFold {
  /** The part of the tail that was folded. */
  from: number
  to: number
  epoch: number
  logBefore: string | null
  log: string
  /** By collection: the manifest it was made from, and the new one. */
  manifests: Map<string, { before: string | undefined; after: string }>
  places: Place[]
  /** After that the collector may have taken what was written (`collect.ts`). */
  untilMs: number
  dayPin: string | undefined
}

/** Folds at once. Resolves with the places whose files changed; none when there was nothing to fold, or the root was outdated. */
export async function fold(deps: FoldDeps): Promise<Place[]> {
  const prepared = await unlessOutdated(deps.replica, () => prepareFold(deps))
  return prepared ? swapFold(deps, prepared) : []
}

/** Writes everything but the root; commits may go on meanwhile. Undefined: nothing to fold, or the root moved on at once. */
export async function prepareFold({
  objects,
  replica,
  clock,
  ids,
  projections,
}: FoldDeps): Promise<PreparedFold | undefined> {
  const { root, tag } = replica
  if (tag === undefined || root.tail.length === 0 || isFoldEntry(root.tail)) return undefined
  const untilMs = clock.nowMs() + publishWithinMs
  const gathered = await gather(replica, root, projections)
  if (!gathered) return undefined
  const sequence = root.sequence + 1
  const nonce = ids.nonce()
  const writer = new SegmentWriter({ objects, manifests: replica.manifests, root, sequence, nonce })
  const [log] = await Promise.all([
    writeLog(objects, root, sequence, nonce),
    ...gathered.tables.map(table => writer.table(table)),
    ...gathered.projected.map(rows => writer.sharded(rows)),
  ])
  const manifests = new Map<string, { before: string | undefined; after: string }>()
  for (const [collection, after] of await writer.collections())
    manifests.set(collection, { before: root.manifests[collection], after })
  return {
    from: tailStart(root),
    to: root.sequence,
    epoch: root.epoch,
    logBefore: root.log,
    log: log.key,
    manifests,
    places: gathered.places,
    untilMs,
    dayPin: log.isFirstOfDay ? dayPinName(rootTime(root)) : undefined,
  }
}

/** Publishes a prepared fold, unless somebody else has folded or merged the same files meanwhile. */
export async function swapFold(deps: FoldDeps, prepared: PreparedFold): Promise<Place[]> {
  const { objects, replica, clock, ids } = deps
  for (let round = 0; round < roundsMax; round++) {
    const { root, tag } = replica
    // The tag is taken and the time looked at in one turn, as in `compact.ts`.
    if (!stillFits(root, prepared) || clock.nowMs() > prepared.untilMs) return []
    const sequence = root.sequence + 1
    const left = root.tail.filter(entry => entry.sequence > prepared.to)
    const manifests = Object.fromEntries([...prepared.manifests].map(([collection, { after }]) => [collection, after]))
    const next: Root = {
      ...root,
      sequence,
      nonce: ids.nonce(),
      manifests: { ...root.manifests, ...manifests },
      log: prepared.log,
      tail: [...left, { sequence, at: nextTime(root, clock.nowMs()), commands: [], operations: [] }],
    }
    if ((await publish(deps, next, tag)) !== 'published') continue
    if (prepared.dayPin !== undefined) await pin(objects, prepared.dayPin, next).catch(() => undefined)
    return prepared.places
  }
  return []
}

function stillFits(root: Root, { from, epoch, logBefore, manifests }: PreparedFold): boolean {
  if (root.epoch !== epoch || root.log !== logBefore || tailStart(root) !== from) return false
  return [...manifests].every(([collection, { before }]) => root.manifests[collection] === before)
}

/** What a fold leaves behind: one entry without commands. Folding it again would bring nothing. */
const isFoldEntry = (tail: readonly Entry[]): boolean =>
  tail.length === 1 && tail[0]?.commands.length === 0 && inlineOf(tail[0])?.length === 0

/** The tail's entries as a chunk; entries whose operations lie in chunks of their own keep pointing there. */
async function writeLog(
  objects: ObjectStore,
  root: Root,
  sequence: number,
  nonce: string,
): Promise<{ key: string; isFirstOfDay: boolean }> {
  const first = root.tail[0] as Entry
  const key = logKey(first.at, tailStart(root), root.sequence, nonce)
  const [log, body] = await Promise.all([readLogManifest(objects, root), packTexts(root.tail.map(entryText))])
  const chunk: LogChunkRef = {
    key,
    from: tailStart(root),
    to: root.sequence,
    fromAt: first.at,
    toAt: rootTime(root),
    bytes: body.byteLength,
    operations: root.tail.flatMap(entry => chunkOf(entry)?.chunk ?? []),
  }
  const extended = withChunk(log, chunk, sequence, nonce)
  await Promise.all([objects.put(key, body), ...extended.writes.map(([at, written]) => objects.put(at, written))])
  const before = log.chunks.at(-1) ?? log.pages.at(-1)
  return { key: extended.key, isFirstOfDay: before?.toAt.slice(0, 10) !== chunk.toAt.slice(0, 10) }
}
