/**
 * What is remembered of those who were erased: ids and keyed hashes, so that no backup, restore or look into the past
 * brings them back. A collection of its own: no resource, route, history, export or open data has it.
 */
import type { CollectionSpec, StoredRecord, View } from '../store/view.ts'

export const erasedCollection = 'erased'
export const erasedSpec: CollectionSpec = { name: erasedCollection, layout: { kind: 'whole' } }

export interface Erased extends StoredRecord {
  resource: string
  recordId: string
  /** The person's ids: the record's own, and those of duplicates that were merged into it. */
  ids: string[]
  /** Everything that went: the records above, notes about them, seats at events ... as `resource/id`. */
  records: string[]
  /** Of addresses the person ever had here. */
  addressHashes: string[]
}

export const erasedId = (resource: string, recordId: string): string => `${resource}-${recordId}`

/** Names (`resource/id`) of all records that were ever erased. Needs the collection. */
export function erasedNames(view: Pick<View, 'table'>): Set<string> {
  const names = new Set<string>()
  for (const each of view.table(erasedCollection).values()) for (const name of (each as Erased).records) names.add(name)
  return names
}
