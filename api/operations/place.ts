/** Places that people name on the command line. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { folderOf } from '../store/open.ts'
import { UsageProblem } from './task.ts'

/** A folder as people type it, or `s3://bucket/prefix`. */
export function placeOf(text: string): string {
  if (text.trim() === '') throw new UsageProblem('The name of the folder is empty.')
  if (text.startsWith('file:')) return text
  if (!text.startsWith('s3:')) return `file:${text}`
  if (!s3Place.test(text)) throw new UsageProblem(`${text} is no place in S3: those are s3://bucket/prefix.`)
  return text
}

const s3Place = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/.*)?$/

/** Takes away what writing into a folder needed and reading it does not: the lock, and the room for half-written files. */
export async function tidy(place: string): Promise<void> {
  if (!place.startsWith('file:')) return
  for (const name of ['.half', '.lock.sqlite']) await rm(join(folderOf(place), name), { recursive: true, force: true })
}
