/**
 * Compaction, published. It reads and writes immutable files beside everything else, and only then swaps one manifest by a
 * commit of its own, without commands.
 *
 *   fold ─► what is due? ─► rewrite (nobody waits) ─► does it still fit? ─► new manifest ─► swap
 *                                                         └── no: the files are orphans, the collector takes them
 *
 * 1. It changes where rows lie, never what they say.
 * 2. It is published only if every base segment it read still makes up the collection. Deltas that folding has merged
 *    meanwhile stand in a newer one that comes later and wins, so what was merged may go and what came since stays.
 * 3. Only base segments that a delta touches are written again, and only once deltas hold a quarter of the base's rows:
 *    each row is written a bounded number of times however large the collection grows.
 * 4. It is given up when it took longer than an hour: the collector counts on that (`collect.ts`).
 * 5. `to` of a new segment covers what was merged away, so that a reader who missed a removal looks into it.
 */
import type { Clock } from '../clock.ts'
import type { Ids } from '../ids.ts'
import { publishWithinMs } from './collect.ts'
import {
  jsonBody,
  type Manifest,
  type PartitionedManifest,
  type ShardedManifest,
  type TableManifest,
} from './manifest.ts'
import type { ObjectStore } from './objects.ts'
import { manifestKey } from './paths.ts'
import { publish } from './publish.ts'
import type { Replica } from './replica.ts'
import { rewriteSharded, rewriteTable, rewrittenSharded, rewrittenTable } from './rewrite.ts'
import { nextTime } from './root.ts'
import type { Root } from './view.ts'

export interface CompactDeps {
  objects: ObjectStore
  replica: Replica
  clock: Clock
  ids: Ids
  /** Runs what publishes alone among this process's commits. */
  alone<T>(work: () => Promise<T>): Promise<T>
}

/** Rounds of fitting a rewrite into a root that other writers keep replacing. */
const roundsMax = 10

/** What is swapped: a collection's manifest, or one partition's. */
export interface Place {
  collection: string
  partition?: string
}

/** Everything that could be compacted. */
export async function allPlaces(replica: Replica): Promise<Place[]> {
  const { manifests } = replica.root
  const places = Object.entries(manifests).map(async ([collection, key]): Promise<Place[]> => {
    const manifest = await replica.manifests.read<Manifest>(key)
    if (manifest.kind !== 'partitioned') return [{ collection }]
    return Object.keys(manifest.partitions).map(partition => ({ collection, partition }))
  })
  return (await Promise.all(places)).flat()
}

/** Whether the place was rewritten. `all`: even where merging need not be done yet. */
export async function compact(deps: CompactDeps, place: Place, all: boolean): Promise<boolean> {
  const { root } = deps.replica
  const task = { place, epoch: root.epoch, untilMs: deps.clock.nowMs() + publishWithinMs }
  const manifest = await manifestAt(deps.replica, root, place)
  if (manifest?.kind === 'sharded') {
    const rewrite = await rewriteSharded(deps, manifest, root.sequence, all)
    return rewrite !== undefined && swap(deps, task, now => rewrittenSharded(now as ShardedManifest, rewrite))
  }
  if (manifest?.kind !== 'table') return false
  const rewrite = await rewriteTable(deps, manifest, root.sequence, all)
  return rewrite !== undefined && swap(deps, task, now => rewrittenTable(now as TableManifest, rewrite))
}

async function manifestAt(
  replica: Replica,
  root: Root,
  { collection, partition }: Place,
): Promise<Manifest | undefined> {
  const key = root.manifests[collection]
  const manifest = key === undefined ? undefined : await replica.manifests.read<Manifest>(key)
  if (manifest?.kind !== 'partitioned' || partition === undefined) return manifest
  const found = manifest.partitions[partition]
  return found && replica.manifests.read<TableManifest>(found.manifest)
}

/** Publishes `change` of the present manifest; false when it no longer fits. */
function swap(
  deps: CompactDeps,
  { place, epoch, untilMs }: { place: Place; epoch: number; untilMs: number },
  change: (manifest: Manifest) => Manifest | undefined,
): Promise<boolean> {
  const { replica, clock, ids } = deps
  return deps.alone(async () => {
    for (let round = 0; round < roundsMax; round++) {
      const { root, tag } = replica
      // The tag is taken and the time looked at in one turn: a process that was stopped in between holds an old tag.
      if (root.epoch !== epoch || clock.nowMs() > untilMs) return false
      const before = await manifestAt(replica, root, place)
      const after = before && change(before)
      if (!after) return false
      const sequence = root.sequence + 1
      const key = await write(deps, root, place, after, sequence)
      const at = nextTime(root, clock.nowMs())
      const next: Root = {
        ...root,
        sequence,
        nonce: ids.nonce(),
        manifests: { ...root.manifests, [place.collection]: key },
        tail: [...root.tail, { sequence, at, commands: [], operations: [] }],
      }
      if ((await publish(deps, next, tag)) === 'published') return true
    }
    return false
  })
}

/** Resolves with the key of the collection's manifest. */
async function write(
  { objects, replica, ids }: CompactDeps,
  root: Root,
  { collection, partition }: Place,
  manifest: Manifest,
  sequence: number,
): Promise<string> {
  const nonce = ids.nonce()
  const put = async (written: Manifest, inPartition?: string) => {
    const key = manifestKey(collection, sequence, nonce, inPartition)
    await objects.put(key, jsonBody(written))
    replica.manifests.remember(key, written)
    return key
  }
  const key = await put(manifest, partition)
  if (partition === undefined) return key
  const directory = await replica.manifests.read<PartitionedManifest>(root.manifests[collection] as string)
  const { rows = 0, counts = {} } = directory.partitions[partition] ?? {}
  return put({ ...directory, partitions: { ...directory.partitions, [partition]: { manifest: key, rows, counts } } })
}
