/**
 * What the store holds and how the rest of the product sees it. The store knows no resource by name: it is told the
 * collections and their layouts, and projections that turn operations into rows of derived collections.
 */
import type { Actor, Json, Outcome } from '@dormouse/model'

/** One stored record. Every declared field is present, `null` (or `[]`) when empty. */
export interface StoredRecord {
  id: string
  createdAt: string
  createdBy: string
  updatedAt: string
  updatedBy: string
  /** Rises by one with every change of a person's; values that the writer keeps do not raise it. */
  version: number
  [field: string]: Json
}

/**
 * One change of one record: state and history at once. `set` and `was` have the same keys: dotted leaf paths
 * (`address.city`, `properties.shirtSize`). The log of operations IS the history; change rows are projected from it.
 */
export type Operation =
  | { on: string; id: string; put: StoredRecord }
  | { on: string; id: string; set: Record<string, Json>; was: Record<string, Json> }
  | { on: string; id: string; drop: StoredRecord }

/**
 * An operation and the index, within its entry, of the command that caused it. `in` is the partition, for records of a
 * partitioned collection: planners may leave it out, the committer fills it in (a `set` alone would not tell).
 */
export type CommittedOperation = Operation & { by: number; in?: string }

/** One commit: one group of commands, decided together. */
export interface Entry {
  sequence: number
  /** UTC ISO 8601; never before the previous entry's. */
  at: string
  commands: CommittedCommand[]
  /** Inline, or the log chunk that holds them when they pass 8 KB. */
  operations: CommittedOperation[] | { chunk: string; bytes: number; collections: string[] }
}

export interface CommittedCommand {
  id: string
  actor: Actor['id']
  outcome: Outcome
  /** The outcome was too large for the root: its result (or its problem's details) stands in the entry's log chunk. */
  spilled?: true
}

export interface QueuePassed {
  id: string
  watermark: string
}

export interface Root {
  format: number
  minReader: number
  minWriter: number
  sequence: number
  nonce: string
  /** Rises when what was there before may no longer be trusted (restore, erasure): whoever holds records drops them. */
  epoch: number
  /** The queue that the newest commit took its messages from, and the number up to which they are decided. */
  queue: QueuePassed
  /** The same of queues before it, newest first: a message of theirs may come late. Absent until a second queue feeds the store. */
  formerQueues?: QueuePassed[]
  /** Collection → key of its manifest. One key per collection, never per partition. */
  manifests: Record<string, string>
  /** Key of the log's manifest; null before the first fold. */
  log: string | null
  tail: Entry[]
}

/**
 * How a collection lies in files and in memory.
 * - `whole`: read as one, all of it in memory once anybody asked (contacts, campaigns ...).
 * - `partitioned`: one manifest and one memory table per value of a field (deliveries by campaign).
 * - `sharded`: 256 shards by hash of a key; only the asked shard is read (changes by record, received by contact).
 */
export type Layout = { kind: 'whole' } | { kind: 'partitioned'; by: string } | { kind: 'sharded'; shards: number }

export interface CollectionSpec {
  name: string
  layout: Layout
  /** Partitions keep counts by this field's value in their manifest (deliveries by state). */
  countBy?: string
  /**
   * Upcasts a record of an old file to the present schema. Pure, and idempotent: it tells what is old by the shape. It runs
   * after each change of the log as well, and a change from before may set a field of the old shape on a record that is
   * in the new one already: where both stand, the old field is the newer news.
   */
  upcast?(record: StoredRecord): StoredRecord
}

/** Rows of a sharded collection that follow from each operation (changes, received). Pure; computed at fold and on read of the tail. */
export interface Projection {
  collection: string
  rows(operation: CommittedOperation, entry: Entry, index: number): ProjectedRow[]
}

export interface ProjectedRow {
  /** What the shard is chosen by, e.g. `contacts/123`. */
  key: string
  /** Unique within the key; a later row of the same id replaces the earlier. */
  id: string
  row: { [field: string]: Json }
}

/** What a reader or a command has to have in memory before it can be answered synchronously. */
export interface Needs {
  /** Whole collections. */
  collections?: readonly string[]
  /** [collection, partition] pairs. */
  partitions?: readonly (readonly [collection: string, partition: string])[]
  /** [collection, key] pairs of sharded collections. */
  keys?: readonly (readonly [collection: string, key: string])[]
}

/** One consistent state at one sequence. Valid only during the synchronous callback it was given to. */
export interface View {
  readonly sequence: number
  readonly at: string
  table(collection: string): Table
  /** Empty when the partition does not exist. */
  partition(collection: string, partition: string): Table
  /** Names of the partitions of a collection, with their counts. Needs the collection in `collections`. */
  partitions(collection: string): { partition: string; rows: number; counts: Record<string, number> }[]
  /** Rows of a sharded collection under one key, oldest first. */
  rows(collection: string, key: string): { [field: string]: Json }[]
  /** The outcome of a command, if it is remembered (24 h) and was loaded. */
  outcome(commandId: string): { actor: string; outcome: Outcome; sequence: number } | undefined
}

/** The records of a whole collection or of one partition. Records are frozen by convention: never mutate one. */
export interface Table {
  readonly name: string
  readonly size: number
  get(id: string): StoredRecord | undefined
  values(): IterableIterator<StoredRecord>
  /** Records whose `path` holds `value` (lists: contains it), through an index built at first use and maintained. */
  lookup(path: string, value: string): readonly StoredRecord[]
  /** Registers an index under a name, builds it from what is there, and keeps it told of every change. Idempotent. */
  index<I extends TableIndex>(name: string, make: () => I): I
}

export interface TableIndex {
  /** `before` undefined: created; `after` undefined: removed. */
  change(before: StoredRecord | undefined, after: StoredRecord | undefined): void
}

/** The one way to read. */
export interface Reader {
  /** Pins the newest root (one conditional GET), loads what is needed, then calls `use` synchronously. */
  read<T>(needs: Needs, use: (view: View) => T): Promise<T>
  /** Resolves with the outcome of a command once it is readable; undefined after `waitMs`. */
  outcome(commandId: string, waitMs: number): Promise<{ actor: string; outcome: Outcome; sequence: number } | undefined>
  /** Called after each newly installed root, with the entries it brought (none when the tail was missed). */
  subscribe(listener: (entries: readonly Entry[], sequence: number) => void): () => void
  close(): Promise<void>
}

/**
 * Decides a batch. The store's committer pins a state, loads what the batch needs, calls `decide` synchronously and
 * publishes what it answers by one compare-and-swap; after an unknown outcome or a lost race it may call `decide` again
 * on a newer state, so `decide` must be pure: same view, same messages, same now → same plan.
 */
export interface Planner<Message> {
  /** Reads staged payloads and says what the batch needs. Infrastructure trouble throws. */
  prepare(messages: readonly Message[]): Promise<Needs>
  /** One outcome per message, in order. A refusal carries no operations. */
  decide(view: View, messages: readonly Message[], now: string): Plan
}

export interface Plan {
  commands: { id: string; actor: string; outcome: Outcome }[]
  /** `by` is the index into `commands`. */
  operations: CommittedOperation[]
  /** Messages nobody could read: set aside under `quarantine/` for a person, beside their committed refusal. */
  quarantine?: { commandId: string; why: string }[]
}
