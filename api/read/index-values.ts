/** The records of a table by what one of their fields holds: one value, or each value of a list. */
import type { Json } from '@dormouse/model'
import type { StoredRecord } from '../store/view.ts'
import { Bits } from './index-bits.ts'
import type { Slots } from './index-slots.ts'

export type Value = string | number | boolean | null

export class Values {
  #slots: Slots
  #valuesOf: (record: StoredRecord) => readonly Value[]
  /** One slot as it is, several as a list: most values of a name or an address are nearly nobody else's. */
  #byValue = new Map<Value, number | number[]>()
  #held: (readonly Value[])[] = []
  #seen = 0

  constructor(slots: Slots, valuesOf: (record: StoredRecord) => readonly Value[]) {
    this.#slots = slots
    this.#valuesOf = valuesOf
    this.#build()
  }

  refresh(): this {
    const changed = this.#slots.changedSince(this.#seen)
    if (!changed) this.#build()
    else for (const slot of changed) this.#take(slot)
    this.#seen = this.#slots.position
    return this
  }

  /** The slots of the records that hold any of the values. */
  any(values: readonly Value[]): Bits {
    const bits = new Bits(this.#slots.size)
    for (const value of values) {
      const slots = this.#byValue.get(value)
      if (typeof slots === 'number') bits.set(slots)
      else if (slots) for (const slot of slots) bits.set(slot)
    }
    return bits
  }

  #build(): void {
    this.#byValue.clear()
    this.#held = []
    for (let slot = 0; slot < this.#slots.size; slot++) this.#take(slot)
    this.#seen = this.#slots.position
  }

  #take(slot: number): void {
    const record = this.#slots.records[slot]
    const before = this.#held[slot] ?? nothing
    const after = record ? this.#valuesOf(record) : nothing
    if (before.length === after.length && before.every((value, at) => value === after[at])) return
    for (const value of before) this.#remove(value, slot)
    for (const value of after) this.#add(value, slot)
    while (this.#held.length < slot) this.#held.push(nothing)
    this.#held[slot] = after
  }

  #add(value: Value, slot: number): void {
    const slots = this.#byValue.get(value)
    if (slots === undefined) this.#byValue.set(value, slot)
    else if (typeof slots === 'number') this.#byValue.set(value, [slots, slot])
    else slots.push(slot)
  }

  #remove(value: Value, slot: number): void {
    const slots = this.#byValue.get(value)
    if (typeof slots === 'number') this.#byValue.delete(value)
    else if (slots) {
      const at = slots.indexOf(slot)
      const last = slots.pop()
      if (last !== undefined && at >= 0 && at < slots.length) slots[at] = last
      if (slots.length === 0) this.#byValue.delete(value)
    }
  }
}

const nothing: readonly Value[] = []

/** The values of a list, each once. */
export const distinct = (list: Json | undefined, as: (each: Json) => Value): readonly Value[] =>
  Array.isArray(list) ? [...new Set(list.map(as))] : nothing
