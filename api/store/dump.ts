/**
 * Everything a collection holds at one root, line by line: what leaves the store as open data. Base segments pass one by
 * one, so that a collection of any size takes the memory of one of them and of what changed since it was written.
 */
import { applied } from './apply.ts'
import { type Line, projectedLine, recordLine, unpackLines } from './codec.ts'
import { type Specs, shardOf, specOf } from './layout.ts'
import { fullEntry } from './log.ts'
import {
  emptySharded,
  emptyTable,
  type PartitionedManifest,
  readBody,
  readJson,
  type SegmentRef,
  type ShardedManifest,
  type TableManifest,
} from './manifest.ts'
import { mergeRuns, readRuns, sortedRun } from './merge.ts'
import type { ObjectStore } from './objects.ts'
import { projectedRows } from './project.ts'
import type { CommittedOperation, Projection, Root, StoredRecord } from './view.ts'

export interface DumpDeps {
  objects: ObjectStore
  specs: Specs
  projections: readonly Projection[]
}

/** Living lines in no particular order, a few thousand at a time; partition by partition where there are partitions. */
export async function* dump(deps: DumpDeps, root: Root, collection: string): AsyncGenerator<Line[]> {
  const { objects, specs } = deps
  const { kind } = specOf(specs, collection).layout
  const key = root.manifests[collection]
  if (kind === 'sharded') return yield* sharded(deps, root, collection)
  const tail = await tailOf(deps, root, collection)
  if (kind === 'whole') {
    const manifest = key ? await readJson<TableManifest>(objects, key) : emptyTable(collection)
    return yield* table(objects, manifest, tail.get('') ?? new Map())
  }
  const partitions = key ? (await readJson<PartitionedManifest>(objects, key)).partitions : {}
  for (const partition of new Set([...Object.keys(partitions), ...tail.keys()])) {
    const listed = partitions[partition]?.manifest
    const manifest = listed ? await readJson<TableManifest>(objects, listed) : emptyTable(collection, partition)
    yield* table(objects, manifest, tail.get(partition) ?? new Map())
  }
}

type Later = Map<string, { sequence: number; operation: CommittedOperation }[]>

/** What the tail did, by partition and record. */
async function tailOf({ objects, specs }: DumpDeps, root: Root, collection: string): Promise<Map<string, Later>> {
  const { layout } = specOf(specs, collection)
  const found = new Map<string, Later>()
  for (const entry of root.tail)
    for (const operation of (await fullEntry(objects, entry)).operations) {
      if (operation.on !== collection) continue
      const partition = layout.kind === 'partitioned' ? (operation.in ?? '') : ''
      const later: Later = found.get(partition) ?? new Map()
      later.set(operation.id, [...(later.get(operation.id) ?? []), { sequence: entry.sequence, operation }])
      found.set(partition, later)
    }
  return found
}

async function* table(objects: ObjectStore, { base, deltas }: TableManifest, later: Later): AsyncGenerator<Line[]> {
  const changes = await mergeRuns(await readRuns(objects, deltas))
  for (const [index, ref] of base.entries()) {
    const below = base[index + 1]?.first
    const mine = changes.filter(({ id }) => (index === 0 || id >= (ref.first ?? '')) && (!below || id < below))
    yield finished(await mergeRuns([await linesOf(objects, ref), mine]), later)
  }
  if (base.length === 0) yield finished(changes, later)
  // What the tail made stands in no file yet.
  const made = [...later].flatMap(([id, steps]) => lineAfter(undefined, id, steps) ?? [])
  if (made.length > 0) yield made
}

/** The living lines as the tail left them; what it touched is taken out of `later`. */
function finished(lines: readonly Line[], later: Later): Line[] {
  return lines.flatMap(line => {
    const steps = later.get(line.id)
    if (!steps) return line.deleted ? [] : [line]
    later.delete(line.id)
    return lineAfter(line.deleted ? undefined : recordIn(line), line.id, steps) ?? []
  })
}

function lineAfter(
  record: StoredRecord | undefined,
  id: string,
  steps: readonly { sequence: number; operation: CommittedOperation }[],
): Line | undefined {
  let after = record
  for (const { operation } of steps) after = applied(after, operation)
  return after && recordLine(steps.at(-1)?.sequence ?? 0, { ...after, id })
}

/** A line's record, without what the file says about it. */
export function recordIn(line: Line): StoredRecord {
  const { _sequence, _deleted, _key, _id, _order, ...record } = JSON.parse(line.text)
  return record
}

async function* sharded(
  { objects, specs, projections }: DumpDeps,
  root: Root,
  collection: string,
): AsyncGenerator<Line[]> {
  const { layout } = specOf(specs, collection)
  const key = root.manifests[collection]
  const shards = layout.kind === 'sharded' ? layout.shards : 1
  const manifest = key ? await readJson<ShardedManifest>(objects, key) : emptySharded(collection, shards)
  const filling = projections.filter(projection => projection.collection === collection)
  const fresh: Line[] = []
  for (const entry of root.tail) {
    const { operations } = await fullEntry(objects, entry)
    for (const { key, id, row, order } of projectedRows(filling, entry, operations))
      fresh.push(projectedLine(entry.sequence, key, id, row, order))
  }
  const changes = await mergeRuns([...(await readRuns(objects, manifest.deltas)), sortedRun(fresh)])
  const byShard = Map.groupBy(changes, line => shardOf(line.id.slice(0, line.id.indexOf('\u0000')), manifest.shards))
  for (let shard = 0; shard < manifest.shards; shard++) {
    const ref = manifest.base[shard]
    const mine = byShard.get(shard) ?? []
    if (ref || mine.length > 0) yield mergeRuns([ref ? await linesOf(objects, ref) : [], mine])
  }
}

const linesOf = async (objects: ObjectStore, ref: SegmentRef): Promise<Line[]> =>
  unpackLines(await readBody(objects, ref.key))
