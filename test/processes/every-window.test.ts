/** kill -9 in every window between two operations on the disk: what was acknowledged is there, and nothing is in the way. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../api/clock.ts'
import { diskQueue } from '../../api/command/queue.disk.ts'
import { diskObjects } from '../../api/store/objects.disk.ts'
import { startChild } from './child.ts'

const windowsMax = 200
/** Most of a window is the start of its process. */
const atOnce = 3
const bytes = (text: string) => Buffer.from(text)

/** Runs the victim with a longer and longer life until it ends by itself; answers how many windows there were. */
async function inEveryWindow(
  what: string,
  prepare: (folder: string) => Promise<void>,
  check: (folder: string, said: string[]) => Promise<void>,
): Promise<number> {
  async function inWindow(window: number): Promise<'killed' | 'ended'> {
    const folder = await mkdtemp(join(tmpdir(), 'dormouse-window-'))
    await prepare(folder)
    const victim = startChild('victim.ts', [what, folder, String(window)])
    const { code, signal } = await victim.ended
    expect(code === 0 || signal === 'SIGKILL', `window ${window}: ${victim.complaint()}`).toBe(true)
    await check(folder, victim.lines)
    await rm(folder, { recursive: true })
    return code === 0 ? 'ended' : 'killed'
  }

  for (let window = 1; window < windowsMax; window += atOnce) {
    const ends = await Promise.all(Array.from({ length: atOnce }, (_, n) => inWindow(window + n)))
    if (ends.includes('ended')) return window - 1 + ends.indexOf('ended')
  }
  throw new Error(`there are more than ${windowsMax} windows`)
}

describe('kill -9 in every window', { timeout: 300_000 }, () => {
  test('of the store on disk: a swap that was acknowledged stays, the next one goes through at once', async () => {
    const windows = await inEveryWindow(
      'objects',
      async folder => {
        const objects = diskObjects(folder)
        await objects.put('root.json', bytes('5'))
        await objects.put('pins/old.json', bytes('old'))
        await objects.close()
      },
      async (folder, said) => {
        const objects = diskObjects(folder)
        const root = await objects.get('root.json')
        if (root.kind !== 'found') throw new Error(root.kind)
        const acknowledged = 5 + said.filter(line => line.startsWith('count')).length
        expect([acknowledged, acknowledged + 1]).toContain(Number(Buffer.from(root.body).toString()))
        const segment = await objects.get('segments/new/folder/a.json')
        if (said.includes('put segments/new/folder/a.json')) expect(segment.kind).toBe('found')
        if (segment.kind === 'found') expect(segment.body.byteLength).toBe(200_000)
        if (said.includes('removed pins/old.json')) expect((await objects.get('pins/old.json')).kind).toBe('missing')
        const known = ['pins/old.json', 'root.json', 'segments/new/folder/a.json']
        for await (const { key } of objects.list('')) expect(known).toContain(key)
        expect((await objects.put('root.json', bytes('9'), { ifMatch: root.tag })).kind).toBe('written')
        await objects.close()
      },
    )
    expect(windows).toBeGreaterThan(30)
  })

  test('of the queue on disk: what was acknowledged comes at once, in order, and what was deleted stays away', async () => {
    const windows = await inEveryWindow(
      'queue',
      async () => {},
      async (folder, said) => {
        const queue = diskQueue(folder, { clock: systemClock })
        const left = (await queue.receive({ messagesMax: 10, waitMs: 0 })).map(({ commandId }) => commandId)
        for (const line of said) {
          const [verb, id = ''] = line.split(' ')
          if (verb === 'deleted') expect(left).not.toContain(id)
          // 'a' may be deleted by a commit whose acknowledgement the kill cut off.
          if (verb === 'sent' && id !== 'a') expect(left).toContain(id)
        }
        expect(left).toEqual([...left].sort())
        if (said.includes('sent a') && !said.includes('sent b')) expect(left[0]).toBe('a')
        await queue.send({ commandId: 'next', body: 'x' })
        expect((await queue.depth()).dead).toBe(0)
        await queue.close()
      },
    )
    expect(windows).toBeGreaterThan(20)
  })
})
