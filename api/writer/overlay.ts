/**
 * One table as a batch sees it: the pinned state below, what this batch has changed above. A change answers what undoes
 * it, so that a refused command leaves nothing behind without a second layer to look through on every read.
 */
import { at, type Json } from '@dormouse/model'
import type { StoredRecord, Table } from '../store/view.ts'

export class Overlay {
  readonly #base: Table
  /** undefined: removed by this batch. */
  readonly #changed = new Map<string, StoredRecord | undefined>()
  /** Path → value → ids, over the changed records alone; built at the first lookup of a path. */
  readonly #indexes = new Map<string, Map<string, Set<string>>>()
  #size: number
  /** Of a partitioned collection: which one this is. */
  readonly partition: string | undefined

  constructor(base: Table, partition?: string) {
    this.partition = partition
    this.#base = base
    this.#size = base.size
  }

  get size(): number {
    return this.#size
  }

  get(id: string): StoredRecord | undefined {
    return this.#changed.has(id) ? this.#changed.get(id) : this.#base.get(id)
  }

  *values(): IterableIterator<StoredRecord> {
    for (const record of this.#base.values()) if (!this.#changed.has(record.id)) yield record
    for (const record of this.#changed.values()) if (record) yield record
  }

  lookup(path: string, value: string): readonly StoredRecord[] {
    const below = this.#base.lookup(path, value)
    if (this.#changed.size === 0) return below
    const above = this.#index(path).get(value)
    const found = below.filter(record => !this.#changed.has(record.id))
    for (const id of above ?? []) found.push(this.#changed.get(id) as StoredRecord)
    return found
  }

  /** `undefined` removes. Answers how to take it back; undo in the reverse order of writing. */
  write(id: string, record: StoredRecord | undefined): () => void {
    const known = this.#changed.has(id)
    const before = this.get(id)
    this.#replace(id, before, record)
    return () => {
      this.#replace(id, record, before)
      if (!known) this.#forget(id)
    }
  }

  #replace(id: string, before: StoredRecord | undefined, after: StoredRecord | undefined): void {
    this.#size += (after ? 1 : 0) - (before ? 1 : 0)
    const known = this.#changed.has(id)
    this.#changed.set(id, after)
    for (const [path, index] of this.#indexes) {
      if (known && before) for (const value of heldAt(before, path)) index.get(value)?.delete(id)
      if (after) file(index, id, after, path)
    }
  }

  /** The base's own record counts again; the index knows changed records only. */
  #forget(id: string): void {
    const record = this.#changed.get(id)
    this.#changed.delete(id)
    if (!record) return
    for (const [path, index] of this.#indexes) for (const value of heldAt(record, path)) index.get(value)?.delete(id)
  }

  #index(path: string): Map<string, Set<string>> {
    const known = this.#indexes.get(path)
    if (known) return known
    const index = new Map<string, Set<string>>()
    for (const [id, record] of this.#changed) if (record) file(index, id, record, path)
    this.#indexes.set(path, index)
    return index
  }
}

function file(index: Map<string, Set<string>>, id: string, record: StoredRecord, path: string): void {
  for (const value of heldAt(record, path)) {
    const ids = index.get(value)
    if (ids) ids.add(id)
    else index.set(value, new Set([id]))
  }
}

/** What a record is found by under a path: its value, or each one of a list. */
function heldAt(record: StoredRecord, path: string): readonly string[] {
  const held: Json | undefined = path.includes('.') ? at(record, path) : record[path]
  if (held === null || held === undefined) return []
  return Array.isArray(held) ? held.map(String) : [String(held)]
}
