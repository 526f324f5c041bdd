/**
 * Objects as files: one machine's store, safe with several processes on one folder and against kill -9 and power cuts.
 *
 * 1. A file is never changed in place. A new body is written aside (`.half/`), synced, and renamed over the old one.
 * 2. Compare and rename happen under the lock database's write lock (`.lock.sqlite`). The kernel frees it when the
 *    holder dies; a stopped holder keeps it. Lock files with time-outs would let two win.
 * 3. A tag is inode, modification time and size: one stat answers a conditional GET. Inodes are used again at once, so
 *    under the lock every new file's time is made later than its predecessor's: a tag never comes back.
 *    (After a `remove` it might; nothing that is ever removed is a compare-and-swap target.)
 *
 * Killed before the rename: a file in `.half/`, swept later. Killed after it: the put happened, unacknowledged.
 */
import {
  type BigIntStats,
  closeSync,
  fstatSync,
  fsync,
  open,
  openSync,
  readFileSync,
  rename,
  statSync,
  utimesSync,
  writeFile,
  writeFileSync,
} from 'node:fs'
import { readdir, open as reading, rm, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Clock, systemClock } from '../clock.ts'
import { makeFolder, syncFolder } from '../disk/folder.ts'
import { makeGate } from '../disk/gate.ts'
import { makeLock } from '../disk/transaction.ts'
import { diskTrouble, isAbsent } from '../disk/trouble.ts'
import { type Ids, systemIds } from '../ids.ts'
import { walk } from './objects.disk.list.ts'
import { checkKey, checkPrefix } from './objects.keys.ts'
import { type Got, holds, type ObjectStore, type Put, type PutCondition } from './objects.ts'

/** Up to here reading and filling at once beat trips to the thread pool; the root (64 KB) always goes this way. */
const nowBytesMax = 128 * 1024
const filesOpenMax = 32
const halfAgeMsMax = 3_600_000

/**
 * Making, moving and syncing files waits while the file system commits its journal, which on a busy disk takes tens of
 * milliseconds: on the thread pool, or everybody who only reads would wait too. Looking, reading and filling do not wait.
 */
const make = promisify(open)
const fill = promisify(writeFile)
const sync = promisify(fsync)
const move = promisify(rename)

export interface DiskOptions {
  clock?: Clock
  ids?: Ids
}

export function diskObjects(folder: string, { clock = systemClock, ids = systemIds }: DiskOptions = {}): ObjectStore {
  const lock = makeLock(join(folder, '.lock.sqlite'), clock)
  const halves = join(folder, '.half')
  const gate = makeGate(filesOpenMax)
  /** Keys are checked: there is nothing in them to resolve. */
  const pathOf = (key: string) => `${folder}/${key}`
  let ready: Promise<void> | undefined

  async function prepare() {
    await makeFolder(halves)
    for (const name of await readdir(halves)) {
      const half = await stat(join(halves, name)).catch(() => undefined)
      if (half && clock.nowMs() - half.mtimeMs > halfAgeMsMax) await rm(join(halves, name), { force: true })
    }
  }

  async function prepared(): Promise<void> {
    ready ??= prepare()
    try {
      await ready
    } catch (error) {
      ready = undefined
      throw error
    }
  }

  async function put(key: string, body: Uint8Array, condition?: PutCondition): Promise<Put> {
    const path = pathOf(key)
    if (!holds(condition, tagAt(path))) return { kind: 'conflict' }
    await prepared()
    const half = join(halves, `${process.pid}-${ids.nonce()}`)
    let renamed = false
    try {
      await gate(() => writeDurably(half, body))
      const done = await lock.hold(async (): Promise<Put> => {
        const before = statOf(path)
        if (!holds(condition, before && tagOf(before))) return { kind: 'conflict' }
        if (before) makeLater(half, before)
        const tag = tagOf(statSync(half, { bigint: true }))
        await renameInto(half, path)
        renamed = true
        if (condition) await syncFolder(dirname(path))
        return { kind: 'written', tag }
      })
      // Nobody compares against an unconditional put, so that many of them may share the disk's journal commits.
      if (!condition) await gate(() => syncFolder(dirname(path)))
      return done
    } finally {
      if (!renamed) await rm(half, { force: true })
    }
  }

  /** One function, not a chain of them: every request asks this of the root, and mostly hears that nothing is new. */
  async function get(key: string, ifNoneMatch: string | undefined): Promise<Got> {
    checkKey(key)
    const path = pathOf(key)
    try {
      const found = statOf(path)
      if (!found) return { kind: 'missing' }
      if (tagOf(found) === ifNoneMatch) return { kind: 'unchanged' }
      return await (found.size <= nowBytesMax ? readNow(path) : gate(() => readLater(path)))
    } catch (error) {
      if (isAbsent(error)) return { kind: 'missing' }
      throw diskTrouble(folder, error)
    }
  }

  async function remove(key: string): Promise<void> {
    const path = pathOf(key)
    if (!statOf(path)) return
    await lock.hold(() => unlink(path))
    await syncFolder(dirname(path))
  }

  /** What fails here fails for a reason that a person can do something about: say it. */
  const plainly = <T>(work: Promise<T>): Promise<T> =>
    work.catch(error => {
      throw diskTrouble(folder, error)
    })

  return {
    get: (key, { ifNoneMatch } = {}) => get(key, ifNoneMatch),
    async put(key, body, condition) {
      checkKey(key)
      return plainly(put(key, body, condition))
    },
    async remove(key) {
      checkKey(key)
      await plainly(unlessAbsent(remove(key), undefined))
    },
    async *list(prefix, { after = '' } = {}) {
      checkPrefix(prefix)
      try {
        yield* walk(folder, prefix, after)
      } catch (error) {
        throw diskTrouble(folder, error)
      }
    },
    async close() {
      await lock.close()
    },
  }
}

