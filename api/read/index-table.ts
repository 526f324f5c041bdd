/**
 * The maintained indexes of one table, each built when it is first used. `Table.index` feeds it with every record and
 * every change; see `index-slots.ts` for what a change costs.
 */
import {
  type AnyResource,
  type Field,
  fold,
  getter,
  kindOf,
  leafAt,
  type Property,
  sortKey,
  text,
} from '@dormouse/model'
import type { StoredRecord, Table, TableIndex } from '../store/view.ts'
import { comparePlainKeys, compareTextKeys, textKey, textPrefix } from './index-keys.ts'
import { type Keys, Order } from './index-order.ts'
import { Sets } from './index-sets.ts'
import { Slots } from './index-slots.ts'
import { TextIndex } from './index-text.ts'
import { distinct, type Value, Values } from './index-values.ts'

export const indexOf = (table: Table): RecordIndex => table.index('read', () => new RecordIndex())

/** Orders and values that were not used longest go first; a table has some twenty fields, of which a few are used. */
const partsMax = 24

export class RecordIndex implements TableIndex {
  slots = new Slots([])
  sets = new Sets(this.slots)
  #orders = new Map<string, Order>()
  #values = new Map<string, Values>()
  #texts = new Map<string, TextIndex>()

  change(before: StoredRecord | undefined, after: StoredRecord | undefined): void {
    this.slots.change(before, after)
    if (this.slots.isSparse) this.#renumber()
  }

  /** In the order of one field, up to date. */
  order(resource: AnyResource, field: string, properties: readonly Property[]): Order {
    const make = () => new Order(this.slots, keysOf(resource, field, properties))
    return kept(this.#orders, nameOf(resource, field, properties), make).refresh()
  }

  /** By the values of one field, up to date. */
  values(resource: AnyResource, field: string, properties: readonly Property[]): Values {
    const make = () => new Values(this.slots, valuesOf(fieldAt(resource, field, properties), field))
    return kept(this.#values, nameOf(resource, field, properties), make).refresh()
  }

  /** Of the texts that `textOf` makes, up to date. Two functions under one name must make the same. */
  text(name: string, textOf: (record: StoredRecord) => string): TextIndex {
    return kept(this.#texts, name, () => new TextIndex(this.slots, textOf)).refresh()
  }

  #renumber(): void {
    this.slots = new Slots(this.slots.records.filter(record => record !== undefined))
    this.sets = new Sets(this.slots)
    for (const parts of [this.#orders, this.#values, this.#texts]) parts.clear()
  }
}

function kept<T>(parts: Map<string, T>, name: string, make: () => T): T {
  const part = parts.get(name) ?? make()
  parts.delete(name)
  if (parts.size >= partsMax) parts.delete(parts.keys().next().value ?? '')
  parts.set(name, part)
  return part
}

export const fieldAt = (resource: AnyResource, path: string, properties: readonly Property[]): Field =>
  leafAt(resource, path, properties)?.field ?? text()

/** A property that was archived and made anew under its key may be of another kind. */
const nameOf = (resource: AnyResource, path: string, properties: readonly Property[]) =>
  `${path} ${fieldAt(resource, path, properties).kind}`

/** Text that people read: compared without case and accents, sorted by collation. */
export function isProse(field: Field): boolean {
  const kind = kindOf(field)
  return kind.comparison === 'text' && !kind.exact
}

function keysOf(resource: AnyResource, path: string, properties: readonly Property[]): Keys {
  const keyOf = sortKey(resource, path, properties)
  if (!isProse(fieldAt(resource, path, properties))) return { of: keyOf, compare: comparePlainKeys }
  const of = (record: StoredRecord) => {
    const key = keyOf(record)
    return key === null ? null : textKey(String(key))
  }
  return { of, compare: compareTextKeys, prefix: textPrefix }
}

/** What `=` of the matcher compares: prose and lists folded, amounts by their number, everything else as it stands. */
function valuesOf(field: Field, path: string): (record: StoredRecord) => readonly Value[] {
  const get = getter(path)
  const kind = kindOf(field)
  const folded = (value: Value) => (typeof value === 'string' ? fold(value) : value)
  if (kind.comparison === 'list') return record => distinct(get(record), each => folded(each as Value))
  const prose = isProse(field)
  return record => {
    const value = get(record) ?? null
    if (value === null) return noValue
    if (kind.key) return [kind.key(value) as Value]
    if (typeof value === 'object') return [fold(JSON.stringify(value))]
    return [prose ? folded(value) : value]
  }
}

const noValue: readonly Value[] = [null]
