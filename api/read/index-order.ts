/**
 * The records of a table in the order of one field, kept: a page is a slice of it, and the records with one value, or in
 * a range of values, stand side by side in it.
 *
 * Order: key ascending, records without a value last, equal keys by id.
 */
import type { StoredRecord } from '../store/view.ts'
import { Bits } from './index-bits.ts'
import type { Key } from './index-keys.ts'
import type { Slots } from './index-slots.ts'

/** How the keys of one field are made and compared; null is never compared. */
export interface Keys {
  of(record: StoredRecord): Key
  compare(a: never, b: never): number
  /** A number that orders keys where it differs; NaN: ask `compare`. Makes the first sorting several times faster. */
  prefix?(key: Key): number
}

export interface PageOf {
  chosen: Bits | undefined
  descending: boolean
  first: number
  wanted: number
}

/** Up to this many changes are put in their places one by one; more are merged in one pass. */
const oneByOneMax = 48

export class Order {
  #slots: Slots
  #made: Keys
  #keys: Key[] = []
  #order = new Uint32Array(0)
  #length = 0
  #seen = 0

  constructor(slots: Slots, keys: Keys) {
    this.#slots = slots
    this.#made = keys
    this.#build()
  }

  /** Brings it up to date. Call before reading from it. */
  refresh(): this {
    const changed = this.#slots.changedSince(this.#seen)
    if (!changed) this.#build()
    else if (changed.length > 0) this.#take(new Set(changed))
    this.#seen = this.#slots.position
    return this
  }

  get length(): number {
    return this.#length
  }

  slotAt(at: number): number {
    return this.#order[at] ?? -1
  }

  keyAt(at: number): Key {
    return this.#keys[this.slotAt(at)] ?? null
  }

  /** Where the records without a value begin. */
  get emptyFrom(): number {
    return this.#search(at => this.keyAt(at) === null)
  }

