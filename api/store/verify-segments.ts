/** Reads all segments of a manifest for `verify.ts`, and says where their own order, ranges or counts are wrong. */
import { type Line, unpackLines } from './codec.ts'
import { shardOf } from './layout.ts'
import { readBody, type SegmentRef, type ShardedManifest, type TableManifest } from './manifest.ts'
import type { ObjectStore } from './objects.ts'
import type { CollectionSpec, StoredRecord } from './view.ts'

export interface FileRow {
  sequence: number
  row: object
}

/** The living rows by id (key and id for projected ones), as a cold reader would find them. */
export async function readSegments(
  objects: ObjectStore,
  manifest: TableManifest | ShardedManifest,
  spec: CollectionSpec,
  name: string,
  say: (problem: string) => void,
): Promise<Map<string, FileRow>> {
  const rows = new Map<string, FileRow>()
  const read = async (ref: SegmentRef): Promise<Line[]> => {
    const lines = await unpackLines(await readBody(objects, ref.key))
    checkSegment(ref, lines, say)
    for (const line of lines) {
      const held = rows.get(line.id)
      if (held && held.sequence > line.sequence)
        say(`${name}: ${line.id} is of commit ${held.sequence} in a file and of ${line.sequence} in a later one.`)
      if (line.deleted) rows.delete(line.id)
      else rows.set(line.id, { sequence: line.sequence, row: rowOf(line, spec) })
    }
    return lines
  }
  for (const [index, ref] of manifest.base.entries()) {
    if (!ref) continue
    const lines = await read(ref)
    if (lines.some(line => line.deleted)) say(`${ref.key} is a base segment and holds a removal.`)
    if (manifest.kind === 'sharded') {
      if (lines.some(line => shardOf(line.id.split('\u0000')[0] as string, manifest.shards) !== index))
        say(`${ref.key} holds rows of another shard.`)
    } else checkRange(ref, lines, manifest.base[index + 1]?.first, say)
  }
  for (const ref of manifest.deltas) await read(ref)
  return rows
}

function checkSegment(ref: SegmentRef, lines: readonly Line[], say: (problem: string) => void): void {
  if (lines.length !== ref.rows) say(`${ref.key} has ${lines.length} rows, its manifest says ${ref.rows}.`)
  if (lines.some(line => line.sequence > ref.to)) say(`${ref.key} holds commits after ${ref.to}, where it should end.`)
  if (lines.some((line, index) => index > 0 && line.id <= (lines[index - 1] as Line).id))
    say(`${ref.key} is not in the order of its ids.`)
}

function checkRange(
  ref: SegmentRef,
  lines: readonly Line[],
  below: string | undefined,
  say: (problem: string) => void,
): void {
  const first = lines[0]?.id ?? ''
  const last = lines.at(-1)?.id ?? ''
  if (lines.length > 0 && (first < (ref.first ?? '') || (below !== undefined && last >= below)))
    say(`${ref.key} holds ids outside of its range.`)
}

function rowOf(line: Line, spec: CollectionSpec): object {
  const { _sequence, _deleted, _key, _id, _order, ...row } = JSON.parse(line.text)
  return spec.upcast && _key === undefined ? spec.upcast(row as StoredRecord) : row
}
