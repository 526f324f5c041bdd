/** Sorting: locale-aware, records without a value last in either direction, ties by id so that pages never overlap. */
import type { Json } from './field.ts'
import { kindOf, text } from './fields/index.ts'
import { compareText, fold } from './fold.ts'
import { leafAt, leaves } from './leaves.ts'
import { getter } from './match.ts'
import type { ListQuery } from './query.ts'
import type { AnyResource } from './resource.ts'
import type { Property } from './resources/properties.ts'

type Values = { readonly [field: string]: Json }
export type SortKey = string | number | boolean | null

/** What a record is sorted by: the value, or what stands for it (an amount of money). */
export function sortKey(
  resource: AnyResource,
  field: string,
  properties?: readonly Property[],
): (record: Values) => SortKey {
  const get = getter(field)
  const { key } = kindOf(leafAt(resource, field, properties)?.field ?? text())
  return record => {
    const value = get(record) ?? null
    if (value === null) return null
    return key ? key(value) : typeof value === 'object' ? JSON.stringify(value) : value
  }
}

/** Compares two keys of one field, ascending; null is not its business. */
export function keyComparison(resource: AnyResource, field: string, properties?: readonly Property[]) {
  const kind = kindOf(leafAt(resource, field, properties)?.field ?? text())
  const byCollation = kind.comparison === 'text' && !kind.exact
  return byCollation ? (a: SortKey, b: SortKey) => compareText(String(a), String(b)) : plainly
}

const plainly = (a: SortKey, b: SortKey): number => {
  const [left, right] = [a as number, b as number]
  return left < right ? -1 : left > right ? 1 : 0
}

export function comparator(
  resource: AnyResource,
  sort: ListQuery['sort'],
  properties?: readonly Property[],
): (a: Values, b: Values) => number {
  const key = sortKey(resource, sort.field, properties)
  const compare = keyComparison(resource, sort.field, properties)
  const direction = sort.order === 'desc' ? -1 : 1
  return (a, b) => {
    const [left, right] = [key(a), key(b)]
    if (left === null || right === null)
      return left === right ? plainly(a.id as string, b.id as string) : left === null ? 1 : -1
    return direction * compare(left, right) || plainly(a.id as string, b.id as string)
  }
}

/** Everything that `q` looks through, folded, one field a line. */
export function searchText(resource: AnyResource): (record: Values) => string {
  const getters = leaves(resource)
    .filter(leaf => leaf.field.options.search)
    .map(leaf => getter(leaf.path))
  return record => {
    const found = getters.map(get => get(record)).filter(value => value !== null && value !== undefined)
    return fold(found.map(value => (Array.isArray(value) ? value.join('\n') : String(value))).join('\n'))
  }
}
