/** The operations of the tail's entries: most stand in the root, larger ones in log chunks that are read when asked for. */
import { type ChunkContent, readOperationsChunk } from './log.ts'
import type { ObjectStore } from './objects.ts'
import { chunkOf, inlineOf } from './root.ts'
import type { CommittedOperation, Entry, Root } from './view.ts'

export class TailContents {
  readonly #objects: ObjectStore
  readonly #chunks = new Map<string, ChunkContent>()

  constructor(objects: ObjectStore) {
    this.#objects = objects
  }

  /** Undefined when they lie in a chunk that nobody has loaded. */
  operations(entry: Entry): readonly CommittedOperation[] | undefined {
    return inlineOf(entry) ?? this.content(entry)?.operations
  }

  content(entry: Entry): ChunkContent | undefined {
    const chunk = chunkOf(entry)?.chunk
    return chunk === undefined ? undefined : this.#chunks.get(chunk)
  }

  /** What was just written need not be read back. */
  remember(chunk: string, content: ChunkContent): void {
    this.#chunks.set(chunk, content)
  }

  async load(entries: readonly Entry[]): Promise<void> {
    await Promise.all(
      entries.map(async entry => {
        const chunk = chunkOf(entry)?.chunk
        if (chunk === undefined || this.#chunks.has(chunk)) return
        this.remember(chunk, await readOperationsChunk(this.#objects, chunk))
      }),
    )
  }

  /** Forgets what no entry of the tail points to any more. */
  prune(root: Root): void {
    if (this.#chunks.size === 0) return
    const kept = new Set(root.tail.flatMap(entry => chunkOf(entry)?.chunk ?? []))
    for (const chunk of this.#chunks.keys()) if (!kept.has(chunk)) this.#chunks.delete(chunk)
  }
}

/** Whether an entry may change the collection. */
export const touches = (entry: Entry, collection: string): boolean =>
  chunkOf(entry)?.collections.includes(collection) ??
  inlineOf(entry)?.some(operation => operation.on === collection) ??
  false
