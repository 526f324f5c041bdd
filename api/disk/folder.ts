/** Folders that survive a power cut: a new entry is durable only once the folder holding it was synced. */
import { closeSync, fsync, openSync } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { promisify } from 'node:util'
import { isAbsent } from './trouble.ts'

const sync = promisify(fsync)

/** Makes the folder and what is missing above it; private to this user, since all of it is people's data. */
export async function makeFolder(folder: string): Promise<void> {
  const path = resolve(folder)
  const first = await made(path)
  if (first === undefined) return
  for (let last = path; last !== dirname(last); last = dirname(last)) {
    await syncFolder(dirname(last))
    if (last === first) return
  }
}

/** Answers with the uppermost folder that was missing; undefined when none was. */
async function made(path: string): Promise<string | undefined> {
  try {
    return await madeAlone(path)
  } catch (error) {
    if (!isAbsent(error) || dirname(path) === path) throw error
  }
  const above = await made(dirname(path))
  try {
    const here = await madeAlone(path)
    return above ?? here
  } catch (cause) {
    if (!isAbsent(cause)) throw cause
    // What is above is there and yet takes nothing, as in /proc: Node's own `recursive` would try for ever.
    throw Object.assign(new Error(`${dirname(path)} takes no folders.`, { cause }), { code: 'ENOTDIR' })
  }
}

/** Undefined: it is there. */
async function madeAlone(path: string): Promise<string | undefined> {
  try {
    await mkdir(path, { mode: 0o700 })
    return path
  } catch (error) {
    // Somebody else may have been faster; a file of that name is in the way.
    const isThere = await stat(path).then(
      found => found.isDirectory(),
      () => false,
    )
    if (isThere) return undefined
    throw error
  }
}

export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder, and its file systems journal the rename themselves.
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    await sync(handle)
  } finally {
    closeSync(handle)
  }
}
