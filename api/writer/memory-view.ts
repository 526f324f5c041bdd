/** A state in memory for tests of the writer: what a replica shows, without files. */
import { at } from '@dormouse/model'
import type { StoredRecord, Table, TableIndex, View } from '../store/view.ts'

export function memoryView(
  collections: Record<string, readonly StoredRecord[]>,
  partitions: Record<string, Record<string, readonly StoredRecord[]>> = {},
): View {
  const tables = new Map(Object.entries(collections).map(([name, records]) => [name, memoryTable(name, records)]))
  return {
    sequence: 1,
    at: '2026-01-01T00:00:00.000Z',
    table: name => tables.get(name) ?? memoryTable(name, []),
    partition: (name, partition) => memoryTable(name, partitions[name]?.[partition] ?? []),
    partitions: () => [],
    rows: () => [],
    outcome: () => undefined,
  }
}

export function memoryTable(name: string, records: readonly StoredRecord[]): Table {
  const held = new Map(records.map(record => [record.id, record]))
  const holds = (record: StoredRecord, path: string, value: string) => {
    const found = at(record, path)
    return Array.isArray(found) ? found.map(String).includes(value) : found != null && String(found) === value
  }
  return {
    name,
    size: held.size,
    get: id => held.get(id),
    values: () => held.values(),
    lookup: (path, value) => [...held.values()].filter(record => holds(record, path, value)),
    index: <I extends TableIndex>(_name: string, make: () => I) => {
      const index = make()
      for (const record of held.values()) index.change(undefined, record)
      return index
    },
  }
}
