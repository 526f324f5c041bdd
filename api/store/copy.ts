/**
 * Copies a store as one root has it: everything that the root leads to, and the root itself last. All but the root never
 * changes, so what lies at the other place already is not copied again: a second backup into one folder is a small one.
 */
import { readBody } from './manifest.ts'
import type { ObjectStore } from './objects.ts'
import { addReferences } from './references.ts'
import type { Root } from './view.ts'

export interface Copied {
  objects: number
  /** Of these, what was not there yet. */
  copied: number
  bytes: number
}

const copiesAtOnce = 8

/** Everything but `root.json`, which the caller writes once this has resolved. */
export async function copyReferences(
  from: ObjectStore,
  to: ObjectStore,
  root: Root,
  onProgress?: (done: number, of: number) => void,
): Promise<Copied> {
  const keys = new Set<string>()
  await addReferences(from, root, keys)
  return copyKeys(from, to, [...keys], onProgress)
}

export async function copyKeys(
  from: ObjectStore,
  to: ObjectStore,
  keys: readonly string[],
  onProgress?: (done: number, of: number) => void,
): Promise<Copied> {
  const there = new Set<string>()
  for await (const { key } of to.list('')) there.add(key)
  const missing = keys.filter(key => !there.has(key))
  const waiting = [...missing]
  let bytes = 0
  let done = 0
  const work = async () => {
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      const body = await readBody(from, key)
      await to.put(key, body)
      bytes += body.byteLength
      onProgress?.(++done, missing.length)
    }
  }
  await Promise.all(Array.from({ length: copiesAtOnce }, work))
  return { objects: keys.length, copied: missing.length, bytes }
}
