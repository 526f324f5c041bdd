/**
 * What the writer does with each type of command. A handler is pure and synchronous over a draft: a state that shows
 * what earlier commands of the same batch changed, and collects what this one changes. Answering a refusal discards it.
 */
import type { Actor, Command, Json, Outcome, Refused } from '@dormouse/model'
import type { Needs, StoredRecord } from '../store/view.ts'

export interface Handler {
  /** What `decide` will read. `rows`: the staged payload's lines, when the command has one. */
  needs(command: Command, rows: readonly Json[]): Needs
  decide(draft: Draft, command: Command, rows: readonly Json[]): Outcome
}

export interface Draft {
  /** The decision's time, UTC ISO 8601. */
  readonly now: string
  readonly actor: Actor
  readonly commandId: string
  /** The store's keyed hash of a normalised e-mail address: what suppressions and the ledger remember of it. */
  addressHash(address: string): string
  /** A whole collection, or one partition of a partitioned one. */
  table(collection: string, partition?: string): DraftTable
  /** Rows of a sharded collection (changes, received) as they were before this batch, oldest first. */
  rows(collection: string, key: string): { [field: string]: Json }[]
  /** A part of the command that may be refused by itself, e.g. one row of an import: what it changed is discarded then. */
  attempt<T>(work: () => T | Refused): T | Refused
  /** A fresh id in UUIDv7's form. The same command gets the same ids however often it is decided. */
  newId(): string
}

export interface DraftTable {
  readonly size: number
  get(id: string): StoredRecord | undefined
  values(): Iterable<StoredRecord>
  /** As `Table.lookup`, with this batch's changes seen. */
  lookup(path: string, value: string): readonly StoredRecord[]
  /** Adds base fields (createdAt ... version 1). The id must be free. */
  create(id: string, values: Record<string, Json>): StoredRecord
  /** Changes by dotted path. `quiet`: a value that the writer keeps, version and updatedAt stay. Equal values fall away. */
  set(id: string, changes: Record<string, Json>, options?: { quiet?: boolean }): StoredRecord
  remove(id: string): void
}

/**
 * Rules of one resource beyond its declaration (`writer/rules/<resource>.ts`), run inside every create, update and
 * delete of it, whoever asks.
 */
export interface ResourceRules {
  needs?: Needs
  /** May change `after` (derive, normalise, take over a suppression) or refuse. `before` undefined: a create. */
  prepare?(draft: Draft, before: StoredRecord | undefined, after: StoredRecord): StoredRecord | Refused
  /** May refuse that a record goes. */
  remove?(draft: Draft, record: StoredRecord): Refused | undefined
  /** What follows from it elsewhere. `after` undefined: it was removed. */
  follow?(draft: Draft, before: StoredRecord | undefined, after: StoredRecord | undefined): void
  /** Finds a record that the actor may read, where it lies in no table of its own (changes). */
  find?(draft: Draft, id: string): StoredRecord | undefined
  /** The decision behind each declared action. */
  actions?: Record<string, ActionRule>
}

export interface ActionRule {
  needs?(input: Json, id: string): Needs
  decide(draft: Draft, record: StoredRecord, input: Record<string, Json>, command: Command): Outcome
}
