/** Writes files anew without what a redaction takes out of them. Each file is read once, however many roots lead to it. */
import { isDeepStrictEqual } from 'node:util'
import type { Outcome } from '@dormouse/model'
import type { Ids } from '../ids.ts'
import { type Line, packTexts, unpackLines, unpackTexts } from './codec.ts'
import { type ChunkLine, type LogChunkRef, type LogManifest, type LogPage, readLogManifest } from './log.ts'
import {
  jsonBody,
  type Manifest,
  type PartitionedManifest,
  readBody,
  readJson,
  type SegmentRef,
  type ShardedManifest,
  type TableManifest,
} from './manifest.ts'
import type { ObjectStore } from './objects.ts'
import { logKey, logManifestKey, logPageKey, manifestKey, parseKey, segmentKey } from './paths.ts'
import type { Redaction, Row } from './redact.ts'
import { chunkOf } from './root.ts'
import type { CommittedOperation, Entry, Root } from './view.ts'

export interface RewriterDeps {
  objects: ObjectStore
  redaction: Redaction
  /** Needed for writing alone. */
  ids?: Ids
  dryRun: boolean
  onProgress?(done: number, of: number): void
}

export const isChanged = (before: Root, after: Root): boolean => !isDeepStrictEqual(before, after)

export class Rewriter {
  readonly #deps: RewriterDeps
  /** Old key → what stands in its place; the same key where nothing had to go. */
  readonly #done = new Map<string, { key: string; bytes: number; rows: number }>()
  #known = 0
  #sequence = 0

  constructor(deps: RewriterDeps) {
    this.#deps = deps
  }

