/**
 * The answers to single rules, kept: which slots satisfy "tags contains vip". A rule is asked again and again (the same
 * filter, the next page, the count beside it), so its set is made once and then told of changes only.
 *
 * The predicate is the matcher's own, so a kept set can never mean something else than a scan would.
 */
import type { StoredRecord } from '../store/view.ts'
import { Bits } from './index-bits.ts'
import type { Slots } from './index-slots.ts'

/** 12 KB each at 100,000 records; the one that was not asked for longest is dropped. */
const setsMax = 96

interface Kept {
  bits: Bits
  seen: number
  holds: (record: StoredRecord) => boolean
}

export class Sets {
  #slots: Slots
  #kept = new Map<string, Kept>()

  constructor(slots: Slots) {
    this.#slots = slots
  }

  /**
   * The slots for which `holds`. Two predicates under one key must be the same. `first` makes the set faster than a
   * scan where there is an index for it. Never change what this answers: copy it.
   */
  of(key: string, holds: (record: StoredRecord) => boolean, first?: () => Bits): Bits {
    const kept = this.#kept.get(key)
    const changed = kept && this.#slots.changedSince(kept.seen)
    this.#kept.delete(key)
    if (kept && changed) {
      this.#take(kept, changed)
      this.#kept.set(key, kept)
      return kept.bits
    }
    if (this.#kept.size >= setsMax) this.#kept.delete(this.#kept.keys().next().value ?? '')
    const bits = first ? first() : this.#scan(holds)
    this.#kept.set(key, { bits, seen: this.#slots.position, holds })
    return bits
  }

  #scan(holds: (record: StoredRecord) => boolean): Bits {
    const { records } = this.#slots
    const bits = new Bits(records.length)
    for (let slot = 0; slot < records.length; slot++) {
      const record = records[slot]
      if (record && holds(record)) bits.set(slot)
    }
    return bits
  }

  #take(kept: Kept, changed: readonly number[]): void {
    kept.bits.grow(this.#slots.size)
    for (const slot of changed) {
      const record = this.#slots.records[slot]
      if (record && kept.holds(record)) kept.bits.set(slot)
      else kept.bits.clear(slot)
    }
    kept.seen = this.#slots.position
  }
}
