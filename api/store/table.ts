/** A collection (or one partition of it) in memory: records by id, and the indexes that follow them. */
import { valueAt } from './apply.ts'
import type { StoredRecord, Table, TableIndex } from './view.ts'

export class MemoryTable implements Table {
  readonly name: string
  readonly #records = new Map<string, StoredRecord>()
  readonly #lookups = new Map<string, Lookup>()
  readonly #indexes = new Map<string, TableIndex>()
  /** Everybody who is told of changes: lookups and indexes, in one list because every write walks it. */
  readonly #told: TableIndex[] = []

  constructor(name: string) {
    this.name = name
  }

  get size(): number {
    return this.#records.size
  }

  get(id: string): StoredRecord | undefined {
    return this.#records.get(id)
  }

  values(): IterableIterator<StoredRecord> {
    return this.#records.values()
  }

  lookup(path: string, value: string): readonly StoredRecord[] {
    let lookup = this.#lookups.get(path)
    if (!lookup) {
      lookup = new Lookup(path)
      this.#lookups.set(path, lookup)
      this.#tell(lookup)
    }
    return lookup.ids(value).map(id => this.#records.get(id) as StoredRecord)
  }

  index<I extends TableIndex>(name: string, make: () => I): I {
    const known = this.#indexes.get(name)
    if (known) return known as I
    const index = make()
    this.#indexes.set(name, index)
    this.#tell(index)
    return index
  }

  /** Creates or replaces. */
  put(record: StoredRecord): void {
    const before = this.#told.length > 0 ? this.#records.get(record.id) : undefined
    this.#records.set(record.id, record)
    for (const told of this.#told) told.change(before, record)
  }

  remove(id: string): void {
    const before = this.#records.get(id)
    if (!before) return
    this.#records.delete(id)
    for (const told of this.#told) told.change(before, undefined)
  }

  #tell(index: TableIndex): void {
    for (const record of this.#records.values()) index.change(undefined, record)
    this.#told.push(index)
  }
}

/** Ids by the text of what stands at a path. It holds ids, not records, so that a change elsewhere costs nothing. */
class Lookup implements TableIndex {
  readonly #path: string
  /** One id as it is, several as a set: most lookups are of values that nearly nobody shares. */
  readonly #byText = new Map<string, string | Set<string>>()

  constructor(path: string) {
    this.#path = path
  }

  ids(text: string): string[] {
    const held = this.#byText.get(text)
    return held === undefined ? [] : typeof held === 'string' ? [held] : [...held]
  }

  change(before: StoredRecord | undefined, after: StoredRecord | undefined): void {
    const from = before ? valueAt(before, this.#path) : undefined
    const to = after ? valueAt(after, this.#path) : undefined
    if (from === to && before && after) return
    if (before) for (const text of textsOf(from)) this.#remove(text, before.id)
    if (after) for (const text of textsOf(to)) this.#add(text, after.id)
  }

  #add(text: string, id: string): void {
    const held = this.#byText.get(text)
    if (held === undefined) this.#byText.set(text, id)
    else if (typeof held !== 'string') held.add(id)
    else if (held !== id) this.#byText.set(text, new Set([held, id]))
  }

  #remove(text: string, id: string): void {
    const held = this.#byText.get(text)
    if (held === id) this.#byText.delete(text)
    else if (held instanceof Set) {
      held.delete(id)
      if (held.size === 0) this.#byText.delete(text)
    }
  }
}

/** What a value is found under: its own text, each text of a list, nothing for what is empty or an object. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)]
  return Array.isArray(value) ? [...new Set(value.flatMap(textsOf))] : []
}
