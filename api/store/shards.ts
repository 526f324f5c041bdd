/**
 * Rows of sharded collections: projections of the log, by key. A reader of one key reads the base segment of its shard and
 * the few deltas that hold all shards; what the tail brings is projected on the spot.
 */
import type { Json } from '@dormouse/model'
import { unpackRows } from './codec.ts'
import { type Specs, shardOf, specOf } from './layout.ts'
import { type ManifestCache, readBody, type SegmentRef, type ShardedManifest } from './manifest.ts'
import type { ObjectStore } from './objects.ts'
import { projectedRows } from './project.ts'
import type { TailContents } from './tail.ts'
import type { Projection, Root } from './view.ts'

export type Row = { [field: string]: Json }
type Stored = Row & { _key: string; _id: string; _order: number }

/** Rows with the sequence that brought them: the order they are read in. */
interface Sequenced {
  sequence: number
  order: number
  row: Row
}
type RowsByKey = Map<string, Map<string, Sequenced>>

interface Shard {
  /** The manifest it was loaded from; undefined: the collection had none. */
  manifest: string | undefined
  /** Everything folded up to here is in it. */
  sequence: number
  byKey: RowsByKey
  loading: Promise<void> | undefined
}

/** Shards kept in memory a collection, and deltas kept decoded for the next shard that asks. */
const shardsHeldMax = 64
const deltasHeldMax = 32

export interface ShardsDeps {
  objects: ObjectStore
  specs: Specs
  projections: readonly Projection[]
  manifests: ManifestCache
  tail: TailContents
  root(): Root
}

export class Shards {
  readonly #deps: ShardsDeps
  readonly #shards = new Map<string, Shard>()
  readonly #deltas = new Map<string, Promise<DecodedDelta>>()
  #tail: { from: number; to: number; rows: RowsByKey } = { from: 1, to: 0, rows: new Map() }

  constructor(deps: ShardsDeps) {
    this.#deps = deps
  }

  isCurrent(collection: string, key: string): boolean {
    const root = this.#deps.root()
    const shard = this.#shards.get(this.#shardKey(collection, key))
    return (
      shard !== undefined &&
      shard.manifest === root.manifests[collection] &&
      (shard.manifest === undefined || shard.sequence > 0) &&
      root.tail.every(entry => this.#deps.tail.operations(entry))
    )
  }

  async load(collection: string, key: string): Promise<void> {
    const shardKey = this.#shardKey(collection, key)
    let shard = this.#shards.get(shardKey)
    if (!shard) {
      if (this.#shards.size >= shardsHeldMax) this.#shards.delete(this.#shards.keys().next().value as string)
      shard = { manifest: undefined, sequence: 0, byKey: new Map(), loading: undefined }
      this.#shards.set(shardKey, shard)
    }
    const loaded = shard
    shard.loading ??= this.#catchUp(collection, key, loaded).finally(() => {
      loaded.loading = undefined
    })
    await Promise.all([shard.loading, this.#deps.tail.load(this.#deps.root().tail)])
  }

  /** Oldest first; a row that came again under its id stands where it came last. */
  rows(collection: string, key: string): Row[] {
    const rows = new Map(this.#shards.get(this.#shardKey(collection, key))?.byKey.get(key))
    for (const [id, row] of this.#tailRows().get(tailKey(collection, key)) ?? []) rows.set(id, row)
    return [...rows.values()].sort((a, b) => a.sequence - b.sequence || a.order - b.order).map(({ row }) => row)
  }

  clear(): void {
    this.#shards.clear()
    this.#deltas.clear()
    this.#tail = { from: 1, to: 0, rows: new Map() }
  }

  #shardKey(collection: string, key: string): string {
    return `${collection}\u0000${shardOf(key, this.#shardsOf(collection))}`
  }

  #shardsOf(collection: string): number {
    const { layout } = specOf(this.#deps.specs, collection)
    if (layout.kind !== 'sharded') throw new Error(`${collection} has no shards.`)
    return layout.shards
  }

  async #catchUp(collection: string, key: string, shard: Shard): Promise<void> {
    const { objects, manifests } = this.#deps
    const manifestKey = this.#deps.root().manifests[collection]
    if (manifestKey === undefined) return
    const manifest = await manifests.read<ShardedManifest>(manifestKey)
    const index = shardOf(key, manifest.shards)
    const base = manifest.base[index]
    const add = ({ _key, _id, _order, ...row }: Stored, sequence: number) =>
      addRow(shard.byKey, _key, _id, { sequence, order: _order, row })
    const [baseBody, ...deltas] = await Promise.all([
      base && base.to > shard.sequence ? readBody(objects, base.key) : undefined,
      ...manifest.deltas.filter(ref => ref.to > shard.sequence).map(ref => this.#delta(ref, manifest.shards)),
    ])
    if (baseBody)
      await unpackRows<Stored>(baseBody, shard.sequence, (rows, sequences) => {
        for (const [at, row] of rows.entries()) add(row, sequences[at] as number)
      })
    for (const delta of deltas) for (const { sequence, row } of delta.get(index) ?? []) add(row, sequence)
    shard.sequence = manifest.sequence
    shard.manifest = manifestKey
  }

  #delta(ref: SegmentRef, shards: number): Promise<DecodedDelta> {
    let delta = this.#deltas.get(ref.key)
    if (!delta) {
      if (this.#deltas.size >= deltasHeldMax) this.#deltas.delete(this.#deltas.keys().next().value as string)
      delta = decodeDelta(this.#deps.objects, ref, shards)
      this.#deltas.set(ref.key, delta)
      delta.catch(() => this.#deltas.delete(ref.key))
    }
    return delta
  }

  /** Rows that the tail brings, by collection and key; each entry is projected once. */
  #tailRows(): RowsByKey {
    const { root: rootOf, projections, tail } = this.#deps
    const root = rootOf()
    const from = root.tail[0]?.sequence ?? root.sequence + 1
    if (this.#tail.from !== from) this.#tail = { from, to: from - 1, rows: new Map() }
    for (const entry of root.tail) {
      if (entry.sequence <= this.#tail.to) continue
      const { sequence } = entry
      for (const { collection, key, id, row, order } of projectedRows(projections, entry, tail.operations(entry) ?? []))
        addRow(this.#tail.rows, tailKey(collection, key), id, { sequence, order, row })
      this.#tail.to = entry.sequence
    }
    return this.#tail.rows
  }
}

type DecodedDelta = Map<number, { sequence: number; row: Stored }[]>

async function decodeDelta(objects: ObjectStore, ref: SegmentRef, shards: number): Promise<DecodedDelta> {
  const byShard: DecodedDelta = new Map()
  await unpackRows<Stored>(await readBody(objects, ref.key), 0, (rows, sequences) => {
    for (const [index, row] of rows.entries()) {
      const shard = shardOf(row._key, shards)
      const held = byShard.get(shard)
      const entry = { sequence: sequences[index] as number, row }
      if (held) held.push(entry)
      else byShard.set(shard, [entry])
    }
  })
  return byShard
}

/** Later commits win, whatever the order in which files are read. */
function addRow(byKey: RowsByKey, key: string, id: string, row: Sequenced): void {
  const held = byKey.get(key)
  if (!held) byKey.set(key, new Map([[id, row]]))
  else if ((held.get(id)?.sequence ?? 0) <= row.sequence) held.set(id, row)
}

const tailKey = (collection: string, key: string): string => `${collection}\u0000${key}`
