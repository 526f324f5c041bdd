/**
 * A process's copy of the store: the newest root it has seen, and what it has loaded under it.
 *
 * What holds, whatever comes in between:
 * 1. A root is installed only if its sequence is greater: readers never go back.
 * 2. A read sees every commit that was acknowledged before it began: it waits for a GET of the root that began after it.
 * 3. `use` runs in the same turn in which everything it needs was found to stand at the installed root: one state, no waiting.
 * 4. What was loaded and is told of every entry is never read again; what missed entries reads only what it missed.
 */
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { Directories } from './directories.ts'
import { type Specs, specOf, specsByName } from './layout.ts'
import type { ChunkContent } from './log.ts'
import { ManifestCache, MissingObject } from './manifest.ts'
import type { ObjectStore } from './objects.ts'
import { Outcomes, type Remembered } from './outcomes.ts'
import { rootKey } from './paths.ts'
import { emptyRoot, parseRoot, rootTime, tailStart } from './root.ts'
import { Shards } from './shards.ts'
import { Tables } from './tables.ts'
import { TailContents } from './tail.ts'
import type { CollectionSpec, Entry, Needs, Projection, Reader, Root, View } from './view.ts'
import { OutcomeWaiters } from './waiters.ts'

export interface ReplicaDeps {
  objects: ObjectStore
  specs: readonly CollectionSpec[]
  projections: readonly Projection[]
  clock: Clock
  log?: Log
}

export const openReplica = (deps: ReplicaDeps): Replica => new Replica(deps)

/** Turns of loading and looking again before a read gives up on a store that changes faster than it can load. */
const loadTurnsMax = 100

export class Replica implements Reader {
  readonly specs: Specs
  readonly manifests: ManifestCache
  readonly tail: TailContents
  readonly tables: Tables
  readonly outcomes: Outcomes
  readonly #objects: ObjectStore
  readonly #directories: Directories
  readonly #shards: Shards
  readonly #waiters: OutcomeWaiters
  readonly #listeners = new Set<(entries: readonly Entry[], sequence: number) => void>()
  #root: Root = emptyRoot('', '')
  /** Undefined: no root was ever seen. */
  #tag: string | undefined
  #expected: { root: Root; contents: ReadonlyMap<string, ChunkContent> } | undefined
  #fetching: Promise<void> | undefined
  #fetchingNext: Promise<void> | undefined

