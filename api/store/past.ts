/**
 * Earlier states. The log says of every change what was there before and what came (decision 2), so a state can be
 * reached from either side:
 *
 *      a pin ──forwards──►  the moment  ◄──backwards── the present
 *
 * 1. The moment is the last commit at or before the time that is asked for.
 * 2. Whichever side has less log in between is walked; day pins (`pins.ts`) keep that short however old the store is.
 * 3. Walking back shares all records that have not changed since with the present table: only what changed costs memory.
 * 4. Operations that lie in a chunk are read only where the entry says that they touch what is asked for.
 */
import { applied, withChanges } from './apply.ts'
import { unpackJson } from './codec.ts'
import { type Specs, specOf } from './layout.ts'
import { Leanness } from './lean.ts'
import { eachBody, loadTable } from './loading.ts'
import { type FullEntry, fullEntry, type LogChunkRef, type LogPage, readLogManifest } from './log.ts'
import { MissingObject, readBody, readJson, type TableManifest } from './manifest.ts'
import type { ObjectStore } from './objects.ts'
import { fromPresent } from './outdated.ts'
import { rootKey } from './paths.ts'
import { pinBefore } from './pins.ts'
import { chunkOf, emptyRoot, parseRoot, rootTime, StoreProblem } from './root.ts'
import { MemoryTable } from './table.ts'
import { touches } from './tail.ts'
import type { CommittedOperation, Entry, Root, StoredRecord } from './view.ts'

export type Tables = Map<string, MemoryTable>

export interface PastDeps {
  objects: ObjectStore
  specs: Specs
  /** Copies of whole collections as they are now, and the sequence they stand at. */
  present(collections: readonly string[]): Promise<{ sequence: number; tables: Tables }>
}

export type Past =
  | { kind: 'found'; tables: Tables; sequence: number; operations: number }
  /** The store has nothing as old as that. */
  | { kind: 'before'; beganAt: string }
  /** More log would have to be read than the caller allows. */
  | { kind: 'far' }

/** `time`: UTC ISO 8601. Whole collections only. */
export async function stateAt(
  deps: PastDeps,
  collections: readonly string[],
  time: string,
  logBytesMax = Number.POSITIVE_INFINITY,
): Promise<Past> {
  return fromPresent(
    () => presentRoot(deps.objects),
    root => stateFrom(root, deps, collections, time, logBytesMax),
  )
}

async function stateFrom(
  root: Root,
  deps: PastDeps,
  collections: readonly string[],
  time: string,
  logBytesMax: number,
): Promise<Past> {
  const { objects } = deps
  const log = await readLogManifest(objects, root)
  const beganAt = log.pages[0]?.fromAt ?? log.chunks[0]?.fromAt ?? root.tail[0]?.at ?? rootTime(root)
  if (time < beganAt) return { kind: 'before', beganAt }
  const walk: Walk = { deps, wanted: new Set(collections), time, left: logBytesMax }
  const back = weightOf(await chunksSince(objects, root, time))
  // The beginning is a pin too: there was nothing.
  const pinned = (back > 0 && (await pinBefore(objects, time))) || emptyRoot('', '')
  const ahead = weightOf(await chunksBetween(objects, root, pinned.sequence, time))
  try {
    if (ahead < back) {
      const past = await forwards(walk, pinned, root).catch(cause => {
        // The pin leads to what has been collected: there is still the way back.
        if (cause instanceof MissingObject) return undefined
        throw cause
      })
      if (past) return past
      walk.left = logBytesMax
    }
    return await backwards(walk)
  } catch (cause) {
    if (cause instanceof TooFar) return { kind: 'far' }
    throw cause
  }
}

export async function presentRoot(objects: ObjectStore): Promise<Root> {
  const got = await objects.get(rootKey)
  if (got.kind !== 'found') throw new StoreProblem('There is no store here: root.json is missing.')
  return parseRoot(got.body)
}

/** One commit of the log, its operations where they lie. */
export async function entryAt(objects: ObjectStore, root: Root, sequence: number): Promise<Entry | undefined> {
  const inTail = root.tail.find(entry => entry.sequence === sequence)
  if (inTail) return inTail
  const [ref] = await chunksWhere(objects, root, ({ from, to }) => from <= sequence && sequence <= to)
  const entries = ref ? await unpackJson<Entry>(await readBody(objects, ref.key)) : []
  return entries.find(entry => entry.sequence === sequence)
}

interface Walk {
  deps: PastDeps
  wanted: ReadonlySet<string>
  time: string
  /** Bytes of log that may still be read. */
  left: number
}

class TooFar extends Error {}

async function backwards(walk: Walk): Promise<Past> {
  const { deps, wanted, time } = walk
  const { objects, specs } = deps
  const { sequence, tables } = await deps.present([...wanted])
  // The present may have moved on since it was looked at first: the log of now leads back from it as well.
  const root = await presentRoot(objects)
  let reached = sequence
  let operations = 0
  const undo = async (entries: readonly Entry[]) => {
    const later = entries.filter(entry => entry.sequence <= sequence && entry.at > time)
    for (const entry of (await operationsOf(walk, later)).toReversed()) {
      reached = Math.min(reached, entry.sequence - 1)
      for (const operation of entry.operations.toReversed()) {
        const table = tables.get(operation.on)
        if (!table) continue
        operations++
        undone(table, operation, specOf(specs, operation.on).upcast)
      }
    }
  }
  await undo(root.tail)
  await eachBody(objects, (await chunksSince(objects, root, time)).toReversed(), async body => {
    await undo(await entriesIn(walk, body))
  })
  return { kind: 'found', tables, sequence: reached, operations }
}

