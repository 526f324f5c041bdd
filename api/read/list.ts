/**
 * A page of a list: what the asker may see, filtered, counted, sorted, cut. Everything comes from the maintained indexes;
 * a page of 25 costs the same whichever of 100,000 records it shows.
 */
import { fieldReadable, fold, getter, type ListQuery, leaves, wordsOf } from '@dormouse/model'
import type { StoredRecord, Table } from '../store/view.ts'
import type { Bits } from './index-bits.ts'
import { indexOf, type RecordIndex } from './index-table.ts'
import type { Listing } from './pages.ts'
import { filtered, select } from './select.ts'
import type { Row } from './shown.ts'

export interface Page {
  rows: StoredRecord[]
  /** How many there are in all, for this asker and filter. */
  total: number
}

export function listTable(table: Table, query: ListQuery, listing: Listing): Page {
  const { reading } = listing
  if (query.ids) {
    const rows = query.ids.flatMap(id => table.get(id) ?? []).filter(record => reading.all || reading.holds(record))
    return { rows, total: rows.length }
  }
  const index = indexOf(table)
  const chosen = chosenOf(index, query, listing)
  const total = chosen ? chosen.count() : index.slots.live
  return { rows: cut(index, chosen, total, query, listing), total }
}

/** Undefined: all. */
function chosenOf(index: RecordIndex, query: ListQuery, listing: Listing): Bits | undefined {
  const { reading, resource, context } = listing
  const mine = reading.all ? undefined : reading.ownedBy
  const rules = mine ? [{ field: mine.path, operator: '=' as const, value: mine.staffId }, query.where] : [query.where]
  const found = searched(index, query.q, listing)
  const bits = select({ combinator: 'and', rules }, { index, resource, context })
  const both = found && bits ? found.and(bits) : (found ?? bits)
  return reading.all || mine ? both : filtered(index, both, reading.holds)
}

/** Each word must stand somewhere in the searched fields. A fresh set, or undefined without words. */
function searched(index: RecordIndex, q: string | undefined, listing: Listing): Bits | undefined {
  let found: Bits | undefined
  for (const word of q === undefined ? [] : wordsOf(q)) {
    const { name, textOf } = searchTextOf(listing)
    const bits = index.text(name, textOf).find(word)
    found = found ? found.and(bits) : bits
  }
  return found
}

/** What a reader may not see, their search does not find either. */
export function searchTextOf({ resource, actor }: Pick<Listing, 'resource' | 'actor'>): {
  name: string
  textOf: (record: StoredRecord | Row) => string
} {
  const paths = leaves(resource)
    .filter(({ field }) => field.options.search && fieldReadable(field, actor.role))
    .map(({ path }) => path)
  const getters = paths.map(getter)
  const textOf = (record: StoredRecord | Row) => {
    const values = getters.map(get => get(record)).filter(value => value !== null && value !== undefined)
    return fold(values.flat().join('\n'))
  }
  return { name: paths.join(' '), textOf }
}

function cut(
  index: RecordIndex,
  chosen: Bits | undefined,
  total: number,
  query: ListQuery,
  listing: Listing,
): StoredRecord[] {
  const { first, last } = query.range
  if (first >= total) return []
  const { field, order } = query.sort
  const sorted = index.order(listing.resource, field, listing.context.properties)
  const wanted = Math.min(last, total - 1) - first + 1
  const slots = sorted.page({ chosen, descending: order === 'desc', first, wanted })
  return slots.flatMap(slot => index.slots.records[slot] ?? [])
}