  constructor({ objects, specs, projections, clock, log }: ReplicaDeps) {
    this.#objects = objects
    this.specs = specsByName(specs, projections)
    this.manifests = new ManifestCache(objects)
    this.tail = new TailContents(objects)
    const root = () => this.#root
    const shared = { objects, specs: this.specs, projections, manifests: this.manifests, tail: this.tail, root }
    this.tables = new Tables(shared)
    this.outcomes = new Outcomes(shared)
    this.#directories = new Directories({ ...shared, tables: this.tables })
    this.#shards = new Shards(shared)
    this.#waiters = new OutcomeWaiters({
      clock,
      log,
      isKnown: id => this.outcomes.get(id) !== undefined,
      look: id => this.#recall(id),
      refresh: () => this.refresh(),
    })
  }

  /** The newest root seen, and its tag to replace it by; without a tag there was none. */
  get root(): Root {
    return this.#root
  }
  get tag(): string | undefined {
    return this.#tag
  }

  async read<T>(needs: Needs, use: (view: View) => T): Promise<T> {
    await this.refresh()
    return this.pinned(needs, use)
  }

  /** As `read`, from the root that is installed, without asking for a newer one. */
  async pinned<T>(needs: Needs & { outcomes?: boolean }, use: (view: View) => T): Promise<T> {
    let missed: number | undefined
    for (let turn = 0; turn < loadTurnsMax; turn++) {
      const { sequence } = this.#root
      const loads = this.#lacking(needs)
      if (loads.length === 0) return use(this.#view)
      try {
        await Promise.all(loads)
      } catch (cause) {
        // The snapshot may be outdated: what it leads to was replaced and taken away, by the collector or an erasure, or by
        // one after another. Only a root that leads nowhere twice is a damaged store.
        if (!(cause instanceof MissingObject) || missed === sequence) throw cause
        missed = sequence
        await this.refresh()
      }
    }
    throw new Error(`The store changed ${loadTurnsMax} times while it was being read.`)
  }

  /** One conditional GET that begins after this call, shared by everybody who asks meanwhile. */
  refresh(): Promise<void> {
    if (!this.#fetching) {
      this.#fetching = this.#fetch().finally(() => {
        this.#fetching = undefined
      })
      return this.#fetching
    }
    // The one under way may have been answered before what the caller must see was written: wait for the next.
    this.#fetchingNext ??= this.#fetching
      .catch(() => undefined)
      .then(() => {
        this.#fetchingNext = undefined
        return this.refresh()
      })
    return this.#fetchingNext
  }

  /** Tells of a root that this process is publishing: whoever sees it first need not parse what is in memory. */
  expect(root: Root, contents: ReadonlyMap<string, ChunkContent>): void {
    this.#expected = { root, contents }
  }

  /** Makes a root the present one, unless a newer one is. Entries' chunks that were just written go with it. */
  install(root: Root, tag: string, contents: ReadonlyMap<string, ChunkContent> = new Map()): boolean {
    const before = this.#root
    // Remembered even if a reader was faster to see the very root: what the tail does not name is pruned soon.
    for (const [chunk, content] of contents) this.tail.remember(chunk, content)
    if (this.#tag !== undefined && root.sequence <= before.sequence) return false
    const isFollowing = root.epoch === before.epoch && tailStart(root) <= before.sequence + 1
    const entries = isFollowing ? root.tail.filter(entry => entry.sequence > before.sequence) : []
    this.#root = root
    this.#tag = tag
    this.#expected = undefined
    if (root.epoch !== before.epoch)
      for (const held of [this.tables, this.outcomes, this.#directories, this.#shards]) held.clear()
    if (isFollowing) {
      this.tables.follow(before, entries, root.sequence)
      this.outcomes.follow(before, entries, root.sequence)
    }
    this.tail.prune(root)
    this.#waiters.installed(isFollowing ? entries : undefined)
    for (const listener of this.#listeners) listener(entries, root.sequence)
    return true
  }

  outcome(commandId: string, waitMs: number): Promise<Remembered | undefined> {
    return this.#waiters.wait(commandId, waitMs)
  }

  subscribe(listener: (entries: readonly Entry[], sequence: number) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async close(): Promise<void> {
    this.#waiters.close()
    this.#listeners.clear()
  }

  async #fetch(): Promise<void> {
    const asked = this.#tag
    const got = await this.#objects.get(rootKey, asked === undefined ? {} : { ifNoneMatch: asked })
    if (got.kind === 'found') {
      const expected = this.#expected
      if (expected && bodyIs(got.body, expected.root)) this.install(expected.root, got.tag, expected.contents)
      else this.install(parseRoot(got.body, 'read', this.#root), got.tag)
    }
    if (got.kind === 'missing' && asked !== undefined)
      throw new Error('root.json has gone from the store: restore it from a backup before anything else is done.')
  }

  /** From the installed root: outcomes that were folded away are read, and results that lie in a chunk. */
  async #recall(id: string): Promise<Remembered | undefined> {
    const spilledIn = this.outcomes.get(id)?.spilledIn
    if (spilledIn) await this.tail.load([spilledIn])
    const needs = this.outcomes.get(id) ? {} : { outcomes: true }
    return this.pinned(needs, () => this.outcomes.get(id))
  }

  /** Loads for what does not stand at the root yet, begun; none when `use` may run now. */
  #lacking({
    collections = [],
    partitions = [],
    keys = [],
    outcomes,
  }: Needs & { outcomes?: boolean }): Promise<void>[] {
    const loads: Promise<void>[] = []
    if (outcomes && !this.outcomes.isCurrent()) loads.push(this.outcomes.load())
    for (const name of collections)
      if (specOf(this.specs, name).layout.kind === 'partitioned') {
        if (!this.#directories.isCurrent(name)) loads.push(this.#directories.load(name))
      } else if (!this.tables.current(name)) loads.push(this.tables.load(name))
    for (const [name, partition] of partitions)
      if (!this.tables.current(name, partition)) loads.push(this.tables.load(name, partition))
    for (const [name, key] of keys) if (!this.#shards.isCurrent(name, key)) loads.push(this.#shards.load(name, key))
    return loads
  }

  readonly #view: View = (() => {
    const replica = this
    const loaded = (collection: string, partition?: string) => {
      const table = replica.tables.current(collection, partition)
      if (!table) throw new Error(`${[collection, partition].filter(Boolean).join('/')} is read but was not asked for.`)
      return table
    }
    return {
      get sequence() {
        return replica.#root.sequence
      },
      get at() {
        return rootTime(replica.#root)
      },
      table: loaded,
      partition: loaded,
      partitions(collection) {
        if (!replica.#directories.isCurrent(collection)) throw new Error(`${collection} is read but was not asked for.`)
        return replica.#directories.partitions(collection)
      },
      rows(collection, key) {
        if (!replica.#shards.isCurrent(collection, key))
          throw new Error(`${collection} of ${key} is read but was not asked for.`)
        return replica.#shards.rows(collection, key)
      },
      outcome: id => replica.outcomes.get(id),
    } satisfies View
  })()
}

/** By the nonce, which stands at the beginning. */
const bodyIs = (body: Uint8Array, { nonce }: Root): boolean =>
  Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, 512)).includes(`"nonce":${JSON.stringify(nonce)}`)
