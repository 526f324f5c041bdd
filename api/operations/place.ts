/** Places that people name on the command line. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { folderOf } from '../store/open.ts'

/** A folder as people type it, or `s3://bucket/prefix`. */
export const placeOf = (text: string): string => (/^(s3:\/\/|file:)/.test(text) ? text : `file:${text}`)

/** Takes away what writing into a folder needed and reading it does not: the lock, and the room for half-written files. */
export async function tidy(place: string): Promise<void> {
  if (!place.startsWith('file:')) return
  for (const name of ['.half', '.lock.sqlite']) await rm(join(folderOf(place), name), { recursive: true, force: true })
}
