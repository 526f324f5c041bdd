/**
 * One server per data folder. The lock is a transaction held open in a small database of its own: the kernel lets go of it
 * when the process ends, however it ends, and a stopped process keeps it.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface Instance {
  /** Lets the next start go on. */
  release(): void
}

/** One sentence for whoever starts a second one, or may not write here. */
export class InstanceError extends Error {}

export function holdFolder(folder: string, address: string): Instance {
  const run = join(folder, 'run')
  const note = join(run, 'server.json')
  let database: DatabaseSync | undefined
  try {
    mkdirSync(run, { recursive: true })
    database = new DatabaseSync(join(run, 'server.lock'), { timeout: 0 })
    database.exec('BEGIN EXCLUSIVE')
    writeFileSync(note, JSON.stringify({ pid: process.pid, address }))
    return { release: () => database?.close() }
  } catch (error) {
    database?.close()
    if (isBusy(error))
      throw new InstanceError(`Dormouse is running on ${folder} already${whoHolds(note)}.`, { cause: error })
    throw new InstanceError(
      `The data folder ${folder} cannot be written to: make it yours, or name another one in STORE_URL (${reason(error)}).`,
      { cause: error },
    )
  }
}

/** SQLITE_BUSY: https://www.sqlite.org/rescode.html#busy */
const isBusy = (error: unknown) => error instanceof Error && 'errcode' in error && error.errcode === 5

const reason = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error)

function whoHolds(note: string): string {
  try {
    const { pid, address } = JSON.parse(readFileSync(note, 'utf8'))
    return `, as process ${pid} at ${address}`
  } catch {
    return ''
  }
}
