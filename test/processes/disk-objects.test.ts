/** The disk's compare-and-swap among real processes: racing, killed, stopped, without room and without rights. */
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { diskObjects } from '../../api/store/objects.disk.ts'
import type { ObjectStore } from '../../api/store/objects.ts'
import { seededRandom } from '../doubles/faults.ts'
import { printed, startChild } from './child.ts'

describe('the store on disk, among processes', { timeout: 180_000 }, () => {
  let folder: string
  let objects: ObjectStore

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dormouse-processes-'))
    objects = diskObjects(folder)
    await objects.put('root.json', Buffer.from('{"count":0,"by":{}}'), { ifNoneMatch: '*' })
  })
  afterEach(async () => {
    await objects.close()
    await rm(folder, { recursive: true })
  })

  async function counted(): Promise<{ count: number; by: Record<string, number> }> {
    const got = await objects.get('root.json')
    if (got.kind !== 'found') throw new Error(got.kind)
    return JSON.parse(Buffer.from(got.body).toString())
  }

  test('four processes that swap as fast as they can lose no swap', async () => {
    const names = ['a', 'b', 'c', 'd']
    const racers = names.map(name => startChild('racer.ts', [folder, name, '60']))
    for (const racer of racers) expect(await racer.ended, racer.complaint()).toEqual({ code: 0, signal: null })
    expect(await counted()).toEqual({ count: 240, by: { a: 60, b: 60, c: 60, d: 60 } })
  })

  test('kill -9 at random moments loses no acknowledged swap and never blocks the others', async () => {
    const random = seededRandom(7)
    const acknowledged: Record<string, number> = {}
    for (let round = 0; round < 12; round += 1) {
      const names = [`x${round}`, `y${round}`]
      const racers = names.map(name => startChild('racer.ts', [folder, name, '100000']))
      for (const racer of racers) await printed(racer, 1 + random() * 20)
      for (const racer of racers) {
        await wait(random() * 10)
        racer.process.kill('SIGKILL')
      }
      for (const [index, racer] of racers.entries()) {
        expect((await racer.ended).signal, racer.complaint()).toBe('SIGKILL')
        acknowledged[names[index] ?? ''] = racer.lines.length
      }
    }
    const { count, by } = await counted()
    expect(Object.values(by).reduce((sum, each) => sum + each, 0)).toBe(count)
    for (const [name, swaps] of Object.entries(acknowledged)) {
      // At most one more than was acknowledged: the one that the kill caught between the rename and the answer.
      expect(by[name] ?? 0).toBeGreaterThanOrEqual(swaps)
      expect(by[name] ?? 0).toBeLessThanOrEqual(swaps + 1)
    }
    expect(count).toBeGreaterThan(0)
  })

  test('what a killed writer left half written is swept after an hour, and never listed', async () => {
    const left = join(folder, '.half', 'left')
    await writeFile(left, 'half')
    const hour = 3_600_000
    const later = diskObjects(folder, { clock: { nowMs: () => Date.now() + 2 * hour, wait: ms => wait(ms) } })
    await later.put('a.json', Buffer.from('a'))
    expect(await readdir(join(folder, '.half'))).toEqual([])
    expect(await Array.fromAsync(objects.list(''), ({ key }) => key)).toEqual(['a.json', 'root.json'])
    await later.close()
  })

  test('a full disk is one plain sentence, and what was there stays', async () => {
    // A limit on file sizes meets the write at the same place as a disk without room, on any machine and without root.
    const racer = startChild('filler.ts', [folder], { before: 'ulimit -f 8;' })
    expect((await racer.ended).code, racer.complaint()).toBe(0)
    expect(racer.lines).toEqual([
      `The folder ${folder} has no room left. Make room on that disk; nothing that was acknowledged is lost. [EFBIG]`,
      'found 19',
    ])
    expect(await counted()).toEqual({ count: 0, by: {} })
    expect(await readdir(join(folder, '.half'))).toEqual([])
  })

  test('a folder without the right to write is one plain sentence', async () => {
    await mkdir(join(folder, 'closed'))
    await chmod(join(folder, 'closed'), 0o555)
    await chmod(folder, 0o755)
    const writer = startChild('filler.ts', [join(folder, 'closed')])
    expect((await writer.ended).code, writer.complaint()).toBe(0)
    expect(writer.lines).toEqual([
      `The folder ${join(folder, 'closed')} cannot be read or written by this user. Change its owner or rights, or choose another folder. [EACCES]`,
      'missing 0',
    ])
  })

  test('a path that leads through a file is one plain sentence', async () => {
    const inside = diskObjects(join(folder, 'root.json', 'data'))
    await expect(inside.put('a.json', Buffer.from('a'))).rejects.toThrow('is not a folder that files can be kept in')
    expect(await inside.get('a.json')).toEqual({ kind: 'missing' })
  })

  test('a database that is none is one plain sentence', async () => {
    await writeFile(join(folder, '.lock.sqlite'), 'this is no database, whatever its name says')
    const other = diskObjects(folder)
    await expect(other.put('root.json', Buffer.from('x'))).rejects.toThrow('holds a damaged queue or lock file')
  })
})
