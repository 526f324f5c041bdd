/** Writes what a fold gathered: one delta and one manifest a table, merged with the small deltas before it when that pays. */
import { type Line, packLines } from './codec.ts'
import type { ShardedRows, TableRows } from './gather.ts'
import { addCounts, forgottenHours, outcomesCollection } from './layout.ts'
import {
  emptyPartitioned,
  emptySharded,
  emptyTable,
  jsonBody,
  type Manifest,
  type ManifestCache,
  type PartitionedManifest,
  type PartitionRef,
  type SegmentRef,
  type ShardedManifest,
  type TableManifest,
} from './manifest.ts'
import { mergeableDeltas, mergeRuns, readRuns } from './merge.ts'
import type { ObjectStore } from './objects.ts'
import { manifestKey, segmentKey } from './paths.ts'
import type { Root } from './view.ts'

export interface SegmentWriterDeps {
  objects: ObjectStore
  manifests: ManifestCache
  /** The root that will be replaced. */
  root: Root
  /** Of the fold itself. */
  sequence: number
  nonce: string
}

/** Larger merges are left to compaction, which nobody waits for. */
const absorbedRowsMax = 8_192

export class SegmentWriter {
  readonly #deps: SegmentWriterDeps
  /** New manifests by collection. */
  readonly #manifests = new Map<string, string>()
  /** New manifests of partitions, by collection: their collection's manifest lists them. */
  readonly #partitions = new Map<string, Record<string, PartitionRef>>()

  constructor(deps: SegmentWriterDeps) {
    this.#deps = deps
  }

  async table({ collection, partition, lines, rows, counts }: TableRows): Promise<void> {
    const before = await this.#tableManifest(collection, partition)
    const deltas = await this.#withDelta(collection, partition ?? 'delta', before.deltas, await lines())
    const counted = !counts
      ? undefined
      : 'exactly' in counts
        ? counts.exactly
        : addCounts(before.counts ?? {}, counts.changes)
    const after: TableManifest = {
      ...before,
      sequence: this.#deps.root.sequence,
      rows: 'exactly' in rows ? rows.exactly : before.rows + rows.change,
      ...(counted && { counts: counted }),
      deltas,
    }
    const key = await this.#write(after, collection, partition)
    if (partition === undefined) this.#manifests.set(collection, key)
    else {
      const listed = this.#partitions.get(collection) ?? {}
      listed[partition] = { manifest: key, rows: after.rows, counts: after.counts ?? {} }
      this.#partitions.set(collection, listed)
    }
  }

  async sharded({ collection, shards, lines }: ShardedRows): Promise<void> {
    const key = this.#deps.root.manifests[collection]
    const before = key ? await this.#deps.manifests.read<ShardedManifest>(key) : emptySharded(collection, shards)
    const rows = await lines()
    if (rows.length === 0) return
    const deltas = await this.#withDelta(collection, 'delta', before.deltas, rows)
    this.#manifests.set(
      collection,
      await this.#write({ ...before, sequence: this.#deps.root.sequence, deltas }, collection),
    )
  }

  /** The new manifests of collections, for the root; once every table is written. */
  async collections(): Promise<ReadonlyMap<string, string>> {
    await Promise.all(
      [...this.#partitions].map(async ([collection, changed]) => {
        const key = this.#deps.root.manifests[collection]
        const before = key ? await this.#deps.manifests.read<PartitionedManifest>(key) : emptyPartitioned(collection)
        const partitions = { ...before.partitions, ...changed }
        if (collection === outcomesCollection)
          for (const hour of forgottenHours(Object.keys(partitions))) delete partitions[hour]
        this.#manifests.set(
          collection,
          await this.#write({ ...before, sequence: this.#deps.root.sequence, partitions }, collection),
        )
      }),
    )
    return this.#manifests
  }

  async #tableManifest(collection: string, partition: string | undefined): Promise<TableManifest> {
    const { root, manifests } = this.#deps
    const key = root.manifests[collection]
    if (!key) return emptyTable(collection, partition)
    if (partition === undefined) return manifests.read<TableManifest>(key)
    const { partitions } = await manifests.read<PartitionedManifest>(key)
    const found = Object.hasOwn(partitions, partition) ? partitions[partition] : undefined
    return found ? manifests.read<TableManifest>(found.manifest) : emptyTable(collection, partition)
  }

  /** The deltas with one more; it takes up the newest of the others where together they make one of the next size. */
  async #withDelta(collection: string, folder: string, deltas: SegmentRef[], lines: Line[]): Promise<SegmentRef[]> {
    const { objects, sequence, nonce } = this.#deps
    const parts = mergeableDeltas([...deltas.map(delta => delta.rows), lines.length])
    const absorbed = parts > 0 ? deltas.slice(deltas.length - (parts - 1)) : []
    const isCheap = absorbed.reduce((sum, delta) => sum + delta.rows, lines.length) <= absorbedRowsMax
    const taken = isCheap ? absorbed : []
    const merged = taken.length > 0 ? await mergeRuns([...(await readRuns(objects, taken)), lines]) : lines
    const body = await packLines(merged)
    const key = segmentKey(collection, folder, sequence, nonce)
    await objects.put(key, body)
    const to = merged.reduce((highest, line) => Math.max(highest, line.sequence), 0)
    return [...deltas.slice(0, deltas.length - taken.length), { key, rows: merged.length, bytes: body.byteLength, to }]
  }

  async #write(manifest: Manifest, collection: string, partition?: string): Promise<string> {
    const { objects, manifests, sequence, nonce } = this.#deps
    const key = manifestKey(collection, sequence, nonce, partition)
    await objects.put(key, jsonBody(manifest))
    manifests.remember(key, manifest)
    return key
  }
}
