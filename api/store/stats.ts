/** What a store consists of: objects and bytes by kind and collection, rows, the log, and how full the root is. */
import { readLogManifest } from './log.ts'
import { type Manifest, readJson, type SegmentRef } from './manifest.ts'
import type { ObjectStore } from './objects.ts'
import { parseKey, rootKey } from './paths.ts'
import { parseRoot, rootTime, StoreProblem } from './root.ts'

export interface CollectionStats {
  collection: string
  /** Living rows; for sharded collections the rows in all of their files. */
  rows: number
  partitions: number
  baseFiles: number
  deltaFiles: number
  /** Of the files that the present root leads to. */
  bytes: number
}

export interface StoreStats {
  sequence: number
  at: string
  rootBytes: number
  tailCommits: number
  logChunks: number
  logPages: number
  collections: CollectionStats[]
  /** Everything under the store's prefix, what waits for collection too. */
  objects: Record<string, { count: number; bytes: number }>
}

export async function statsOf(objects: ObjectStore): Promise<StoreStats> {
  const got = await objects.get(rootKey)
  if (got.kind !== 'found') throw new StoreProblem('There is no root.json: this store is empty.')
  const root = parseRoot(got.body)
  const log = await readLogManifest(objects, root)
  const collections: CollectionStats[] = []
  for (const [collection, key] of Object.entries(root.manifests)) {
    const stats = { collection, rows: 0, partitions: 0, baseFiles: 0, deltaFiles: 0, bytes: 0 }
    await addManifest(objects, key, stats)
    collections.push(stats)
  }
  const counted: StoreStats['objects'] = {}
  for await (const { key, sizeBytes } of objects.list('')) {
    const kind = parseKey(key)?.kind ?? 'other'
    const held = counted[kind] ?? { count: 0, bytes: 0 }
    counted[kind] = { count: held.count + 1, bytes: held.bytes + sizeBytes }
  }
  return {
    sequence: root.sequence,
    at: rootTime(root),
    rootBytes: got.body.byteLength,
    tailCommits: root.tail.length,
    logChunks: log.chunks.length,
    logPages: log.pages.length,
    collections: collections.sort((a, b) => b.bytes - a.bytes),
    objects: counted,
  }
}

async function addManifest(objects: ObjectStore, key: string, stats: CollectionStats): Promise<void> {
  const manifest = await readJson<Manifest>(objects, key)
  if (manifest.kind === 'partitioned') {
    for (const { manifest: partition } of Object.values(manifest.partitions)) {
      stats.partitions++
      await addManifest(objects, partition, stats)
    }
    return
  }
  const base: SegmentRef[] = manifest.base.flatMap(ref => ref ?? [])
  const files = [...base, ...manifest.deltas]
  stats.rows += manifest.kind === 'table' ? manifest.rows : files.reduce((sum, ref) => sum + ref.rows, 0)
  stats.baseFiles += base.length
  stats.deltaFiles += manifest.deltas.length
  stats.bytes += files.reduce((sum, ref) => sum + ref.bytes, 0)
}