/** Undefined when there is no file. */
function statOf(path: string): BigIntStats | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  return found?.isFile() ? found : undefined
}

const tagOf = ({ ino, mtimeNs, size }: BigIntStats) => `"${ino}-${mtimeNs}-${size}"`

function tagAt(path: string): string | undefined {
  const found = statOf(path)
  return found && tagOf(found)
}

/** Body and tag come from one open file, so that they belong together whatever is renamed over it meanwhile. */
function readNow(path: string): Got {
  const file = openSync(path, 'r')
  try {
    return { kind: 'found', tag: tagOf(fstatSync(file, { bigint: true })), body: readFileSync(file) }
  } finally {
    closeSync(file)
  }
}

async function readLater(path: string): Promise<Got> {
  const file = await reading(path, 'r')
  try {
    return { kind: 'found', tag: tagOf(await file.stat({ bigint: true })), body: await file.readFile() }
  } finally {
    await file.close()
  }
}

async function writeDurably(path: string, body: Uint8Array): Promise<void> {
  const file = await make(path, 'wx', 0o600)
  try {
    if (body.byteLength <= nowBytesMax) writeFileSync(file, body)
    else await fill(file, body)
    await sync(file)
  } finally {
    closeSync(file)
  }
}

/**
 * Two files written within one tick of the kernel's clock, or after it was set back, would carry equal or falling times.
 * `utimes` takes seconds as a double, exact to about a quarter of a microsecond: so step, look, and step further.
 */
function makeLater(half: string, before: BigIntStats): void {
  for (let stepMicros = 1n; stepMicros < 1_000_000n; stepMicros *= 2n) {
    if (statSync(half, { bigint: true }).mtimeNs > before.mtimeNs) return
    const seconds = Number(before.mtimeNs / 1_000n + stepMicros) / 1e6
    utimesSync(half, seconds, seconds)
  }
  throw new Error('The file system keeps no modification times finer than a second.')
}

async function renameInto(half: string, path: string): Promise<void> {
  try {
    await move(half, path)
  } catch (error) {
    if (!isAbsent(error)) throw error
    await makeFolder(dirname(path))
    await move(half, path)
  }
}

/** A file that vanishes between two looks was removed by somebody: that is an answer. */
const unlessAbsent = <T>(work: Promise<T>, answer: T): Promise<T> =>
  work.catch(error => {
    if (isAbsent(error)) return answer
    throw error
  })
