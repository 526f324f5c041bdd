/**
 * Writes the files of a compaction: deltas merged into base segments of 5,000 to 20,000 rows sorted by id, so that a cold
 * start reads each record about once. See `compact.ts` for when and how they are published.
 */
import type { Ids } from '../ids.ts'
import { type Line, packLines, unpackLines } from './codec.ts'
import { shardName, shardOf } from './layout.ts'
import { readBody, type SegmentRef, type ShardedManifest, type TableManifest } from './manifest.ts'
import { mergeableDeltas, mergeRuns, readRuns } from './merge.ts'
import type { ObjectStore } from './objects.ts'
import { segmentKey } from './paths.ts'

export interface RewriteDeps {
  objects: ObjectStore
  ids: Ids
}

/** What replaces what: valid as long as the manifest still lists all of `taken`. */
export interface Rewrite {
  taken: ReadonlySet<string>
  base: Map<string, SegmentRef[]>
  /** Base segments where there were none: of an empty table, or by shard. */
  added: SegmentRef[] | Map<number, SegmentRef>
  delta?: SegmentRef
}

const baseRowsMax = 20_000
const baseRowsAim = 10_000
const tableDeltaRowsMin = 5_000
const tableDeltasMax = 24
/** Reading one key reads the root, the manifest, one base segment and every delta: 20 objects at most. */
const shardedDeltasMax = 12
const shardedDeltaRowsMin = 16_384
const shardsAtOnce = 8

const rowsOf = (refs: readonly (SegmentRef | null)[]): number => refs.reduce((sum, ref) => sum + (ref?.rows ?? 0), 0)

/** What is due for a table, written; undefined: nothing is. `all`: whatever can be merged. */
export async function rewriteTable(
  { objects, ids }: RewriteDeps,
  manifest: TableManifest,
  sequence: number,
  all: boolean,
): Promise<Rewrite | undefined> {
  const { base, deltas } = manifest
  if (deltas.length === 0) return undefined
  const isDue = rowsOf(deltas) > Math.max(tableDeltaRowsMin, rowsOf(base) / 4) || deltas.length > tableDeltasMax
  const folder = manifest.partition ?? 'base'
  if (!isDue && !all)
    return rewriteDeltas({ objects, ids }, manifest.collection, manifest.partition ?? 'delta', deltas, sequence)
  const changes = await mergeRuns(await readRuns(objects, deltas))
  const taken = new Set(deltas.map(delta => delta.key))
  const replaced = new Map<string, SegmentRef[]>()
  const write = (lines: Line[], first: string, to: number) =>
    writePieces(objects, lines, first, to, () => segmentKey(manifest.collection, folder, sequence, ids.nonce()))
  const added = base.length === 0 ? await write(changes, '', highest(changes)) : []
  for (const [index, ref] of base.entries()) {
    const mine = between(changes, index === 0 ? '' : (ref.first ?? ''), base[index + 1]?.first)
    if (mine.length === 0) continue
    const lines = await mergeRuns([await unpackLines(await readBody(objects, ref.key)), mine])
    taken.add(ref.key)
    replaced.set(ref.key, await write(lines, ref.first ?? '', Math.max(ref.to, highest(mine))))
  }
  return { taken, base: replaced, added }
}

export async function rewriteSharded(
  { objects, ids }: RewriteDeps,
  manifest: ShardedManifest,
  sequence: number,
  all: boolean,
): Promise<Rewrite | undefined> {
  const { base, deltas, collection, shards } = manifest
  if (deltas.length === 0) return undefined
  const isDue = deltas.length > shardedDeltasMax || rowsOf(deltas) > Math.max(shardedDeltaRowsMin, rowsOf(base) / 8)
  if (!isDue && !all) return rewriteDeltas({ objects, ids }, collection, 'delta', deltas, sequence)
  const byShard = new Map<number, Line[]>()
  for (const line of await mergeRuns(await readRuns(objects, deltas))) {
    const shard = shardOf(line.id.slice(0, line.id.indexOf('\u0000')), shards)
    const held = byShard.get(shard)
    if (held) held.push(line)
    else byShard.set(shard, [line])
  }
  const taken = new Set(deltas.map(delta => delta.key))
  const replaced = new Map<string, SegmentRef[]>()
  const added = new Map<number, SegmentRef>()
  const waiting = [...byShard]
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [shard, mine] = next
      const before = base[shard]
      const lines = before ? await mergeRuns([await unpackLines(await readBody(objects, before.key)), mine]) : mine
      const key = segmentKey(collection, shardName(shard), sequence, ids.nonce())
      const ref = await writeSegment(objects, key, lines, Math.max(before?.to ?? 0, highest(mine)))
      if (before) {
        taken.add(before.key)
        replaced.set(before.key, [ref])
      } else added.set(shard, ref)
    }
  }
  await Promise.all(Array.from({ length: shardsAtOnce }, work))
  return { taken, base: replaced, added }
}

