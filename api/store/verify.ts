/**
 * Proves that a store is whole: what the log says happened is what the files say is there.
 *
 * The log is replayed from the first commit to the root, independently of the code that folds and compacts, and compared
 * with every segment, count, projected row and remembered outcome. An empty list of problems is the proof.
 */
import { isDeepStrictEqual } from 'node:util'
import { valueAt } from './apply.ts'
import { countKey, type Specs, specOf, specsByName } from './layout.ts'
import { entriesForward } from './log.ts'
import {
  type Manifest,
  type PartitionedManifest,
  readJson,
  type ShardedManifest,
  type TableManifest,
} from './manifest.ts'
import type { ObjectStore } from './objects.ts'
import { rootKey } from './paths.ts'
import { type Expected, Replay } from './replay.ts'
import { parseRoot } from './root.ts'
import { readSegments } from './verify-segments.ts'
import type { CollectionSpec, Projection, Root, StoredRecord } from './view.ts'

export interface VerifyDeps {
  objects: ObjectStore
  specs: readonly CollectionSpec[]
  projections: readonly Projection[]
  onProgress?(sequence: number, of: number): void
}

export interface Verified {
  sequence: number
  operations: number
  records: number
  /** Plain sentences; at most `problemsMax` of them. */
  problems: string[]
}

const problemsMax = 50

export async function verify({ objects, specs, projections, onProgress }: VerifyDeps): Promise<Verified> {
  const got = await objects.get(rootKey)
  if (got.kind !== 'found') return { sequence: 0, operations: 0, records: 0, problems: ['There is no root.json.'] }
  const root = parseRoot(got.body)
  const problems: string[] = []
  const say = (problem: string) => {
    if (problems.length < problemsMax) problems.push(problem)
  }
  const byName = specsByName(specs, projections)
  const replay = new Replay(byName, projections, root, say)
  for await (const entry of entriesForward(objects, root)) {
    replay.entry(entry)
    onProgress?.(entry.sequence, root.sequence)
  }
  replay.end(root)
  await compareFiles(objects, root, replay, byName, say)
  return { sequence: root.sequence, operations: replay.operations, records: replay.records, problems }
}

type Say = (problem: string) => void

async function compareFiles(objects: ObjectStore, root: Root, replay: Replay, specs: Specs, say: Say): Promise<void> {
  for (const collection of new Set([...Object.keys(root.manifests), ...replay.tables.keys()])) {
    const expected = replay.tables.get(collection) ?? new Map<string, Expected>()
    const key = root.manifests[collection]
    if (key === undefined) {
      if ([...expected.values()].some(table => table.size > 0)) say(`The root lists no files of ${collection}.`)
      continue
    }
    const spec = specOf(specs, collection)
    const manifest = await readJson<Manifest>(objects, key)
    if (manifest.kind === 'partitioned') await comparePartitions(objects, manifest, spec, expected, say)
    else await compareRows(objects, manifest, spec, expected.get('') ?? new Map(), say)
  }
}

async function comparePartitions(
  objects: ObjectStore,
  directory: PartitionedManifest,
  spec: CollectionSpec,
  expected: ReadonlyMap<string, Expected>,
  say: Say,
): Promise<void> {
  for (const partition of new Set([...Object.keys(directory.partitions), ...expected.keys()])) {
    const name = `${spec.name} of ${partition}`
    const ref = directory.partitions[partition]
    const rows = expected.get(partition) ?? new Map()
    if (!ref) {
      if (rows.size > 0) say(`No files are listed for ${name}.`)
      continue
    }
    const manifest = await readJson<TableManifest>(objects, ref.manifest)
    if (ref.rows !== manifest.rows || !isDeepStrictEqual(ref.counts, manifest.counts ?? {}))
      say(`${name} is listed with other counts than its own manifest has.`)
    await compareRows(objects, manifest, spec, rows, say)
  }
}

async function compareRows(
  objects: ObjectStore,
  manifest: TableManifest | ShardedManifest,
  spec: CollectionSpec,
  expected: Expected,
  say: Say,
): Promise<void> {
  const partition = manifest.kind === 'table' ? manifest.partition : undefined
  const name = partition === undefined ? spec.name : `${spec.name} of ${partition}`
  const actual = await readSegments(objects, manifest, spec, name, say)
  if (actual.size !== expected.size)
    say(`${name} has ${actual.size} rows in its files and ${expected.size} by the log.`)
  for (const [id, { sequence, row }] of expected) {
    const found = actual.get(id)
    if (!found) say(`${name}: ${shown(id)} is missing from the files.`)
    else if (found.sequence !== sequence) say(`${name}: ${shown(id)} is of commit ${found.sequence}, not ${sequence}.`)
    else if (!isDeepStrictEqual(found.row, row)) say(`${name}: ${shown(id)} is not what the log says.`)
  }
  for (const id of actual.keys()) if (!expected.has(id)) say(`${name}: ${shown(id)} is unknown to the log.`)
  if (manifest.kind !== 'table') return
  if (manifest.rows !== expected.size) say(`${name} is said to have ${manifest.rows} rows and has ${expected.size}.`)
  if (spec.countBy && !isDeepStrictEqual(manifest.counts, countsOf(expected, spec.countBy)))
    say(`${name} counts ${JSON.stringify(manifest.counts)} by ${spec.countBy}, which is not what its rows say.`)
}

const shown = (id: string): string => id.replace('\u0000', ' ')

function countsOf(rows: Expected, path: string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { row } of rows.values()) {
    const key = countKey(valueAt(row as StoredRecord, path))
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}
