/** Folders that survive a power cut: a new entry is durable only once the folder holding it was synced. */
import { closeSync, fsync, openSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { promisify } from 'node:util'

const sync = promisify(fsync)

/** Makes the folder and what is missing above it; private to this user, since all of it is people's data. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (!first) return
  for (let made = resolve(folder); made !== dirname(made); made = dirname(made)) {
    await syncFolder(dirname(made))
    if (made === resolve(first)) return
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
