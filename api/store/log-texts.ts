/** The whole log as lines, file by file: for whoever looks for something in it without parsing all of it. */
import { unpackTexts } from './codec.ts'
import { logChunks, readLogManifest } from './log.ts'
import { readBody } from './manifest.ts'
import type { ObjectStore } from './objects.ts'
import { chunkOf } from './root.ts'
import { entryText } from './tail-text.ts'
import type { CommittedOperation, Entry, Root } from './view.ts'

/** Oldest first: entries, and operations that lie in chunks of their own. The tail comes last. */
export async function* logTexts(
  objects: ObjectStore,
  root: Root,
  onProgress?: (sequence: number, of: number) => void,
): AsyncGenerator<string[]> {
  for await (const ref of logChunks(objects, await readLogManifest(objects, root))) {
    for (const key of ref.operations) yield unpackTexts(await readBody(objects, key))
    yield unpackTexts(await readBody(objects, ref.key))
    onProgress?.(ref.to, root.sequence)
  }
  for (const entry of root.tail) {
    const chunk = chunkOf(entry)?.chunk
    if (chunk !== undefined) yield unpackTexts(await readBody(objects, chunk))
  }
  yield root.tail.map(entryText)
}

/** The operations that stand in a line of the log. */
export function operationsIn(text: string): CommittedOperation[] {
  const line = JSON.parse(text) as Entry | CommittedOperation | { _outcome: number }
  if ('commands' in line) return Array.isArray(line.operations) ? line.operations : []
  return 'on' in line ? [line] : []
}
