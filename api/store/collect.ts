/**
 * Garbage collection: removes what no root and no pin leads to.
 *
 * 1. Nothing younger than seven days goes: readers of an older root still find its files.
 * 2. Nothing goes that a stalled writer could still publish. A writer holds the tag of the root it means to replace no
 *    later than `publishWithinMs` after it wrote what the new root leads to (`compact.ts` gives up after that; commits and
 *    folds take the tag before they write). So once the root has been replaced later than that, the tag is worthless. On a
 *    store that stands still nothing is collected: there is nothing to gain either.
 * 3. Code that may not write may not remove either: it does not know everything that a newer root leads to.
 * 4. A pin that leads to a file which has gone is none: who made it was stopped between taking the root and pinning it.
 * 5. References are taken after the list: what is listed was written before, so a reference made since is to something newer.
 */
import type { Clock } from '../clock.ts'
import type { ObjectStore } from './objects.ts'
import { collectablePrefixes, parseKey, rootKey } from './paths.ts'
import { allReferences } from './references.ts'
import { parseRoot, StoreProblem } from './root.ts'
import type { Root } from './view.ts'

export const keepMs = 7 * 24 * 3_600_000
/** How long after writing its files a compaction may still publish them. */
export const publishWithinMs = 3_600_000
/** Clocks of the store's machines may differ by so much. */
const skewMs = 3_600_000
const removalsAtOnce = 8

export interface Collected {
  objects: number
  removed: number
  removedBytes: number
  /** Unreferenced, but too young to go. */
  young: number
  /** Keys that are none of this store's; they are left alone. */
  strange: string[]
  /** Names of pins that lead to something that is not there. */
  brokenPins: string[]
}

export interface CollectOptions {
  /** Says what would go, removes nothing. */
  dryRun?: boolean
  onProgress?(done: number, of: number): void
}

export async function collectGarbage(
  { objects, clock }: { objects: ObjectStore; clock: Clock },
  { dryRun = false, onProgress }: CollectOptions = {},
): Promise<Collected> {
  const listed: { key: string; sizeBytes: number; modifiedMs: number }[] = []
  for (const prefix of collectablePrefixes)
    for await (const { key, sizeBytes, modifiedAt } of objects.list(prefix))
      listed.push({ key, sizeBytes, modifiedMs: Date.parse(modifiedAt) })
  const replacedMs = await rootReplacedMs(objects)
  const { references, brokenPins } = await allReferences(objects, () => writableRoot(objects))
  const result: Collected = { objects: listed.length, removed: 0, removedBytes: 0, young: 0, strange: [], brokenPins }
  const garbage: typeof listed = []
  const oldestKeptMs = Math.min(clock.nowMs() - keepMs, replacedMs - publishWithinMs - skewMs)
  for (const each of listed) {
    if (references.has(each.key)) continue
    if (!parseKey(each.key)) result.strange.push(each.key)
    else if (each.modifiedMs >= oldestKeptMs) result.young++
    else garbage.push(each)
  }
  let done = 0
  const remove = async () => {
    for (let each = garbage.pop(); each; each = garbage.pop()) {
      if (!dryRun) await objects.remove(each.key)
      result.removed++
      result.removedBytes += each.sizeBytes
      onProgress?.(++done, done + garbage.length)
    }
  }
  await Promise.all(Array.from({ length: removalsAtOnce }, remove))
  return result
}

/** Removes objects under a prefix that are older than `ageMs`: staged payloads and uploads, which nothing refers to for long. */
export async function removeOlder(
  { objects, clock }: { objects: ObjectStore; clock: Clock },
  prefix: string,
  ageMs: number,
): Promise<number> {
  const old: string[] = []
  for await (const { key, modifiedAt } of objects.list(prefix))
    if (Date.parse(modifiedAt) < clock.nowMs() - ageMs) old.push(key)
  for (const key of old) await objects.remove(key)
  return old.length
}

async function rootReplacedMs(objects: ObjectStore): Promise<number> {
  for await (const { key, modifiedAt } of objects.list(rootKey)) if (key === rootKey) return Date.parse(modifiedAt)
  throw new StoreProblem('There is no root.json: nothing can be told apart, so nothing is removed.')
}

async function writableRoot(objects: ObjectStore): Promise<Root> {
  const got = await objects.get(rootKey)
  if (got.kind !== 'found') throw new StoreProblem('root.json has gone: nothing is removed.')
  return parseRoot(got.body, 'write')
}
