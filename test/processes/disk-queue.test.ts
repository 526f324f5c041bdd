/** The disk's queue among real processes that are killed and stopped: nothing acknowledged is lost, the order holds. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../api/clock.ts'
import { diskQueue } from '../../api/command/queue.disk.ts'
import { seededRandom } from '../doubles/faults.ts'
import { type Child, printed, startChild } from './child.ts'

interface Delivery {
  number: bigint
  commandId: string
}

describe('the queue on disk, among processes', { timeout: 180_000 }, () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dormouse-processes-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const deliveriesOf = (child: Child): Delivery[] =>
    child.lines.map(line => {
      const [number = '0', commandId = ''] = line.split(' ')
      return { number: BigInt(number), commandId }
    })

  /** Each message's first delivery comes after the first delivery of every message with a lower number. */
  function expectInOrder(deliveries: Delivery[]): void {
    let highest = 0n
    const seen = new Map<bigint, string>()
    for (const { number, commandId } of deliveries) {
      const before = seen.get(number)
      if (before === undefined) expect(number).toBeGreaterThan(highest)
      else expect(before).toBe(commandId)
      seen.set(number, commandId)
      if (number > highest) highest = number
    }
  }

  test('senders and receivers killed with -9 at random moments lose nothing, and the order holds', async () => {
    const random = seededRandom(11)
    const acknowledged: string[] = []
    const deliveries: Delivery[] = []
    for (let round = 0; round < 12; round += 1) {
      const senders = ['a', 'b'].map(name => startChild('sender.ts', [folder, `${name}${round}`, '100000']))
      const receiver = startChild('receiver.ts', [folder, '20000'])
      // Once all of them are at work, one after the other falls at a moment of its own.
      for (const child of [...senders, receiver]) await printed(child, 1 + random() * 40)
      for (const child of [...senders, receiver]) {
        await wait(random() * 20)
        child.process.kill('SIGKILL')
      }
      for (const child of [...senders, receiver]) expect((await child.ended).signal, child.complaint()).toBe('SIGKILL')
      acknowledged.push(...senders.flatMap(sender => sender.lines))
      deliveries.push(...deliveriesOf(receiver))
    }
    const last = startChild('receiver.ts', [folder, '300'])
    expect(await last.ended, last.complaint()).toEqual({ code: 0, signal: null })
    deliveries.push(...deliveriesOf(last))

    const delivered = new Set(deliveries.map(({ commandId }) => commandId))
    expect(acknowledged.filter(id => !delivered.has(id))).toEqual([])
    expect(acknowledged.length).toBeGreaterThan(100)
    expectInOrder(deliveries)
    const queue = diskQueue(folder, { clock: systemClock })
    expect(await queue.depth()).toEqual({ waiting: 0, inFlight: 0, dead: 0 })
    await queue.close()
  })

  test('what a killed receiver held is handed to the next one at once, not after the time-out', async () => {
    const queue = diskQueue(folder, { clock: systemClock })
    await queue.send({ commandId: 'a', body: '{"commandId":"a"}' })
    const holder = startChild('holder.ts', [folder])
    await printed(holder, 1)
    expect(holder.lines).toEqual(['a'])
    expect(await queue.receive({ messagesMax: 10, waitMs: 0 })).toEqual([])
    // Stopped is not dead: it may go on any moment, so what it holds stays its own.
    holder.process.kill('SIGSTOP')
    expect(await queue.receive({ messagesMax: 10, waitMs: 300 })).toEqual([])
    holder.process.kill('SIGKILL')
    await holder.ended
    expect(await queue.receive({ messagesMax: 10, waitMs: 0 })).toMatchObject([{ commandId: 'a', receives: 2 }])
    await queue.close()
  })

  test('a full disk is one plain sentence to the sender, and what was accepted stays', async () => {
    const queue = diskQueue(folder, { clock: systemClock })
    for (let n = 0; n < 20; n += 1) await queue.send({ commandId: `before-${n}`, body: `{"commandId":"before-${n}"}` })
    await queue.close()
    const sender = startChild('sender.ts', [folder, 'full', '5000'], { before: 'ulimit -f 128;' })
    expect((await sender.ended).code).toBe(1)
    expect(sender.complaint()).toContain(`The folder ${folder} `)
    const receiver = startChild('receiver.ts', [folder, '100'])
    expect((await receiver.ended).code, receiver.complaint()).toBe(0)
    const delivered = new Set(deliveriesOf(receiver).map(({ commandId }) => commandId))
    for (let n = 0; n < 20; n += 1) expect(delivered).toContain(`before-${n}`)
    for (const id of sender.lines) expect(delivered).toContain(id)
  })
})
