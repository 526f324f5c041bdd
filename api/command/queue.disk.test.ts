/** What is the disk queue's own: one fsync for many sends, dead owners, restarts, files of others. */
import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { processLives, processMark } from '../disk/process.ts'
import { diskQueue } from './queue.disk.ts'
import type { CommandQueue } from './queue.ts'

describe('the queue on disk', () => {
  let folder: string
  let opened: CommandQueue[]

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dormouse-queue-'))
    opened = []
  })
  afterEach(async () => {
    for (const queue of opened) await queue.close()
    await rm(folder, { recursive: true })
  })

  function open(): CommandQueue {
    const queue = diskQueue(folder, { clock: systemClock })
    opened.push(queue)
    return queue
  }

  const receive = async (queue: CommandQueue, messagesMax = 10) =>
    (await queue.receive({ messagesMax, waitMs: 0 })).map(({ commandId }) => commandId)

  test('a thousand sends of one moment share one transaction', async () => {
    const queue = open()
    await queue.id()
    await Promise.all(Array.from({ length: 1_000 }, (_, n) => queue.send({ commandId: `c${n}`, body: 'x' })))
    // A transaction of its own writes at least one page of 4 KB for each message: 4 MB.
    expect((await stat(join(folder, 'queue.sqlite-wal'))).size).toBeLessThan(400_000)
    expect((await queue.depth()).waiting).toBe(1_000)
  })

  test('numbers go on where they were after everything was deleted and the queue was opened again', async () => {
    const first = open()
    await first.send({ commandId: 'a', body: 'x' })
    const [message] = await first.receive({ messagesMax: 1, waitMs: 0 })
    if (message) await first.delete([message])
    const id = await first.id()
    await first.close()
    const second = open()
    await second.send({ commandId: 'b', body: 'x' })
    expect(await second.id()).toBe(id)
    const [next] = await second.receive({ messagesMax: 1, waitMs: 0 })
    expect(BigInt(next?.number ?? 0)).toBeGreaterThan(BigInt(message?.number ?? 0))
  })

  test('what a closed queue still held comes again at once, and does not count against the message', async () => {
    for (let restart = 0; restart < 30; restart += 1) {
      const queue = open()
      if (restart === 0) await queue.send({ commandId: 'a', body: 'x' })
      expect(await receive(queue)).toEqual(['a'])
      await queue.close()
    }
  })

  test('a closed queue waits for nothing and takes nothing', async () => {
    const queue = open()
    const waiting = queue.receive({ messagesMax: 1, waitMs: 20_000 })
    await queue.id()
    const sent = queue.send({ commandId: 'a', body: 'x' })
    await queue.close()
    await sent
    await waiting
    await expect(queue.send({ commandId: 'b', body: 'x' })).rejects.toThrow('closed')
    expect(await queue.receive({ messagesMax: 1, waitMs: 20_000 })).toEqual([])
    expect(await receive(open())).toEqual(['a'])
  })

  test('a process is known by its id and its start', () => {
    expect(processLives(processMark())).toBe(true)
    const gone = spawnSync(process.execPath, ['-e', '']).pid
    expect(processLives(`${gone}:1`)).toBe(false)
    // The same id, started at another time, is somebody else; where the kernel does not tell, the doubt is in its favour.
    expect(processLives(`${process.pid}:1`)).toBe(process.platform !== 'linux')
  })

  test('a file of a newer Dormouse is left alone', async () => {
    const newer = new DatabaseSync(join(folder, 'queue.sqlite'))
    newer.exec('PRAGMA user_version = 999')
    newer.close()
    await expect(open().send({ commandId: 'a', body: 'x' })).rejects.toThrow('newer Dormouse')
  })

  test('a file that is no database is one plain sentence, and is left alone', async () => {
    const text = 'something else altogether, and long enough to be looked at'.repeat(20)
    await writeFile(join(folder, 'queue.sqlite'), text)
    await expect(open().send({ commandId: 'a', body: 'x' })).rejects.toThrow('holds a damaged queue')
    expect((await stat(join(folder, 'queue.sqlite'))).size).toBe(text.length)
  })

  test('a send that failed says so to its sender alone, and the next one goes through', async () => {
    const queue = open()
    await queue.id()
    const blocker = new DatabaseSync(join(folder, 'queue.sqlite'))
    blocker.exec(
      "CREATE TRIGGER refuse BEFORE INSERT ON messages WHEN new.commandId = 'bad' BEGIN SELECT RAISE(ABORT, 'no'); END",
    )
    await expect(queue.send({ commandId: 'bad', body: 'x' })).rejects.toThrow('no')
    await queue.send({ commandId: 'good', body: 'x' })
    blocker.close()
    expect(await receive(queue)).toEqual(['good'])
  })

  test('while another process writes, a send waits without holding up this one', async () => {
    const queue = open()
    await queue.id()
    const blocker = new DatabaseSync(join(folder, 'queue.sqlite'))
    blocker.exec('BEGIN IMMEDIATE')
    let done = false
    const sent = queue.send({ commandId: 'a', body: 'x' }).then(() => {
      done = true
    })
    let turns = 0
    for (; turns < 20; turns += 1) await systemClock.wait(1)
    expect(done).toBe(false)
    blocker.exec('COMMIT')
    blocker.close()
    await sent
    expect(turns).toBe(20)
  })

  test('its files are private to their user, even in a folder that is not', async () => {
    await chmod(folder, 0o755)
    const queue = open()
    await queue.send({ commandId: 'a', body: 'x' })
    for (const name of ['queue.sqlite', 'queue.sqlite-wal', 'queue.sqlite-shm'])
      expect((await stat(join(folder, name))).mode & 0o077).toBe(0)
  })
})