/** Deltas too large for folding to take up, merged among themselves. */
async function rewriteDeltas(
  { objects, ids }: RewriteDeps,
  collection: string,
  folder: string,
  deltas: SegmentRef[],
  sequence: number,
): Promise<Rewrite | undefined> {
  const parts = mergeableDeltas(deltas.map(delta => delta.rows))
  if (parts === 0) return undefined
  const merged = deltas.slice(deltas.length - parts)
  const lines = await mergeRuns(await readRuns(objects, merged))
  const key = segmentKey(collection, folder, sequence, ids.nonce())
  const delta = await writeSegment(objects, key, lines, highest(lines))
  return { taken: new Set(merged.map(({ key }) => key)), base: new Map(), added: [], delta }
}

/** The manifest with the rewrite in it; undefined when it no longer fits. */
export function rewrittenTable(manifest: TableManifest, rewrite: Rewrite): TableManifest | undefined {
  if (!stillListed(manifest, rewrite)) return undefined
  const added = rewrite.added instanceof Map ? [] : rewrite.added
  return {
    ...manifest,
    base: [...manifest.base.flatMap(ref => rewrite.base.get(ref.key) ?? [ref]), ...added],
    deltas: withoutTaken(manifest.deltas, rewrite),
  }
}

export function rewrittenSharded(manifest: ShardedManifest, rewrite: Rewrite): ShardedManifest | undefined {
  if (!stillListed(manifest, rewrite)) return undefined
  const { added } = rewrite
  const base = manifest.base.map((ref, shard) =>
    ref ? (rewrite.base.get(ref.key)?.[0] ?? ref) : added instanceof Map ? (added.get(shard) ?? null) : null,
  )
  return { ...manifest, base, deltas: withoutTaken(manifest.deltas, rewrite) }
}

/** Folding may have merged some of the deltas into a newer one meanwhile: that one holds all they said, and comes later. */
function stillListed(manifest: TableManifest | ShardedManifest, rewrite: Rewrite): boolean {
  const listed = new Set([...manifest.base, ...manifest.deltas].map(ref => ref?.key))
  const isAbsorbable = rewrite.delta === undefined
  const added = rewrite.added
  if (added instanceof Map) {
    if ([...added.keys()].some(shard => manifest.base[shard])) return false
  } else if (added.length > 0 && manifest.base.length > 0) return false
  return [...rewrite.taken].every(key => listed.has(key) || (isAbsorbable && !rewrite.base.has(key)))
}

function withoutTaken(deltas: readonly SegmentRef[], { taken, delta }: Rewrite): SegmentRef[] {
  const first = deltas.findIndex(ref => taken.has(ref.key))
  const left = deltas.filter(ref => !taken.has(ref.key))
  return delta ? left.toSpliced(first, 0, delta) : left
}

/** The part of a sorted run whose ids lie in [from, below). */
function between(lines: readonly Line[], from: string, below: string | undefined): Line[] {
  return lines.slice(position(lines, from), below === undefined ? undefined : position(lines, below))
}

/** The index of the first line whose id is not below `id`. */
function position(lines: readonly Line[], id: string): number {
  let low = 0
  let high = lines.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle] as Line).id < id) low = middle + 1
    else high = middle
  }
  return low
}

const highest = (lines: readonly Line[]): number => lines.reduce((most, line) => Math.max(most, line.sequence), 0)

/** The living lines as base segments; at least one, so that the range of ids stays covered. */
async function writePieces(
  objects: ObjectStore,
  lines: readonly Line[],
  first: string,
  to: number,
  key: () => string,
): Promise<SegmentRef[]> {
  const living = lines.filter(line => !line.deleted)
  const pieces = living.length > baseRowsMax ? Math.ceil(living.length / baseRowsAim) : 1
  const size = Math.ceil(living.length / pieces)
  const refs: SegmentRef[] = []
  for (let piece = 0; piece < pieces; piece++) {
    const part = living.slice(piece * size, (piece + 1) * size)
    const from = piece === 0 ? first : (part[0] as Line).id
    refs.push({ ...(await writeSegment(objects, key(), part, to)), first: from })
  }
  return refs
}

async function writeSegment(
  objects: ObjectStore,
  key: string,
  lines: readonly Line[],
  to: number,
): Promise<SegmentRef> {
  const body = await packLines(lines)
  await objects.put(key, body)
  return { key, rows: lines.length, bytes: body.byteLength, to }
}