  /** Keys of files that others have taken the place of. */
  replaced(): string[] {
    return [...this.#done].filter(([old, { key }]) => old !== key).map(([old]) => old)
  }

  /** The root with everything it leads to. `sequence`: what new files are named after. */
  async root(root: Root, sequence: number): Promise<Root> {
    this.#sequence = sequence
    const manifests: Record<string, string> = {}
    const log = root.log === null ? null : await this.#log(root.log, root)
    for (const [collection, key] of Object.entries(root.manifests))
      manifests[collection] = await this.#manifest(key, collection)
    const tail: Entry[] = []
    for (const entry of root.tail) tail.push(await this.#entry(entry))
    return { ...root, manifests, log, tail }
  }

  /** Whether a file holds something that has to go. */
  async isTainted(key: string): Promise<boolean> {
    const parsed = parseKey(key)
    const got = await this.#deps.objects.get(key)
    if (got.kind !== 'found') return false
    if (parsed?.kind === 'segment') {
      const lines = await unpackLines(got.body)
      return lines.some(line => this.#line(line, parsed.collection as string) !== line.text)
    }
    if (parsed?.kind !== 'log') return false
    const texts = await unpackTexts(got.body)
    for (const text of texts) if ((await this.#logLine(text, false)) !== text) return true
    return false
  }

  async #log(key: string, root: Root): Promise<string> {
    return this.#once(key, async () => {
      const log = await readLogManifest(this.#deps.objects, root)
      const pages: LogManifest['pages'] = []
      for (const page of log.pages) pages.push({ ...page, key: await this.#page(page.key) })
      const chunks = await this.#chunks(log.chunks)
      return { before: log, after: { ...log, pages, chunks }, name: nonce => logManifestKey(this.#sequence, nonce) }
    })
  }

  #page(key: string): Promise<string> {
    return this.#once(key, async () => {
      const page = await readJson<LogPage>(this.#deps.objects, key)
      const chunks = await this.#chunks(page.chunks)
      return { before: page, after: { ...page, chunks }, name: nonce => logPageKey(this.#sequence, nonce) }
    })
  }

  /** Chunks of operations first: the entries that point to them then point to the new ones. */
  async #chunks(refs: readonly LogChunkRef[]): Promise<LogChunkRef[]> {
    this.#known += refs.length
    const after: LogChunkRef[] = []
    for (const ref of refs) {
      const operations: string[] = []
      for (const key of ref.operations) operations.push((await this.#texts(key, ref)).key)
      const { key, bytes } = await this.#texts(ref.key, ref)
      after.push({ ...ref, key, bytes, operations })
    }
    return after
  }

  #texts(key: string, { fromAt, from, to }: Pick<LogChunkRef, 'fromAt' | 'from' | 'to'>) {
    return this.#file(key, async body => {
      const texts = await unpackTexts(body)
      const after: string[] = []
      for (const text of texts) after.push(await this.#logLine(text, true))
      return { before: texts, after, name: nonce => logKey(fromAt, from, to, nonce) }
    })
  }

  /** An entry, an operation or an outcome: what log files hold. */
  async #logLine(text: string, follow: boolean): Promise<string> {
    const leadsOn = text.includes('"operations":{"chunk":')
    if (!leadsOn && !this.#deps.redaction.concerns(text)) return text
    const line = JSON.parse(text) as Entry | ChunkLine
    if ('commands' in line) return same(text, line, follow ? await this.#entry(line) : this.#inline(line))
    if ('_outcome' in line) return same(text, line, { ...line, outcome: this.#outcome(line.outcome) })
    const { _sequence, ...operation } = line
    return same(text, line, { _sequence, ...this.#operation(operation as CommittedOperation) })
  }

  async #entry(entry: Entry): Promise<Entry> {
    const chunk = chunkOf(entry)
    const clean = this.#inline(entry)
    if (!chunk) return clean
    const at = { fromAt: entry.at, from: entry.sequence, to: entry.sequence }
    const { key, bytes } = await this.#texts(chunk.chunk, at)
    return key === chunk.chunk ? clean : { ...clean, operations: { ...chunk, chunk: key, bytes } }
  }

  #inline(entry: Entry): Entry {
    if (!this.#deps.redaction.concerns(JSON.stringify(entry))) return entry
    const commands = entry.commands.map(command => ({ ...command, outcome: this.#outcome(command.outcome) }))
    if (!Array.isArray(entry.operations)) return { ...entry, commands }
    return { ...entry, commands, operations: entry.operations.map(each => this.#operation(each)) }
  }

  #operation = (operation: CommittedOperation): CommittedOperation => this.#deps.redaction.operation(operation)
  #outcome = (outcome: Outcome): Outcome => this.#deps.redaction.outcome(outcome)

  #manifest(key: string, collection: string, partition?: string): Promise<string> {
    return this.#once(key, async () => {
      const before = await readJson<Manifest>(this.#deps.objects, key)
      const after = await this.#inside(before, collection)
      return { before, after, name: nonce => manifestKey(collection, this.#sequence, nonce, partition) }
    })
  }

  async #inside(manifest: Manifest, collection: string): Promise<Manifest> {
    if (manifest.kind === 'partitioned') {
      const partitions: PartitionedManifest['partitions'] = {}
      for (const [name, ref] of Object.entries(manifest.partitions))
        partitions[name] = { ...ref, manifest: await this.#manifest(ref.manifest, collection, name) }
      return { ...manifest, partitions }
    }
    const refs = async (all: readonly (SegmentRef | null)[]) => {
      this.#known += all.length
      const after: (SegmentRef | null)[] = []
      for (const ref of all) after.push(ref && (await this.#segment(ref, collection)))
      return after
    }
    const base = await refs(manifest.base)
    const deltas = (await refs(manifest.deltas)) as SegmentRef[]
    return manifest.kind === 'sharded'
      ? ({ ...manifest, base, deltas } satisfies ShardedManifest)
      : ({ ...manifest, base: base as SegmentRef[], deltas } satisfies TableManifest)
  }

  async #segment(ref: SegmentRef, collection: string): Promise<SegmentRef> {
    const written = await this.#file(ref.key, async body => {
      const lines = await unpackLines(body)
      const after = lines.flatMap(line => this.#line(line, collection) ?? [])
      const folder = decodeURIComponent(ref.key.split('/')[2] as string)
      return {
        before: lines.map(line => line.text),
        after,
        name: nonce => segmentKey(collection, folder, this.#sequence, nonce),
      }
    })
    return written.key === ref.key ? ref : { ...ref, ...written }
  }

  #line({ text, deleted }: Line, collection: string): string | undefined {
    if (deleted || !this.#deps.redaction.concerns(text)) return text
    const { _sequence, _deleted, _key, _id, _order, ...row } = JSON.parse(text)
    const clean = this.#deps.redaction.row(collection, row as Row)
    if (!clean) return undefined
    if (isDeepStrictEqual(clean, row)) return text
    const placed = _key === undefined ? {} : { _key, _id, _order }
    return JSON.stringify({ _sequence, _deleted, ...placed, ...clean })
  }

  /** A manifest, written anew where something in it has changed. */
  async #once(
    key: string,
    make: () => Promise<{ before: object; after: object; name(nonce: string): string }>,
  ): Promise<string> {
    const known = this.#done.get(key)
    if (known) return known.key
    const { before, after, name } = await make()
    const body = isDeepStrictEqual(before, after) ? undefined : jsonBody(after)
    return (await this.#put(key, body, 0, name)).key
  }

  /** A file of lines, written anew where one of them has changed. */
  async #file(
    key: string,
    make: (body: Uint8Array) => Promise<{ before: string[]; after: string[]; name(nonce: string): string }>,
  ): Promise<{ key: string; bytes: number; rows: number }> {
    const known = this.#done.get(key)
    if (known) return known
    const body = await readBody(this.#deps.objects, key)
    const { before, after, name } = await make(body)
    this.#deps.onProgress?.(this.#done.size + 1, Math.max(this.#known, this.#done.size + 1))
    const isSame = before.length === after.length && before.every((text, index) => text === after[index])
    if (!isSame) return this.#put(key, await packTexts(after), after.length, name)
    const unchanged = { key, bytes: body.byteLength, rows: after.length }
    this.#done.set(key, unchanged)
    return unchanged
  }

  async #put(key: string, body: Uint8Array | undefined, rows: number, name: (nonce: string) => string) {
    const { dryRun, ids, objects } = this.#deps
    const fresh = body ? name(dryRun || !ids ? 'dry' : ids.nonce()) : key
    if (body && !dryRun) await objects.put(fresh, body)
    const written = { key: fresh, bytes: body?.byteLength ?? 0, rows }
    this.#done.set(key, written)
    return written
  }
}

const same = (text: string, before: unknown, after: unknown): string =>
  isDeepStrictEqual(before, after) ? text : JSON.stringify(after)
