/** Where a record or a row belongs: pure decisions over the collections' declared layouts. */
import { valueAt } from './apply.ts'
import type { CollectionSpec, CommittedOperation, Projection, StoredRecord } from './view.ts'

/** Results of commands, by the hour they were committed in; the store's own collection. */
export const outcomesCollection = 'outcomes'
/**
 * The newest hours in which anything was committed: at least the last 24 by the clock. Counting hours that had commits,
 * not hours that passed, means that an outage forgets nothing: what waited in the queue meanwhile may hold a command twice.
 */
const outcomeHoursKept = 25

/** The name of the partition that a commit's outcomes lie in: `2026-03-01T14`. */
export const hourOf = (at: string): string => at.slice(0, 13)

/** Those of the hours whose outcomes are forgotten. */
export const forgottenHours = (hours: Iterable<string>): string[] => [...hours].sort().slice(0, -outcomeHoursKept)

/** All collections of a store by name, the store's own included. */
export type Specs = ReadonlyMap<string, CollectionSpec>

export function specsByName(specs: readonly CollectionSpec[], projections: readonly Projection[]): Specs {
  const byName = new Map<string, CollectionSpec>()
  for (const spec of [...specs, outcomesSpec]) {
    if (byName.has(spec.name)) throw new Error(`The collection ${spec.name} is declared twice.`)
    byName.set(spec.name, spec)
  }
  for (const { collection } of projections)
    if (byName.get(collection)?.layout.kind !== 'sharded')
      throw new Error(`A projection fills ${collection}, which is not declared as a sharded collection.`)
  return byName
}

const outcomesSpec: CollectionSpec = { name: outcomesCollection, layout: { kind: 'partitioned', by: 'hour' } }

export function specOf(specs: Specs, collection: string): CollectionSpec {
  const spec = specs.get(collection)
  if (!spec) throw new Error(`There is no collection ${collection}.`)
  return spec
}

/** The partition that a record of a partitioned collection lies in. */
export function partitionOf(spec: CollectionSpec, record: StoredRecord): string {
  if (spec.layout.kind !== 'partitioned') throw new Error(`${spec.name} has no partitions.`)
  const value = valueAt(record, spec.layout.by)
  if (typeof value !== 'string' || value === '')
    throw new Error(`${spec.name}/${record.id} has no ${spec.layout.by}, by which the collection is partitioned.`)
  return value
}

/** FNV-1a with a final mix. The same everywhere and for ever: the shard is part of where old rows lie. */
export function shardOf(key: string, shards: number): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x2c1b3c6d)
  hash ^= hash >>> 13
  return (hash >>> 0) % shards
}

export const shardName = (shard: number): string => shard.toString(16).padStart(2, '0')

/** How an operation moves a partition's counts by the value at `path`. */
export function countChange(operation: CommittedOperation, path: string): [value: string, change: number][] {
  if ('put' in operation) return [[countKey(valueAt(operation.put, path)), 1]]
  if ('drop' in operation) return [[countKey(valueAt(operation.drop, path)), -1]]
  if (!Object.hasOwn(operation.set, path)) return []
  return [
    [countKey(operation.was[path]), -1],
    [countKey(operation.set[path]), 1],
  ]
}

export const countKey = (value: unknown): string => String(value ?? '')

export function addCounts(
  counts: Record<string, number>,
  changes: readonly [value: string, change: number][],
): Record<string, number> {
  const after = { ...counts }
  for (const [value, change] of changes) {
    const sum = (after[value] ?? 0) + change
    if (sum === 0) delete after[value]
    else after[value] = sum
  }
  return after
}
