/**
 * The tables a process holds in memory: whole collections and single partitions, loaded when first asked for and from
 * then on told of every commit. A table that missed something (its entry's chunk was not at hand, the tail moved on) is
 * merely behind: its own sequence says so, and the next reader that needs it brings it up.
 */
import { applied } from './apply.ts'
import { partitionOf, type Specs, specOf } from './layout.ts'
import { Leanness } from './lean.ts'
import { loadTable } from './loading.ts'
import type { ManifestCache, PartitionedManifest, TableManifest } from './manifest.ts'
import type { ObjectStore } from './objects.ts'
import { tailStart } from './root.ts'
import { MemoryTable } from './table.ts'
import { type TailContents, touches } from './tail.ts'
import type { CommittedOperation, Entry, Root } from './view.ts'

export interface TablesDeps {
  objects: ObjectStore
  specs: Specs
  manifests: ManifestCache
  tail: TailContents
  /** The root that the process stands at. */
  root(): Root
}

interface Held {
  collection: string
  partition: string | undefined
  table: MemoryTable
  /** Everything up to here is in the table; -1 when nothing was loaded yet. */
  sequence: number
  loading: Promise<void> | undefined
  usedAt: number
}

/** Partitions kept in memory beyond those in use; the least recently used go first. */
const partitionsHeldMax = 64
const partitionRowsHeldMax = 300_000

export class Tables {
  readonly #deps: TablesDeps
  /** Whole collections under their name, partitions under name and partition. */
  readonly #held = new Map<string, Held>()
  readonly #leanness = new Leanness()
  #uses = 0

  constructor(deps: TablesDeps) {
    this.#deps = deps
  }

  /** The table if it stands exactly at the root. */
  current(collection: string, partition?: string): MemoryTable | undefined {
    const held = this.#held.get(keyOf(collection, partition))
    if (!held || held.sequence !== this.#deps.root().sequence) return undefined
    held.usedAt = ++this.#uses
    return held.table
  }

  /** Brings a table up to the root, or nearer: call it until `current` answers. Concurrent callers share one load. */
  async load(collection: string, partition?: string): Promise<void> {
    const key = keyOf(collection, partition)
    let held = this.#held.get(key)
    if (!held) {
      specOf(this.#deps.specs, collection)
      held = { collection, partition, table: new MemoryTable(collection), sequence: -1, loading: undefined, usedAt: 0 }
      this.#held.set(key, held)
      this.#evict(held)
    }
    const loaded = held
    held.usedAt = ++this.#uses
    held.loading ??= this.#catchUp(loaded).finally(() => {
      loaded.loading = undefined
    })
    await held.loading
  }

  /** Tells every table that stands at `before` of what has been committed since. */
  follow(before: Root, entries: readonly Entry[], sequence: number): void {
    const behind = new Set<Held>()
    for (const entry of entries) {
      const operations = this.#deps.tail.operations(entry)
      if (operations) for (const operation of operations) this.#apply(operation, before.sequence, behind)
      else
        for (const held of this.#held.values())
          if (held.sequence === before.sequence && !behind.has(held) && touches(entry, held.collection)) {
            behind.add(held)
            held.sequence = entry.sequence - 1
          }
    }
    for (const held of this.#held.values())
      if (held.sequence === before.sequence && !behind.has(held)) held.sequence = sequence
  }

  /** Drops everything: what was held may no longer be trusted. */
  clear(): void {
    this.#held.clear()
  }

  #apply(operation: CommittedOperation, sequence: number, behind: ReadonlySet<Held>): void {
    const held = this.#held.get(keyOf(operation.on, this.partitionOf(operation)))
    if (held && held.sequence === sequence && !behind.has(held)) this.#change(held, operation)
  }

  /** Which partition an operation belongs to; undefined for whole collections. */
  partitionOf(operation: CommittedOperation): string | undefined {
    const spec = specOf(this.#deps.specs, operation.on)
    if (spec.layout.kind !== 'partitioned') return undefined
    if (operation.in !== undefined) return operation.in
    if ('put' in operation) return partitionOf(spec, operation.put)
    if ('drop' in operation) return partitionOf(spec, operation.drop)
    // The record says so itself, if any partition that is held knows it.
    for (const held of this.#held.values())
      if (held.collection === operation.on && held.table.get(operation.id)) return held.partition
    throw new Error(`Nothing says in which partition ${operation.on}/${operation.id} lies.`)
  }

  #change(held: Held, operation: CommittedOperation): void {
    const { upcast } = specOf(this.#deps.specs, held.collection)
    if ('put' in operation) this.#leanness.lean(operation.put)
    const after = applied(held.table.get(operation.id), operation)
    if (!after) held.table.remove(operation.id)
    else held.table.put(upcast ? upcast(after) : after)
  }

  async #catchUp(held: Held): Promise<void> {
    const { objects, specs, tail } = this.#deps
    const root = this.#deps.root()
    const folded = tailStart(root) - 1
    if (held.sequence < folded) {
      // A first load that failed half-way may have left what was removed since.
      if (held.sequence < 0) held.table = new MemoryTable(held.collection)
      const manifest = await this.#manifest(root, held)
      const upcast = specOf(specs, held.collection).upcast
      if (manifest)
        await loadTable(
          { objects, leanness: this.#leanness, ...(upcast && { upcast }) },
          held.table,
          manifest,
          Math.max(0, held.sequence),
        )
      held.sequence = folded
    }
    // The root may have moved on meanwhile: its tail is applied where it still follows on what the table has.
    const missed = (now: Root) => now.tail.filter(entry => entry.sequence > held.sequence)
    await tail.load(missed(this.#deps.root()).filter(entry => touches(entry, held.collection)))
    const now = this.#deps.root()
    if (held.sequence < tailStart(now) - 1 || now.epoch !== root.epoch) return
    for (const entry of missed(now)) {
      const operations = touches(entry, held.collection) ? tail.operations(entry) : []
      if (!operations) return
      for (const operation of operations)
        if (operation.on === held.collection && this.partitionOf(operation) === held.partition)
          this.#change(held, operation)
      held.sequence = entry.sequence
    }
    held.sequence = now.sequence
  }

  async #manifest(root: Root, held: Held): Promise<TableManifest | undefined> {
    const key = root.manifests[held.collection]
    if (key === undefined) return undefined
    if (held.partition === undefined) return this.#deps.manifests.read<TableManifest>(key)
    const directory = await this.#deps.manifests.read<PartitionedManifest>(key)
    const found = Object.hasOwn(directory.partitions, held.partition) && directory.partitions[held.partition]
    return found ? this.#deps.manifests.read<TableManifest>(found.manifest) : undefined
  }

  /** Makes room for a partition that is about to be loaded. */
  #evict(kept: Held): void {
    if (kept.partition === undefined) return
    const idle = [...this.#held.values()]
      .filter(held => held.partition !== undefined && !held.loading && held !== kept)
      .sort((a, b) => b.usedAt - a.usedAt)
    let rows = 0
    for (const [index, held] of idle.entries()) {
      rows += held.table.size
      if (index >= partitionsHeldMax || rows > partitionRowsHeldMax)
        this.#held.delete(keyOf(held.collection, held.partition))
    }
  }
}

const keyOf = (collection: string, partition: string | undefined): string =>
  partition === undefined ? collection : `${collection}\u0000${partition}`
