/**
 * SQLite's write lock, taken without ever sleeping inside SQLite: its own busy handler would hold the event loop. The
 * kernel frees the lock when its holder is killed; a holder that is merely stopped keeps it, which is what makes it safe.
 */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../clock.ts'
import { isBusy } from './trouble.ts'

/** Far above any honest hold (a few fsyncs), below the time a person waits for an answer. */
const busyMsMax = 7_000
const retryMsMax = 16

/** Repeats what SQLite refuses because another process is at it. Throws SQLite's busy error when that takes too long. */
export async function patiently<T>(clock: Clock, attempt: () => T): Promise<T> {
  const untilMs = clock.nowMs() + busyMsMax
  for (let retryMs = 1; ; retryMs = Math.min(2 * retryMs, retryMsMax)) {
    try {
      return attempt()
    } catch (error) {
      if (!isBusy(error) || clock.nowMs() > untilMs) throw error
    }
    await clock.wait(retryMs)
  }
}

function end(db: DatabaseSync, how: 'COMMIT' | 'ROLLBACK'): void {
  // A failed COMMIT may have rolled back by itself; a second ROLLBACK would hide the first error.
  if (db.isTransaction) db.exec(how)
}

/**
 * Runs `work` in one write transaction. From BEGIN to COMMIT nothing is awaited, so that nothing else of this process, on
 * the same connection, slips in between.
 */
export const transact = <T>(db: DatabaseSync, clock: Clock, work: () => T): Promise<T> =>
  patiently(clock, () => {
    db.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      end(db, 'COMMIT')
      return result
    } catch (error) {
      end(db, 'ROLLBACK')
      throw error
    }
  })

export interface Lock {
  /** Runs `work` while no other process, and nobody else in this one, holds the lock. */
  hold<T>(work: () => Promise<T>): Promise<T>
  /** Waits for whoever holds it in this process. */
  close(): Promise<void>
}

/** A lock on a database file without content, which is made at the first use. Holding it writes nothing. */
export function makeLock(file: string, clock: Clock): Lock {
  let opened: DatabaseSync | undefined
  let last: Promise<unknown> = Promise.resolve()

  /** SQLite begins an empty file with its first page, at every transaction until one is committed: so commit one. */
  async function open(): Promise<DatabaseSync> {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const db = new DatabaseSync(file, { timeout: 0 })
    try {
      const made = await patiently(clock, () => db.prepare('PRAGMA user_version').get()?.user_version)
      if (!made) await transact(db, clock, () => db.exec('PRAGMA user_version = 1'))
      return db
    } catch (error) {
      db.close()
      throw error
    }
  }

  async function holdAlone<T>(work: () => Promise<T>): Promise<T> {
    opened ??= await open()
    const db = opened
    await patiently(clock, () => db.exec('BEGIN IMMEDIATE'))
    try {
      return await work()
    } finally {
      end(db, 'ROLLBACK')
    }
  }

  return {
    hold(work) {
      const mine = last.then(() => holdAlone(work))
      last = mine.catch(() => undefined)
      return mine
    },
    async close() {
      await last
      opened?.close()
      opened = undefined
    },
  }
}
