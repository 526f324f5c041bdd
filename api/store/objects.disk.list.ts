/** Walks a folder in the order of its keys. */
import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isoOf } from '../clock.ts'
import { isAbsent } from '../disk/trouble.ts'
import { byKey, isKey } from './objects.keys.ts'
import type { Listed } from './objects.ts'

/** Every object under the prefix, behind `after`; reads only the folders that can hold one. */
export async function* walk(folder: string, prefix: string, after: string): AsyncGenerator<Listed> {
  yield* walkFrom(folder, prefix.slice(0, prefix.lastIndexOf('/') + 1), prefix, after)
}

async function* walkFrom(folder: string, base: string, prefix: string, after: string): AsyncGenerator<Listed> {
  for (const entry of await entriesOf(folder, base)) {
    if (entry.endsWith('/')) {
      const within = entry.startsWith(prefix) || prefix.startsWith(entry)
      const passed = after > entry && !after.startsWith(entry)
      if (within && !passed) yield* walkFrom(folder, entry, prefix, after)
    } else if (entry.startsWith(prefix) && entry > after) {
      const found = await unlessGone(stat(join(folder, entry)))
      if (found) yield { key: entry, sizeBytes: found.size, modifiedAt: isoOf(found.mtimeMs) }
    }
  }
}

/**
 * Full keys of the files, and of the folders with a slash behind them: `a-b` sorts before `a/`, as it does in S3. What
 * is no key (dot files: the adapter's own; a stray file of somebody else's) is not an object.
 */
async function entriesOf(folder: string, base: string): Promise<string[]> {
  const entries: Dirent[] = (await unlessGone(readdir(join(folder, base), { withFileTypes: true }))) ?? []
  return entries
    .filter(entry => isKey(entry.name) && (entry.isFile() || entry.isDirectory()))
    .map(entry => `${base}${entry.name}${entry.isDirectory() ? '/' : ''}`)
    .sort(byKey)
}

const unlessGone = <T>(work: Promise<T>): Promise<T | undefined> =>
  work.catch(error => {
    if (isAbsent(error)) return undefined
    throw error
  })
