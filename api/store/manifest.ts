/**
 * Manifests: which segment files make up a collection. One shape per layout; all are immutable JSON.
 *
 * A table (a whole collection, or one partition) is base segments, each holding one range of ids in order, and deltas:
 * what changed at one fold, newest last. A sharded collection has one base segment a shard and deltas that hold all shards.
 * Every reference says which sequences it covers, so that a reader at sequence s loads what has `to` above s, and no more.
 */
import type { ObjectStore } from './objects.ts'
import { StoreProblem, storeFormat } from './root.ts'

export interface SegmentRef {
  key: string
  /** Lines, tombstones included. */
  rows: number
  bytes: number
  /** The highest sequence of a change in it, of changes that compaction has merged away too. */
  to: number
  /** Base segments of a table: the lowest id of their range. Ranges touch: the first begins at ''. */
  first?: string
}

export interface TableManifest {
  format: number
  kind: 'table'
  collection: string
  partition?: string
  /** Everything up to here is in the segments. */
  sequence: number
  /** Living records. */
  rows: number
  counts?: Record<string, number>
  base: SegmentRef[]
  deltas: SegmentRef[]
}

export interface PartitionedManifest {
  format: number
  kind: 'partitioned'
  collection: string
  sequence: number
  partitions: Record<string, PartitionRef>
}

export interface PartitionRef {
  manifest: string
  rows: number
  counts: Record<string, number>
}

export interface ShardedManifest {
  format: number
  kind: 'sharded'
  collection: string
  sequence: number
  shards: number
  base: (SegmentRef | null)[]
  deltas: SegmentRef[]
}

export type Manifest = TableManifest | PartitionedManifest | ShardedManifest

export const emptyTable = (collection: string, partition?: string): TableManifest => ({
  format: storeFormat,
  kind: 'table',
  collection,
  ...(partition === undefined ? {} : { partition }),
  sequence: 0,
  rows: 0,
  base: [],
  deltas: [],
})

export const emptyPartitioned = (collection: string): PartitionedManifest => ({
  format: storeFormat,
  kind: 'partitioned',
  collection,
  sequence: 0,
  partitions: {},
})

export const emptySharded = (collection: string, shards: number): ShardedManifest => ({
  format: storeFormat,
  kind: 'sharded',
  collection,
  sequence: 0,
  shards,
  base: new Array(shards).fill(null),
  deltas: [],
})

/** Something that the root refers to is not there: what was read is outdated, or the store is damaged. */
export class MissingObject extends Error {
  readonly key: string
  constructor(key: string) {
    super(`The store refers to ${key}, which is not there.`)
    this.key = key
  }
}

export async function readBody(objects: ObjectStore, key: string): Promise<Uint8Array> {
  const got = await objects.get(key)
  if (got.kind !== 'found') throw new MissingObject(key)
  return got.body
}

export async function readJson<T extends { format: number }>(objects: ObjectStore, key: string): Promise<T> {
  const body = await readBody(objects, key)
  const value: T = JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'))
  if (value.format > storeFormat)
    throw new StoreProblem(
      `${key} has format ${value.format}, and this Dormouse reads up to ${storeFormat}: install the newer version.`,
    )
  return value
}

export const jsonBody = (value: object): Uint8Array => Buffer.from(JSON.stringify(value))

/** Manifests by key: they never change, so what was read once need not be read again. */
export class ManifestCache {
  readonly #objects: ObjectStore
  readonly #held = new Map<string, Promise<Manifest>>()

  constructor(objects: ObjectStore) {
    this.#objects = objects
  }

  async read<M extends Manifest>(key: string): Promise<M> {
    let held = this.#held.get(key)
    if (held) this.#held.delete(key)
    else held = readJson<Manifest>(this.#objects, key)
    this.#held.set(key, held)
    if (this.#held.size > cachedManifestsMax) this.#held.delete(this.#held.keys().next().value as string)
    try {
      return (await held) as M
    } catch (cause) {
      this.#held.delete(key)
      throw cause
    }
  }

  /** What was just written need not be read back. */
  remember(key: string, manifest: Manifest): void {
    this.#held.set(key, Promise.resolve(manifest))
  }
}

/** A few hundred partitions under way at once; the least recently used one goes first. */
const cachedManifestsMax = 512
