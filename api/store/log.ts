/**
 * The log: every entry that was ever committed, in order. It is the history, and the store's own proof.
 *
 * Chunks hold the entries of one fold as gzip NDJSON, one entry a line. The log's manifest lists the newest chunks; when it
 * has `pageChunksMax` of them they move into a page that never changes again, so that a fold always writes a small manifest.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Outcome } from '@dormouse/model'
import { unpackJson } from './codec.ts'
import { jsonBody, readBody, readJson } from './manifest.ts'
import type { ObjectStore } from './objects.ts'
import { logManifestKey, logPageKey } from './paths.ts'
import { chunkOf, storeFormat } from './root.ts'
import type { CommittedOperation, Entry, Root } from './view.ts'

export interface LogChunkRef {
  key: string
  from: number
  to: number
  fromAt: string
  toAt: string
  bytes: number
  /** Chunks of operations that entries in this one point to. */
  operations: string[]
}

export interface LogPageRef {
  key: string
  from: number
  to: number
  fromAt: string
  toAt: string
}

export interface LogManifest {
  format: number
  pages: LogPageRef[]
  chunks: LogChunkRef[]
}

export interface LogPage {
  format: number
  chunks: LogChunkRef[]
}

export const pageChunksMax = 256

export const emptyLog: LogManifest = { format: storeFormat, pages: [], chunks: [] }

export const readLogManifest = async (objects: ObjectStore, root: Root): Promise<LogManifest> =>
  root.log === null ? emptyLog : readJson<LogManifest>(objects, root.log)

/** The manifest with one more chunk, and the objects to write for it. */
export function withChunk(
  log: LogManifest,
  chunk: LogChunkRef,
  sequence: number,
  nonce: string,
): { key: string; manifest: LogManifest; writes: [key: string, body: Uint8Array][] } {
  let { pages, chunks } = log
  const writes: [string, Uint8Array][] = []
  const first = chunks[0]
  const last = chunks.at(-1)
  if (chunks.length >= pageChunksMax && first && last) {
    const key = logPageKey(sequence, nonce)
    writes.push([key, jsonBody({ format: storeFormat, chunks } satisfies LogPage)])
    pages = [...pages, { key, from: first.from, to: last.to, fromAt: first.fromAt, toAt: last.toAt }]
    chunks = []
  }
  const manifest: LogManifest = { format: storeFormat, pages, chunks: [...chunks, chunk] }
  const key = logManifestKey(sequence, nonce)
  writes.push([key, jsonBody(manifest)])
  return { key, manifest, writes }
}

/** What a log chunk of one entry holds: its operations, and outcomes too large for the root. */
export interface ChunkContent {
  operations: CommittedOperation[]
  /** By the command's index in the entry. */
  outcomes: Map<number, Outcome>
}

export type ChunkLine = (CommittedOperation & { _sequence: number }) | { _outcome: number; outcome: Outcome }

export async function readOperationsChunk(objects: ObjectStore, key: string): Promise<ChunkContent> {
  const content: ChunkContent = { operations: [], outcomes: new Map() }
  for (const line of await unpackJson<ChunkLine>(await readBody(objects, key))) {
    if ('_outcome' in line) content.outcomes.set(line._outcome, line.outcome)
    else {
      const { _sequence, ...operation } = line
      content.operations.push(operation as CommittedOperation)
    }
  }
  return content
}

/** An entry with its operations and outcomes in it, wherever they lie. */
export type FullEntry = Entry & { operations: CommittedOperation[] }

export async function fullEntry(objects: ObjectStore, entry: Entry): Promise<FullEntry> {
  const chunk = chunkOf(entry)?.chunk
  return chunk === undefined ? (entry as FullEntry) : withContent(entry, await readOperationsChunk(objects, chunk))
}

export function withContent(entry: Entry, content: ChunkContent): FullEntry {
  const commands = entry.commands.map((command, index) => {
    const outcome = content.outcomes.get(index)
    return outcome ? { id: command.id, actor: command.actor, outcome } : command
  })
  return { ...entry, commands, operations: content.operations }
}

/** Every entry up to the root, oldest first, from sequence `after` + 1 on. */
export async function* entriesForward(objects: ObjectStore, root: Root, after = 0): AsyncGenerator<FullEntry> {
  const log = await readLogManifest(objects, root)
  for (const chunks of [
    ...log.pages.filter(page => page.to > after).map(page => () => pageOf(objects, page)),
    () => log.chunks,
  ])
    for (const chunk of await chunks()) {
      if (chunk.to <= after) continue
      for (const entry of await unpackJson<Entry>(await readBody(objects, chunk.key)))
        if (entry.sequence > after) yield await fullEntry(objects, entry)
      await nextTurn()
    }
  for (const entry of root.tail) if (entry.sequence > after) yield await fullEntry(objects, entry)
}

/** Every entry from the root's newest, newest first; stop by leaving the loop. */
export async function* entriesBackward(objects: ObjectStore, root: Root): AsyncGenerator<FullEntry> {
  for (const entry of root.tail.toReversed()) yield await fullEntry(objects, entry)
  const log = await readLogManifest(objects, root)
  for (const chunks of [() => log.chunks, ...log.pages.toReversed().map(page => () => pageOf(objects, page))])
    for (const chunk of (await chunks()).toReversed()) {
      const entries = await unpackJson<Entry>(await readBody(objects, chunk.key))
      for (const entry of entries.toReversed()) yield await fullEntry(objects, entry)
    }
}

/** Every chunk that the log lists, oldest first. */
export async function* logChunks(objects: ObjectStore, log: LogManifest): AsyncGenerator<LogChunkRef> {
  for (const page of log.pages) yield* await pageOf(objects, page)
  yield* log.chunks
}

const pageOf = async (objects: ObjectStore, page: LogPageRef): Promise<LogChunkRef[]> =>
  (await readJson<LogPage>(objects, page.key)).chunks
