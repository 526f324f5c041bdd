/**
 * Numbers the records of a table, so that indexes can be arrays and bits.
 *
 * 1. A slot belongs to one id for good: a removed record leaves its slot empty, a new one gets the next.
 * 2. A change is O(1), however many indexes there are: its slot goes into a journal, and each index catches up from where
 *    it stands when somebody uses it next. Nobody pays for an index that nobody uses.
 * 3. An index that has fallen behind the journal's beginning builds itself anew.
 */
import type { StoredRecord } from '../store/view.ts'

/** Longer than this, catching up would cost as much as building anew. */
const journalMax = 50_000

export class Slots {
  readonly records: (StoredRecord | undefined)[] = []
  readonly ids: string[] = []
  /** How many slots hold a record. */
  live = 0
  #slotOf = new Map<string, number>()
  #journal: number[] = []
  /** What the journal's first entry is numbered. */
  #first = 0

  constructor(records: Iterable<StoredRecord>) {
    for (const record of records) this.#add(record)
  }

  /** How many slots there are, empty ones included. */
  get size(): number {
    return this.records.length
  }

  slotOf(id: string): number | undefined {
    return this.#slotOf.get(id)
  }

  change(before: StoredRecord | undefined, after: StoredRecord | undefined): void {
    const id = (after ?? before)?.id
    if (id === undefined) return
    const slot = this.#slotOf.get(id)
    if (after && slot === undefined) this.#note(this.#add(after))
    else if (slot !== undefined) {
      this.records[slot] = after
      if (!after) {
        this.#slotOf.delete(id)
        this.live--
      }
      this.#note(slot)
    }
  }

  /** Where the journal ends now: what an index that has just been built has seen. */
  get position(): number {
    return this.#first + this.#journal.length
  }

  /** The slots changed since `position`; undefined when that is too long ago. A slot may be named more than once. */
  changedSince(position: number): readonly number[] | undefined {
    if (position < this.#first) return undefined
    return position === this.position ? nothing : this.#journal.slice(position - this.#first)
  }

  /** More than half of the slots are empty: whoever holds this had better number anew. */
  get isSparse(): boolean {
    return this.size > 1_024 && this.live < this.size / 2
  }

  #add(record: StoredRecord): number {
    const slot = this.records.length
    this.records.push(record)
    this.ids.push(record.id)
    this.#slotOf.set(record.id, slot)
    this.live++
    return slot
  }

  #note(slot: number): void {
    if (this.#journal.length >= journalMax) {
      this.#first += this.#journal.length
      this.#journal = []
    }
    this.#journal.push(slot)
  }
}

const nothing: readonly number[] = []