  /** The first place whose key is `key` or above (`above`: strictly above). */
  place(key: Key, above = false): number {
    return this.#search(at => {
      const compared = this.#compareKeys(this.keyAt(at), key)
      return above ? compared > 0 : compared >= 0
    })
  }

  /** The slots that stand from `from` up to, not including, `to`. */
  between(from: number, to: number): Bits {
    const bits = new Bits(this.#slots.size)
    for (let at = from; at < to; at++) bits.set(this.#order[at] ?? 0)
    return bits
  }

  /**
   * `wanted` slots behind the `first` ones, of the `chosen` ones (undefined: of all). Descending, records without a value
   * are still last, and equal keys still go by id.
   */
  page({ chosen, descending, first, wanted }: PageOf): number[] {
    const page: number[] = []
    let skip = first
    const take = (from: number, to: number): boolean => {
      let at = from
      if (!chosen) {
        const passed = Math.min(skip, to - from)
        skip -= passed
        at += passed
      }
      for (; at < to && page.length < wanted; at++) {
        const slot = this.#order[at] ?? 0
        if (chosen && !chosen.has(slot)) continue
        if (skip > 0) skip--
        else page.push(slot)
      }
      return page.length < wanted
    }
    const filled = this.emptyFrom
    if (!descending) take(0, this.#length)
    else if (this.#runsDown(filled, take)) take(filled, this.#length)
    return page
  }

  /** Runs of equal keys, the last run first; false once `take` has enough. */
  #runsDown(filled: number, take: (from: number, to: number) => boolean): boolean {
    for (let end = filled; end > 0; ) {
      let begin = end - 1
      const key = this.keyAt(begin)
      while (begin > 0 && this.keyAt(begin - 1) === key) begin--
      if (!take(begin, end)) return false
      end = begin
    }
    return true
  }

  #build(): void {
    const { records } = this.#slots
    this.#keys = records.map(record => (record ? this.#made.of(record) : null))
    const slots: number[] = []
    for (let slot = 0; slot < records.length; slot++) if (records[slot]) slots.push(slot)
    slots.sort(this.#comparison())
    this.#order = Uint32Array.from(slots)
    this.#length = slots.length
    this.#seen = this.#slots.position
  }

  #comparison(): (a: number, b: number) => number {
    const { prefix } = this.#made
    if (!prefix) return (a, b) => this.#compare(a, b)
    const prefixes = Float64Array.from(this.#keys, prefix)
    return (a, b) => {
      const difference = (prefixes[a] as number) - (prefixes[b] as number)
      // Neither 0 nor NaN: settled.
      return difference < 0 || difference > 0 ? difference : this.#compare(a, b)
    }
  }

  #take(changed: Set<number>): void {
    const moved: number[] = []
    for (const slot of changed) {
      const record = this.#slots.records[slot]
      const isNew = slot >= this.#keys.length
      if (!isNew && record && this.#stands(slot) && this.#made.of(record) === this.#keys[slot]) continue
      moved.push(slot)
    }
    if (moved.length <= oneByOneMax) for (const slot of moved) this.#move(slot)
    else this.#merge(moved)
  }

  #move(slot: number): void {
    const stood = slot < this.#keys.length ? this.#find(slot) : undefined
    if (stood !== undefined) {
      this.#order.copyWithin(stood, stood + 1, this.#length)
      this.#length--
    }
    const record = this.#slots.records[slot]
    this.#setKey(slot, record)
    if (!record) return
    const at = this.#search(each => this.#compare(this.slotAt(each), slot) >= 0)
    this.#makeRoom(this.#length + 1)
    this.#order.copyWithin(at + 1, at, this.#length)
    this.#order[at] = slot
    this.#length++
  }

  #merge(moved: number[]): void {
    const leaving = new Bits(this.#slots.size)
    for (const slot of moved) leaving.set(slot)
    let kept = 0
    for (let at = 0; at < this.#length; at++) {
      const slot = this.#order[at] ?? 0
      if (!leaving.has(slot)) this.#order[kept++] = slot
    }
    for (const slot of moved) this.#setKey(slot, this.#slots.records[slot])
    const coming = moved.filter(slot => this.#slots.records[slot]).sort((a, b) => this.#compare(a, b))
    this.#makeRoom(kept + coming.length)
    // From the end, so that nothing is overwritten before it has been read.
    let old = kept - 1
    let added = coming.length - 1
    for (let at = kept + coming.length - 1; added >= 0; at--) {
      const slot = coming[added] ?? 0
      if (old >= 0 && this.#compare(this.slotAt(old), slot) > 0) this.#order[at] = this.slotAt(old--)
      else {
        this.#order[at] = slot
        added--
      }
    }
    this.#length = kept + coming.length
  }

  #setKey(slot: number, record: StoredRecord | undefined): void {
    while (this.#keys.length < slot) this.#keys.push(null)
    this.#keys[slot] = record ? this.#made.of(record) : null
  }

  #makeRoom(length: number): void {
    if (length <= this.#order.length) return
    const order = new Uint32Array(Math.max(length, this.#order.length + (this.#order.length >>> 1) + 64))
    order.set(this.#order.subarray(0, this.#length))
    this.#order = order
  }

  #stands(slot: number): boolean {
    return this.#find(slot) !== undefined
  }

  #find(slot: number): number | undefined {
    const at = this.#search(each => this.#compare(this.slotAt(each), slot) >= 0)
    return at < this.#length && this.slotAt(at) === slot ? at : undefined
  }

  #compare(a: number, b: number): number {
    const compared = this.#compareKeys(this.#keys[a] ?? null, this.#keys[b] ?? null)
    if (compared !== 0) return compared
    const [idA, idB] = [this.#slots.ids[a] ?? '', this.#slots.ids[b] ?? '']
    return idA < idB ? -1 : idA > idB ? 1 : 0
  }

  /** The first place for which `holds`, which must stay true from there on. */
  #search(holds: (at: number) => boolean): number {
    let [low, high] = [0, this.#length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (holds(middle)) high = middle
      else low = middle + 1
    }
    return low
  }

  /** Ascending, without a value last. */
  #compareKeys(a: Key, b: Key): number {
    if (a === b) return 0
    if (a === null) return 1
    if (b === null) return -1
    return this.#made.compare(a as never, b as never)
  }
}
