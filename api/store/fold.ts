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
 * 2. Records are taken in one turn, from tables that stand exactly at the root that is replaced.
 * 3. A crash before the swap leaves orphans; a swap that is overtaken leaves orphans and is simply forgotten.
 * 4. The first fold of a day leaves a pin, from which earlier states are reached. A day without one is a longer walk.
 */
import type { Clock } from '../clock.ts'
import type { Ids } from '../ids.ts'
import { packTexts } from './codec.ts'
import type { Place } from './compact.ts'
import { gather } from './gather.ts'
import { type LogChunkRef, readLogManifest, withChunk } from './log.ts'
import type { ObjectStore } from './objects.ts'
import { logKey } from './paths.ts'
import { dayPinName, pin } from './pins.ts'
import { publish } from './publish.ts'
import type { Replica } from './replica.ts'
import { chunkOf, entryText, inlineOf, nextTime, rootTime, tailStart } from './root.ts'
import { SegmentWriter } from './segments.ts'
import type { Entry, Projection, Root } from './view.ts'

export interface FoldDeps {
  objects: ObjectStore
  replica: Replica
  clock: Clock
  ids: Ids
  projections: readonly Projection[]
}

/** Resolves with the places whose files changed; none when there was nothing to fold or somebody else was faster. */
export async function fold(deps: FoldDeps): Promise<Place[]> {
  const { objects, replica, clock, ids, projections } = deps
  const { root, tag } = replica
  if (tag === undefined || root.tail.length === 0 || isFoldEntry(root.tail)) return []
  const gathered = await gather(replica, root, projections)
  if (!gathered) return []
  const sequence = root.sequence + 1
  const nonce = ids.nonce()
  const writer = new SegmentWriter({ objects, manifests: replica.manifests, root, sequence, nonce })
  const [log] = await Promise.all([
    writeLog(objects, root, sequence, nonce),
    ...gathered.tables.map(table => writer.table(table)),
    ...gathered.projected.map(rows => writer.sharded(rows)),
  ])
  const manifests = await writer.collections()
  const at = nextTime(root, clock.nowMs())
  const next: Root = {
    ...root,
    sequence,
    nonce,
    manifests,
    log: log.key,
    tail: [{ sequence, at, commands: [], operations: [] }],
  }
  if ((await publish(deps, next, tag)) !== 'published') return []
  if (log.isFirstOfDay) await pin(objects, dayPinName(rootTime(root)), next).catch(() => undefined)
  return gathered.places
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
