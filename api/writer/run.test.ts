import type { Actor, Role } from '@dormouse/model'
import { beforeEach, describe, expect, test } from 'vitest'
import type { SqsEventRecord } from '../command/queue.sqs.ts'
import type { ReceivedMessage } from '../command/queue.ts'
import { handleBatch } from './batch.ts'
import { makeWake, runWriter, work } from './run.ts'
import { type Writer, writerInMemory } from './writer-in-memory.ts'

let writer: Writer
let people: Record<Role | 'agent2', Actor>

beforeEach(async () => {
  writer = await writerInMemory()
  people = await writer.staffed()
})

/** Lets the loop run until something holds; a bound keeps a broken loop from hanging the test. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 10_000; turn++) {
    if (await holds()) return
    await new Promise(resolve => setImmediate(resolve))
  }
  throw new Error('it never came to hold')
}

const make = (id: string) =>
  writer.submit({ actor: people.staff, type: 'create', input: { resource: 'contacts', id, values: {} } }, { waitMs: 0 })
const there = async () => (await writer.all('contacts')).map(each => each.id)

/** A committer that has trouble a few times before it works. */
function troubled(times: number) {
  let left = times
  const { committer } = writer.deps
  return {
    ...writer.deps,
    committer: {
      async commit(...batch: Parameters<typeof committer.commit<ReceivedMessage>>) {
        if (left-- > 0) throw new Error('S3 does not answer')
        return committer.commit(...batch)
      },
    },
  }
}

describe('the loop', () => {
  test('commits what waits, lets the queue forget it, and ends when it is told to', async () => {
    const stop = new AbortController()
    const running = runWriter({ ...writer.deps, signal: stop.signal, wake: makeWake() })
    for (const id of ['a', 'b', 'c']) await make(id)
    await until(async () => (await there()).length === 3)
    await until(async () => (await writer.queue.depth()).inFlight === 0)
    stop.abort()
    await running
    expect(await writer.queue.depth()).toEqual({ waiting: 0, inFlight: 0, dead: 0 })
  })

  test('waits a little when the infrastructure has trouble, then does what was asked once and in order', async () => {
    const stop = new AbortController()
    for (const id of ['a', 'b']) await make(id)
    const began = writer.clock.nowMs()
    const running = runWriter({ ...troubled(3), signal: stop.signal })
    await until(async () => (await there()).length === 2)
    stop.abort()
    await running
    expect(writer.clock.nowMs() - began).toBeGreaterThanOrEqual(3_000)
    expect((await writer.all('contacts')).map(each => each.version)).toEqual([1, 1])
  })

  test('a queue that does not answer does not end it', async () => {
    const stop = new AbortController()
    let failures = 0
    const queue = {
      ...writer.queue,
      receive: (options: Parameters<typeof writer.queue.receive>[0]) => {
        if (failures++ < 2) throw new Error('no route to host')
        return writer.queue.receive(options)
      },
    }
    await make('a')
    const running = runWriter({ ...writer.deps, queue, signal: stop.signal })
    await until(async () => (await there()).length === 1)
    stop.abort()
    await running
  })

  test('a payload of many rows is committed by itself', async () => {
    const sizes: number[] = []
    const { committer } = writer.deps
    const counting = {
      ...writer.deps,
      committer: {
        commit(messages: ReceivedMessage[], ...rest: [string, typeof writer.deps.planner]) {
          sizes.push(messages.length)
          return committer.commit(messages, ...rest)
        },
      },
    }
    const rows = [{ op: 'create', id: 'r', values: {} }]
    await make('a')
    await make('b')
    await writer.submit({ actor: people.staff, type: 'bulk', input: { resource: 'contacts' } }, { waitMs: 0, rows })
    await make('c')
    const stop = new AbortController()
    const running = runWriter({ ...counting, signal: stop.signal })
    await until(async () => (await there()).length === 4)
    stop.abort()
    await running
    expect(sizes).toEqual([2, 1, 1])
  })

  test('reads the rows of the next commit while one is under way, and reads them once', async () => {
    const { committer, planner } = writer.deps
    const rows = (id: string) => [{ op: 'create', id, values: {} }]
    for (const id of ['r1', 'r2'])
      await writer.submit(
        { actor: people.staff, type: 'bulk', input: { resource: 'contacts' } },
        { waitMs: 0, rows: rows(id) },
      )
    const looks: string[] = []
    const { get } = writer.staging
    writer.staging.get = (key, options) => {
      looks.push(key)
      return get(key, options)
    }
    const readAtCommit: number[] = []
    const messages = await writer.queue.receive({ messagesMax: 10, waitMs: 0 })
    const watched = {
      async commit(...batch: Parameters<typeof committer.commit<ReceivedMessage>>) {
        await committer.commit(...batch)
        readAtCommit.push(looks.length)
      },
    }
    expect(await work(messages, { ...writer.deps, planner, committer: watched }, 0)).toBe(2)
    expect(readAtCommit).toEqual([2, 2])
    expect(await there()).toEqual(['r1', 'r2'])
  })
})

describe('a batch of SQS', () => {
  async function event(): Promise<{ Records: SqsEventRecord[] }> {
    const messages = await writer.queue.receive({ messagesMax: 10, waitMs: 0 })
    const Records = messages.map(message => ({
      messageId: `m-${message.commandId}`,
      receiptHandle: message.handle,
      body: message.body,
      attributes: { SequenceNumber: message.number, ApproximateReceiveCount: String(message.receives) },
      messageAttributes: { commandId: { stringValue: message.commandId } },
    }))
    return { Records }
  }

  test('is committed as one, and nothing is reported failed', async () => {
    for (const id of ['a', 'b']) await make(id)
    expect(await handleBatch(await event(), writer.deps)).toEqual({ batchItemFailures: [] })
    expect(await there()).toEqual(['a', 'b'])
  })

  test('that could not be committed is handed back whole, to be seen again soon', async () => {
    for (const id of ['a', 'b']) await make(id)
    const batch = await event()
    const answer = await handleBatch(batch, troubled(1))
    expect(answer.batchItemFailures).toEqual(batch.Records.map(({ messageId }) => ({ itemIdentifier: messageId })))
    expect(await there()).toEqual([])
    writer.clock.pass(5_000)
    expect(await handleBatch(await event(), writer.deps)).toEqual({ batchItemFailures: [] })
    expect(await there()).toEqual(['a', 'b'])
  })

  test('stops at the first failure: what was durable before it is not handed back', async () => {
    await make('a')
    const rows = [{ op: 'create', id: 'r', values: {} }]
    await writer.submit({ actor: people.staff, type: 'bulk', input: { resource: 'contacts' } }, { waitMs: 0, rows })
    await make('c')
    const batch = await event()
    let commits = 0
    const { committer } = writer.deps
    const second = {
      ...writer.deps,
      committer: {
        async commit(...all: Parameters<typeof committer.commit<ReceivedMessage>>) {
          if (++commits === 2) throw new Error('S3 does not answer')
          return committer.commit(...all)
        },
      },
    }
    const answer = await handleBatch(batch, second)
    expect(answer.batchItemFailures).toHaveLength(2)
    expect(await there()).toEqual(['a'])
  })
})
