/** Picks the adapter for a URL in the environment. */
import { fileURLToPath } from 'node:url'
import { diskObjects } from './objects.disk.ts'
import { memoryObjects } from './objects.memory.ts'
import { s3Objects } from './objects.s3.ts'
import type { ObjectStore } from './objects.ts'

/**
 * `file:./data`, `file:/srv/data` or `file:///srv/data` (relative ones start at the working directory),
 * `s3://bucket/prefix`, `memory:`. Opening reaches for nothing; the first use does.
 */
export function openObjects(url: string): ObjectStore {
  if (url.startsWith('file:')) return diskObjects(folderOf(url))
  if (url === 'memory:') return memoryObjects()
  const s3 = /^s3:\/\/(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(?<prefix>.*?))?\/?$/.exec(url)?.groups
  if (s3?.bucket) return s3Objects({ bucket: s3.bucket, prefix: s3.prefix ?? '' })
  throw new Error(`"${url}" is no place for files: use file:./folder, s3://bucket/prefix or memory:.`)
}

/** The folder that a `file:` URL names; a relative one stays relative. */
export function folderOf(url: string): string {
  if (url.startsWith('file://')) return fileURLToPath(url)
  const folder = url.slice('file:'.length)
  if (!folder) throw new Error('"file:" names no folder: use file:./data or file:/srv/data.')
  return folder
}
