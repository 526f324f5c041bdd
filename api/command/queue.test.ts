import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { shiftableClock } from '../../test/doubles/clock.ts'
import { startSqsDouble } from '../../test/doubles/sqs.ts'
import { systemClock } from '../clock.ts'
import { openQueue } from './open.ts'
import { contractOptions, queueContract } from './queue.contract.ts'
import { diskQueue } from './queue.disk.ts'
import { memoryQueue } from './queue.memory.ts'
import { sqsQueue } from './queue.sqs.ts'
import type { CommandQueue } from './queue.ts'

queueContract('memory', async () => {
  const clock = shiftableClock()
  const queue = memoryQueue({ clock, ...contractOptions })
  return {
    queue,
    other: queue,
    renewed: async () => memoryQueue({ clock, ...contractOptions }),
    advance: clock.advance,
    close: () => queue.close(),
  }
})

queueContract('disk', async () => {
  const clock = shiftableClock()
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-queue-'))
  const queues: CommandQueue[] = []
  const opened = () => {
    const queue = diskQueue(join(folder, 'data'), { clock, ...contractOptions })
    queues.push(queue)
    return queue
  }
  return {
    queue: opened(),
    other: opened(),
    async renewed() {
      for (const queue of queues) await queue.close()
      await rm(join(folder, 'data'), { recursive: true })
      return opened()
    },
    advance: clock.advance,
    async close() {
      for (const queue of queues) await queue.close()
      await rm(folder, { recursive: true })
    },
  }
})

queueContract('SQS', async () => {
  const clock = shiftableClock()
  const double = await startSqsDouble({ clock })
  const deadLetters = double.queue('dead.fifo')
  const { visibilityMs, receivesMax } = contractOptions
  const attributes = { visibilitySeconds: visibilityMs / 1_000, receivesMax, deadLetters }
  const { url } = double.queue('commands.fifo', attributes)
  const queues: CommandQueue[] = []
  const opened = () => {
    const queue = sqsQueue(url, { client: double.client, clock })
    queues.push(queue)
    return queue
  }
  return {
    queue: opened(),
    other: opened(),
    async renewed() {
      double.forget('commands.fifo')
      double.queue('commands.fifo', attributes)
      return opened()
    },
    advance: clock.advance,
    async close() {
      for (const queue of queues) await queue.close()
      await double.close()
    },
  }
})

describe('a URL names the queue', () => {
  test('file: is a folder, memory: forgets, an SQS FIFO queue is known by its name', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dormouse-queue-'))
    const disk = openQueue(`file:${folder}`, { clock: systemClock })
    const memory = openQueue('memory:', { clock: systemClock })
    const sqs = openQueue('https://sqs.eu-west-1.amazonaws.com/000000000000/commands.fifo', { clock: systemClock })
    expect(await disk.id()).toMatch(/^disk-/)
    expect(await memory.id()).toMatch(/^memory-/)
    for (const queue of [disk, memory, sqs]) await queue.close()
    await rm(folder, { recursive: true })
  })

  test('what is none of the three is refused by name, a queue that is not FIFO too', () => {
    for (const url of ['', 'file:', 'redis://x', 'https://sqs.eu-west-1.amazonaws.com/000000000000/commands'])
      expect(() => openQueue(url, { clock: systemClock })).toThrow(url || 'is no queue')
  })
})