async function forwards(walk: Walk, pinned: Root, root: Root): Promise<Past> {
  const { deps, wanted, time } = walk
  const { objects, specs } = deps
  const tables: Tables = new Map()
  for (const collection of wanted) tables.set(collection, await tableOf(deps, pinned, collection))
  let reached = pinned.sequence
  let operations = 0
  const redo = async (entries: readonly Entry[]) => {
    const earlier = entries.filter(entry => entry.sequence > reached && entry.at <= time)
    for (const entry of await operationsOf(walk, earlier)) {
      reached = entry.sequence
      for (const operation of entry.operations) {
        const table = tables.get(operation.on)
        if (!table) continue
        operations++
        redone(table, operation, specOf(specs, operation.on).upcast)
      }
    }
  }
  await eachBody(objects, await chunksBetween(objects, root, reached, time), async body => {
    await redo(await entriesIn(walk, body))
  })
  await redo(root.tail)
  return { kind: 'found', tables, sequence: reached, operations }
}

/** A whole collection as a root has it, loaded anew. */
export async function tableOf(
  { objects, specs }: Pick<PastDeps, 'objects' | 'specs'>,
  root: Root,
  collection: string,
): Promise<MemoryTable> {
  const { upcast, layout } = specOf(specs, collection)
  if (layout.kind !== 'whole') throw new Error(`${collection} is not read as a whole.`)
  const table = new MemoryTable(collection)
  const key = root.manifests[collection]
  const deps = { objects, leanness: new Leanness(), ...(upcast && { upcast }) }
  if (key !== undefined) await loadTable(deps, table, await readJson<TableManifest>(objects, key), 0)
  for (const entry of root.tail.filter(each => touches(each, collection)))
    for (const operation of (await fullEntry(objects, entry)).operations)
      if (operation.on === collection) redone(table, operation, upcast)
  return table
}

type Upcast = ((record: StoredRecord) => StoredRecord) | undefined

function redone(table: MemoryTable, operation: CommittedOperation, upcast: Upcast): void {
  const after = applied(table.get(operation.id), operation)
  if (!after) table.remove(operation.id)
  else table.put(upcast ? upcast(after) : after)
}

function undone(table: MemoryTable, operation: CommittedOperation, upcast: Upcast): void {
  if ('put' in operation) table.remove(operation.id)
  else if ('drop' in operation) table.put(upcast ? upcast(operation.drop) : operation.drop)
  else {
    const after = table.get(operation.id)
    if (!after) throw new Error(`The log changes ${operation.on}/${operation.id}, which does not exist.`)
    const before = withChanges(after, operation.was)
    table.put(upcast ? upcast(before) : before)
  }
}

/** The entries with their operations, or without any where none of them is wanted. */
function operationsOf(walk: Walk, entries: readonly Entry[]): Promise<FullEntry[]> {
  const { objects } = walk.deps
  return Promise.all(
    entries.map(entry => {
      if (![...walk.wanted].some(collection => touches(entry, collection))) return { ...entry, operations: [] }
      spend(walk, chunkOf(entry)?.bytes ?? 0)
      return fullEntry(objects, entry)
    }),
  )
}

function entriesIn(walk: Walk, body: Uint8Array): Promise<Entry[]> {
  spend(walk, body.byteLength)
  return unpackJson<Entry>(body)
}

function spend(walk: Walk, bytes: number): void {
  walk.left -= bytes
  if (walk.left < 0) throw new TooFar()
}

/** The chunks that hold commits after the time, oldest first. */
const chunksSince = (objects: ObjectStore, root: Root, time: string): Promise<LogChunkRef[]> =>
  chunksWhere(objects, root, ref => ref.toAt > time)

/** The chunks that hold commits after a sequence, up to the time. */
const chunksBetween = (objects: ObjectStore, root: Root, after: number, time: string): Promise<LogChunkRef[]> =>
  chunksWhere(objects, root, ref => ref.to > after && ref.fromAt <= time)

async function chunksWhere(
  objects: ObjectStore,
  root: Root,
  holds: (ref: Pick<LogChunkRef, 'from' | 'to' | 'fromAt' | 'toAt'>) => boolean,
): Promise<LogChunkRef[]> {
  const log = await readLogManifest(objects, root)
  const pages = await Promise.all(log.pages.filter(holds).map(page => readJson<LogPage>(objects, page.key)))
  return [...pages.flatMap(page => page.chunks), ...log.chunks].filter(holds)
}

/** What walking them costs, about: chunks of operations are listed without their size. */
const weightOf = (refs: readonly LogChunkRef[]): number =>
  refs.reduce((sum, ref) => sum + ref.bytes + ref.operations.length * operationsBytes, 0)
const operationsBytes = 64 * 1024
