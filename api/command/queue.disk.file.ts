/** The queue's SQLite file: its tables and every statement that is ever run on them. */
import { closeSync, fdatasync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { promisify } from 'node:util'
import type { Clock } from '../clock.ts'
import { makeFolder, syncFolder } from '../disk/folder.ts'
import { patiently, transact } from '../disk/transaction.ts'
import type { Ids } from '../ids.ts'

const format = 1

/** Kept small on disk: the WAL is cut back to this after a checkpoint. */
const walBytesMax = 16 * 1024 * 1024

const tables = `
  CREATE TABLE queue (id TEXT NOT NULL);
  CREATE TABLE messages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    commandId TEXT NOT NULL,
    body TEXT NOT NULL,
    receives INTEGER NOT NULL DEFAULT 0,
    receipt TEXT,
    owner TEXT,
    visibleAtMs INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX hidden ON messages (visibleAtMs) WHERE visibleAtMs > 0;
  CREATE INDEX tried ON messages (receives) WHERE receives > 0;
  CREATE TABLE dead (number INTEGER PRIMARY KEY, commandId TEXT NOT NULL, body TEXT NOT NULL, diedAtMs INTEGER NOT NULL);
`

export interface OpenQueueFile extends ReturnType<typeof statementsOn> {
  id: string
  /** What it commits survives kill -9, but not yet a power cut ... */
  db: DatabaseSync
  insert: StatementSync
  /** ... until this resolves, for everything that was committed before the call. */
  synced(): Promise<void>
  /** Not while a sync is under way. */
  close(): void
}

export async function openQueueFile(path: string, clock: Clock, ids: Ids): Promise<OpenQueueFile> {
  await makeFolder(dirname(path))
  // Commands are people's data, whatever rights the folder was given; SQLite's other files take after this one.
  closeSync(openSync(path, 'a', 0o600))
  const db = new DatabaseSync(path, { timeout: 0 })
  let wal: number | undefined
  const close = () => {
    if (wal !== undefined) closeSync(wal)
    db.close()
  }
  try {
    await patiently(clock, () => db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL'))
    db.exec(`PRAGMA journal_size_limit = ${walBytesMax}`)
    const id = await transact(db, clock, () => idOf(db, ids))
    // It is there now, and stays the same file for as long as any connection is open.
    wal = openSync(`${path}-wal`, 'r+')
    const synced = makeSync(wal)
    await synced()
    await syncFolder(dirname(path))
    const insert = db.prepare('INSERT INTO messages (commandId, body) VALUES (?, ?)')
    return { id, db, close, insert, synced, ...statementsOn(db) }
  } catch (error) {
    close()
    throw error
  }
}

const syncLater = promisify(fdatasync)

/**
 * Syncs the WAL as SQLite would under synchronous FULL, but on the thread pool: SQLite's own sync holds the event loop for
 * as long as the disk takes. One sync serves everybody who asked before it began.
 */
function makeSync(wal: number): () => Promise<void> {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  const begin = () => {
    next = undefined
    running = syncLater(wal).finally(() => {
      running = undefined
    })
    return running
  }
  return () => {
    if (!running) return begin()
    // The one under way may have begun before what the caller wrote.
    next ??= running.then(begin, begin)
    return next
  }
}

/** The queue's id, made together with its tables by whoever comes first. */
function idOf(db: DatabaseSync, ids: Ids): string {
  const { user_version: found } = db.prepare('PRAGMA user_version').get() as { user_version: number }
  if (found > format) throw new Error('its queue was written by a newer Dormouse. Start that version instead.')
  if (found === 0) {
    db.exec(tables)
    db.prepare('INSERT INTO queue (id) VALUES (?)').run(`disk-${ids.nonce()}`)
    db.exec(`PRAGMA user_version = ${format}`)
  }
  return (db.prepare('SELECT id FROM queue').get() as { id: string }).id
}

/** `visibleAtMs > 0` and `receives > 0` are there for the partial indexes: SQLite uses one only if it can prove its condition. */
const statementsOn = (db: DatabaseSync) => ({
  any: db.prepare('SELECT 1 FROM messages LIMIT 1'),
  /** Everybody who holds something out of sight; null: nobody, it was handed back with a delay. */
  holders: db.prepare('SELECT DISTINCT owner FROM messages WHERE visibleAtMs > 0 AND visibleAtMs > ?'),
  /** Hands back all that a dead process held. */
  abandon: db.prepare(
    'UPDATE messages SET visibleAtMs = 0, receipt = NULL, owner = NULL WHERE visibleAtMs > 0 AND owner = ?',
  ),
  bury: db.prepare(`INSERT INTO dead (number, commandId, body, diedAtMs)
    SELECT number, commandId, body, ? FROM messages WHERE receives > 0 AND receives >= ?`),
  forgetBuried: db.prepare('DELETE FROM messages WHERE receives > 0 AND receives >= ?'),
  head: db.prepare('SELECT number, commandId, body, receives FROM messages ORDER BY number LIMIT ?'),
  hold: db.prepare(
    'UPDATE messages SET receives = receives + 1, receipt = ?, owner = ?, visibleAtMs = ? WHERE number = ?',
  ),
  remove: db.prepare('DELETE FROM messages WHERE number = ? AND receipt = ?'),
  release: db.prepare(`UPDATE messages SET receives = receives - 1, receipt = NULL, owner = NULL, visibleAtMs = ?
    WHERE number = ? AND receipt = ?`),
  depth: db.prepare(`SELECT (SELECT count(*) FROM messages) AS messages, (SELECT count(*) FROM dead) AS dead,
    (SELECT count(*) FROM messages WHERE visibleAtMs > 0 AND visibleAtMs > ?) AS hidden`),
})
