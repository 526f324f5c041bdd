/** What a fold has to write: the present records that the tail touched, projected rows, and outcomes. Reads, writes nothing. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import { applied, valueAt } from './apply.ts'
import { type Line, projectedLine, recordLine, tombstoneLine } from './codec.ts'
import type { Place } from './compact.ts'
import { countChange, countKey, hourOf, outcomesCollection, specOf } from './layout.ts'
import { sortedRun } from './merge.ts'
import { projectedRows } from './project.ts'
import type { Replica } from './replica.ts'
import type { CommittedOperation, Needs, Projection, Root, StoredRecord, TableIndex } from './view.ts'

/** Rows of one table, and how many it holds afterwards: exactly, or as a change of what its manifest says. */
export interface TableRows {
  collection: string
  partition?: string
  /** Sorted; written out in slices, of records that were taken when the fold began. */
  lines(): Promise<Line[]>
  rows: { exactly: number } | { change: number }
  counts?: { exactly: Record<string, number> } | { changes: [value: string, change: number][] }
}

export interface ShardedRows {
  collection: string
  shards: number
  lines(): Promise<Line[]>
}

export interface Gathered {
  tables: TableRows[]
  projected: ShardedRows[]
  places: Place[]
}

interface Touched {
  collection: string
  partition: string | undefined
  operations: { operation: CommittedOperation; sequence: number }[]
}

/** Undefined when a newer root came in meanwhile. */
export async function gather(
  replica: Replica,
  root: Root,
  projections: readonly Projection[],
): Promise<Gathered | undefined> {
  await replica.tail.load(root.tail)
  const touched = touchedTables(replica, root)
  const needs = loadsNeeded(replica, touched)
  return replica.pinned(needs, () => {
    if (replica.root !== root) return undefined
    const tables = [...touched.map(each => tableRows(replica, each)), ...outcomeRows(replica, root)]
    const projected = [...new Set(projections.map(each => each.collection))].map(collection =>
      shardedRows(replica, root, collection, projections),
    )
    return {
      tables,
      projected,
      places: [...tables, ...projected].map(placeOf),
    }
  })
}

const placeOf = ({ collection, partition }: Place): Place => ({
  collection,
  ...(partition !== undefined && { partition }),
})

function touchedTables(replica: Replica, root: Root): Touched[] {
  const touched = new Map<string, Touched>()
  for (const entry of root.tail)
    for (const operation of replica.tail.operations(entry) ?? []) {
      const partition = replica.tables.partitionOf(operation)
      const key = `${operation.on}\u0000${partition ?? ''}`
      const held = touched.get(key) ?? { collection: operation.on, partition, operations: [] }
      held.operations.push({ operation, sequence: entry.sequence })
      touched.set(key, held)
    }
  return [...touched.values()]
}

/** A table has to be in memory only where the tail changes a record that it did not also create. */
function loadsNeeded(replica: Replica, touched: readonly Touched[]): Needs {
  const collections: string[] = []
  const partitions: [string, string][] = []
  for (const { collection, partition, operations } of touched) {
    if (replica.tables.current(collection, partition)) continue
    const known = new Set<string>()
    const isSelfContained = operations.every(({ operation }) => {
      if (!('set' in operation)) known.add(operation.id)
      return known.has(operation.id)
    })
    if (isSelfContained) continue
    if (partition === undefined) collections.push(collection)
    else partitions.push([collection, partition])
  }
  return { collections, partitions }
}

function tableRows(replica: Replica, { collection, partition, operations }: Touched): TableRows {
  const { countBy } = specOf(replica.specs, collection)
  const table = replica.tables.current(collection, partition)
  const last = new Map<string, { sequence: number; record: StoredRecord | undefined }>()
  for (const { operation, sequence } of operations) {
    const record = table ? table.get(operation.id) : applied(last.get(operation.id)?.record, operation)
    last.set(operation.id, { sequence, record })
  }
  const change = operations.reduce(
    (sum, { operation }) => sum + ('put' in operation ? 1 : 'drop' in operation ? -1 : 0),
    0,
  )
  return {
    collection,
    ...(partition !== undefined && { partition }),
    lines: async () =>
      sortedRun(
        await linesOf([...last], ([id, { sequence, record }]) =>
          record ? recordLine(sequence, record) : tombstoneLine(sequence, id),
        ),
      ),
    rows: table ? { exactly: table.size } : { change },
    ...(countBy && {
      counts: table
        ? { exactly: { ...table.index(`count ${countBy}`, () => new Counter(countBy)).counts } }
        : { changes: operations.flatMap(({ operation }) => countChange(operation, countBy)) },
    }),
  }
}

/** Rows of a table by the value of one field, kept as they change. */
class Counter implements TableIndex {
  counts: Record<string, number> = {}
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  change(before: StoredRecord | undefined, after: StoredRecord | undefined): void {
    const from = before && countKey(valueAt(before, this.#path))
    const to = after && countKey(valueAt(after, this.#path))
    if (from === to) return
    if (from !== undefined) this.#add(from, -1)
    if (to !== undefined) this.#add(to, 1)
  }

  #add(value: string, change: number): void {
    const sum = (this.counts[value] ?? 0) + change
    if (sum === 0) delete this.counts[value]
    else this.counts[value] = sum
  }
}

function outcomeRows(replica: Replica, root: Root): TableRows[] {
  const byHour = new Map<string, Line[]>()
  for (const entry of root.tail) {
    const spilled = replica.tail.content(entry)?.outcomes
    const hour = hourOf(entry.at)
    for (const [index, { id, actor, outcome }] of entry.commands.entries()) {
      const line = recordLine(entry.sequence, {
        id,
        actor,
        at: entry.at,
        outcome: (spilled?.get(index) ?? outcome) as never,
      })
      const held = byHour.get(hour)
      if (held) held.push(line)
      else byHour.set(hour, [line])
    }
  }
  return [...byHour].map(([partition, lines]) => ({
    collection: outcomesCollection,
    partition,
    lines: async () => sortedRun(lines),
    rows: { change: lines.length },
  }))
}

function shardedRows(
  replica: Replica,
  root: Root,
  collection: string,
  projections: readonly Projection[],
): ShardedRows {
  const { layout } = specOf(replica.specs, collection)
  const filling = projections.filter(projection => projection.collection === collection)
  const entries = root.tail.map(entry => ({ entry, operations: replica.tail.operations(entry) ?? [] }))
  return {
    collection,
    shards: layout.kind === 'sharded' ? layout.shards : 1,
    async lines() {
      const lines: Line[] = []
      for (const { entry, operations } of entries) {
        const rows = projectedRows(filling, entry, operations)
        for (const line of await linesOf(rows, row =>
          projectedLine(entry.sequence, row.key, row.id, row.row, row.order),
        ))
          lines.push(line)
      }
      return sortedRun(lines)
    },
  }
}

/** Items to lines a slice, then the rest of the event loop has its turn. */
const itemsPerSlice = 2_000

async function linesOf<T>(items: readonly T[], write: (item: T) => Line): Promise<Line[]> {
  const lines: Line[] = []
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % itemsPerSlice === 0) await nextTurn()
    lines.push(write(item))
  }
  return lines
}
