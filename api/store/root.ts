/**
 * `root.json`: what it may hold, how it is read and written, and how large it may grow.
 *
 * The root is the only mutable object and the only target of a compare-and-swap. It is read on every request, so it
 * stays small: folding keeps it under `rootBytesAim`, and nothing over `rootBytesMax` is ever published.
 */
import { isoOf } from '../clock.ts'
import { readTailEntry, tailText } from './tail-text.ts'
import type { CommittedOperation, Entry, Root } from './view.ts'

/** The format this code writes. `minReader` and `minWriter` in a root say which code may still read and write it. */
export const storeFormat = 1

export const rootBytesAim = 48 * 1024
export const rootBytesMax = 64 * 1024
/** Past either of these a fold of the tail begins, while commits go on. */
export const tailBytesMax = 32 * 1024
export const tailCommitsMax = 64
/** Past that many commits, or bytes in chunks, or where the root would pass its aim, the next commit waits for the fold. */
const tailCommitsOverdue = 128
/** Gzipped operations that the tail's chunks may hold before a fold: what a cold reader has to replay one by one. */
export const tailChunkBytesMax = 2 * 1024 * 1024
/** And how many of them: each is one more object for whoever asks for the history of a record. */
const tailChunksMax = 4
const tailChunkBytesOverdue = 8 * 1024 * 1024
/** Larger operations go into a log chunk, and the root holds a pointer: as they are, and gzipped together with the rest. */
export const inlineOperationsBytesMax = 8 * 1024
export const inlinePackedBytesMax = 8 * 1024
/** Not worth trying: gzip makes a tenth of records at best. */
export const packableBytesMax = 96 * 1024
/** Larger results of commands go there too. */
export const inlineOutcomesBytesMax = 16 * 1024

/** Trouble with the store that a retry will not mend; its message is a sentence for whoever runs it. */
export class StoreProblem extends Error {}

/** What a store holds before its first commit. */
export function emptyRoot(queueId: string, nonce: string): Root {
  return {
    format: storeFormat,
    minReader: storeFormat,
    minWriter: storeFormat,
    sequence: 0,
    nonce,
    epoch: 0,
    queue: { id: queueId, watermark: '0' },
    manifests: {},
    log: null,
    tail: [],
  }
}

/**
 * Throws a `StoreProblem` on a root that newer code has written or that is no root at all. Entries that `known`, an
 * earlier root of the same store, holds as well are taken from it.
 */
export function parseRoot(body: Uint8Array, need: 'read' | 'write' = 'read', known?: Root): Root {
  let root: Root
  try {
    root = JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'))
  } catch (cause) {
    throw new StoreProblem('root.json of this store is not JSON; restore it from a backup.', { cause })
  }
  if (typeof root.sequence !== 'number' || typeof root.minReader !== 'number' || !Array.isArray(root.tail))
    throw new StoreProblem('root.json of this store is not a root; restore it from a backup.')
  refuseNewer(root, need)
  const held = new Map(known?.epoch === root.epoch ? known.tail.map(entry => [entry.sequence, entry]) : [])
  return { ...root, tail: root.tail.map(entry => held.get(entry.sequence) ?? readTailEntry(entry)) }
}

/** Throws a `StoreProblem` on a store that only newer code may read, or write: it knows what this code would break. */
export function refuseNewer({ format, minReader, minWriter }: Root, need: 'read' | 'write'): void {
  const least = need === 'read' ? minReader : Math.max(minReader, minWriter)
  if (least <= storeFormat) return
  throw new StoreProblem(
    `This store has format ${format}, and this Dormouse can ${need} up to format ${storeFormat}: install the newer version.`,
  )
}

const bodies = new WeakMap<Root, Buffer>()

/** Made once: its size is looked at before it is written. */
export function serialiseRoot(root: Root): Buffer {
  let body = bodies.get(root)
  if (!body) {
    const { tail, ...head } = root
    body = Buffer.from(`${JSON.stringify(head).slice(0, -1)},"tail":[${tail.map(tailText).join(',')}]}`)
    bodies.set(root, body)
  }
  return body
}

/** The tail's size in the root as UTF-16 units: near enough to bytes to decide when to fold, and free. */
const tailLength = (root: Root): number => root.tail.reduce((sum, entry) => sum + tailText(entry).length, 0)

export const foldDue = (root: Root): boolean =>
  root.tail.length >= tailCommitsMax ||
  tailLength(root) > tailBytesMax ||
  tailChunkBytes(root) > tailChunkBytesMax ||
  root.tail.filter(chunkOf).length >= tailChunksMax

export const foldOverdue = (root: Root): boolean =>
  root.tail.length >= tailCommitsOverdue || tailChunkBytes(root) > tailChunkBytesOverdue

const tailChunkBytes = (root: Root): number => root.tail.reduce((sum, entry) => sum + (chunkOf(entry)?.bytes ?? 0), 0)

/** The first sequence that the tail holds; the one after the root's when it holds none. */
export const tailStart = (root: Root): number => root.tail[0]?.sequence ?? root.sequence + 1

/** The log chunk that an entry's operations lie in; undefined when they stand in the entry. */
export const chunkOf = (entry: Entry): Exclude<Entry['operations'], CommittedOperation[]> | undefined =>
  Array.isArray(entry.operations) ? undefined : entry.operations

/** The operations that stand in the entry; undefined when they lie in a chunk. */
export const inlineOf = (entry: Entry): CommittedOperation[] | undefined =>
  Array.isArray(entry.operations) ? entry.operations : undefined

/** The time of the commit that follows: the clock's, unless it has gone back. */
export const nextTime = (root: Root, nowMs: number): string => isoOf(Math.max(nowMs, Date.parse(rootTime(root))))

/** More queues than an installation changes in its life; of one that is forgotten only what is remembered is known. */
const formerQueuesMax = 8

/** The number up to which a queue's messages are decided; '0' of a queue that has not fed this store yet. */
export const passedOf = ({ queue, formerQueues = [] }: Root, queueId: string): string =>
  [queue, ...formerQueues].find(({ id }) => id === queueId)?.watermark ?? '0'

/** What the next root says of queues when this one's messages are decided up to `watermark`. */
export function passedTo(root: Root, queueId: string, watermark: string): Pick<Root, 'queue' | 'formerQueues'> {
  const queue = { id: queueId, watermark }
  if (root.queue.id === queueId) return { queue }
  const others = [root.queue, ...(root.formerQueues ?? [])].filter(({ id }) => id !== queueId)
  return { queue, formerQueues: others.slice(0, formerQueuesMax) }
}

/** When the root was made: never before what it follows. */
export const rootTime = (root: Root): string => root.tail.at(-1)?.at ?? '1970-01-01T00:00:00.000Z'
