/** What happens between us and SQS when an answer is lost, a message comes twice, or a receipt has grown old. */
import { SQSClient } from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { shiftableClock } from '../../test/doubles/clock.ts'
import type { SqsQueue } from '../../test/doubles/sqs.queue.ts'
import { type SqsDouble, sqsFaults, startSqsDouble } from '../../test/doubles/sqs.ts'
import { deduplicationId, receivedOfRecord, sqsQueue } from './queue.sqs.ts'
import type { CommandQueue } from './queue.ts'

describe('SQS on a bad day', () => {
  let clock: ReturnType<typeof shiftableClock>
  let sqs: SqsDouble
  let commands: SqsQueue
  let queue: CommandQueue

  beforeEach(async () => {
    clock = shiftableClock()
    sqs = await startSqsDouble({ clock })
    commands = sqs.queue('commands.fifo', { visibilitySeconds: 180 })
    queue = sqsQueue(commands.url, { client: sqs.client, clock })
  })
  afterEach(async () => {
    await queue.close()
    await sqs.close()
  })

  const receive = () => queue.receive({ messagesMax: 256, waitMs: 0 })

  test('a send is one request, and so is a receive and the deletion of a batch', async () => {
    for (const commandId of ['a', 'b', 'c']) await queue.send({ commandId, body: 'x' })
    await queue.delete(await receive())
    expect(sqs.counts).toEqual({ SendMessage: 3, ReceiveMessage: 1, DeleteMessageBatch: 1 })
  })

  test('a send whose answer is lost is repeated by the SDK and queued once', async () => {
    sqs.faults.next('SendMessage', { kind: 'resetAfter' })
    await queue.send({ commandId: 'a', body: 'x' })
    expect(sqs.counts.SendMessage).toBe(2)
    expect(commands.messages).toHaveLength(1)
  })

  test('a receive whose answer is lost gets the same batch at the SDK’s repetition', async () => {
    await queue.send({ commandId: 'a', body: 'x' })
    sqs.faults.next('ReceiveMessage', { kind: 'resetAfter' })
    expect(await receive()).toMatchObject([{ commandId: 'a' }])
    expect(sqs.counts.ReceiveMessage).toBe(2)
  })

  test('throttling and unavailability are waited out', async () => {
    sqs.faults.next('SendMessage', sqsFaults.throttled)
    sqs.faults.next('ReceiveMessage', sqsFaults.unavailable)
    await queue.send({ commandId: 'a', body: 'x' })
    expect(await receive()).toHaveLength(1)
  })

  test('a queue that is not there is an exception', async () => {
    const missing = sqsQueue(`${sqs.url}/000000000000/typo.fifo`, { client: sqs.client })
    await expect(missing.send({ commandId: 'a', body: 'x' })).rejects.toThrow('does not exist')
    await expect(missing.id()).rejects.toThrow('does not exist')
    await missing.close()
  })

  test('ids that SQS refuses as deduplication ids travel beside their hash', async () => {
    expect(deduplicationId('018f-abc_42')).toBe('018f-abc_42')
    for (const commandId of ['with space', 'ü', 'x'.repeat(129), 'line\nfeed']) {
      expect(deduplicationId(commandId)).toMatch(/^[0-9a-f]{64}$/)
      await queue.send({ commandId, body: 'x' })
    }
    expect((await receive()).map(({ commandId }) => commandId)).toEqual([
      'with space',
      'ü',
      'x'.repeat(129),
      'line\nfeed',
    ])
  })

  test('a receipt that has grown old is no error, trouble with the deletion is one', async () => {
    await queue.send({ commandId: 'a', body: 'x' })
    const batch = await receive()
    commands.expire()
    await queue.delete(batch)
    await queue.release(batch, 1_000)
    expect(commands.messages).toHaveLength(1)
    sqs.faults.next('DeleteMessageBatch', sqsFaults.unavailable, { times: 3 })
    await expect(queue.delete(await receive())).rejects.toThrow('Injected')
  })

  test('an old message may come again under its old number', async () => {
    for (const commandId of ['a', 'b']) await queue.send({ commandId, body: 'x' })
    const first = await receive()
    await queue.delete(first)
    commands.deliverAgain(1)
    expect(await receive()).toMatchObject([{ commandId: 'b', number: first[1]?.number }])
  })

  test('a message sent again after five minutes is a new one with a higher number', async () => {
    await queue.send({ commandId: 'a', body: 'x' })
    await queue.send({ commandId: 'a', body: 'x' })
    clock.advance(301_000)
    await queue.send({ commandId: 'a', body: 'x' })
    const [first, second, third] = await receive()
    expect(BigInt(second?.number ?? 0)).toBeGreaterThan(BigInt(first?.number ?? 0))
    expect(third).toBeUndefined()
  })

  test('numbers are too large for arithmetic in doubles, which is why they are strings', async () => {
    await queue.send({ commandId: 'a', body: 'x' })
    const [message] = await receive()
    expect(BigInt(message?.number ?? 0)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER))
  })

  test('what arrives for a receive that was called off, and that nobody takes over, is handed back', async () => {
    const stop = new AbortController()
    const waiting = queue.receive({ messagesMax: 10, waitMs: 20_000, signal: stop.signal })
    await clock.wait(50)
    stop.abort()
    expect(await waiting).toEqual([])
    const other = sqsQueue(commands.url, { client: sqs.client, clock })
    await other.send({ commandId: 'a', body: 'x' })
    expect(await other.receive({ messagesMax: 10, waitMs: 10_000 })).toMatchObject([{ commandId: 'a' }])
    await other.close()
  })

  test('Lambda hands over the same message under other names', () => {
    const record = {
      messageId: 'm',
      receiptHandle: 'r',
      body: 'b',
      attributes: { SequenceNumber: '18849496460467696384', ApproximateReceiveCount: '2' },
      messageAttributes: { commandId: { stringValue: 'a' } },
    }
    expect(receivedOfRecord(record)).toEqual({
      commandId: 'a',
      body: 'b',
      number: '18849496460467696384',
      receives: 2,
      handle: 'r',
    })
  })

  test('the double is found through the environment that a child process is given', () => {
    expect(sqs.env.AWS_ENDPOINT_URL_SQS).toBe(sqs.url)
    expect(new SQSClient(sqs.client).config).toBeDefined()
  })
})
