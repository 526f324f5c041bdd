/** What every `CommandQueue` promises, run over all of them by `queue.test.ts`. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bodyBytesMax, type CommandQueue, type ReceivedMessage } from './queue.ts'

export const contractOptions = { visibilityMs: 180_000, receivesMax: 3 }

export interface OpenedQueue {
  /** Two clients of one empty queue with the options above. */
  queue: CommandQueue
  other: CommandQueue
  /** Another queue under the same address, after the first one's storage was thrown away. */
  renewed(): Promise<CommandQueue>
  advance(ms: number): void
  close(): Promise<void>
}

export function queueContract(name: string, open: () => Promise<OpenedQueue>): void {
  describe(`${name} keeps the promises of a command queue`, () => {
    let opened: OpenedQueue
    let queue: CommandQueue
    let other: CommandQueue

    beforeEach(async () => {
      opened = await open()
      queue = opened.queue
      other = opened.other
    })
    afterEach(() => opened.close())

    const send = async (...ids: string[]) => {
      for (const commandId of ids) await queue.send({ commandId, body: `body of ${commandId}` })
    }
    const receive = (messagesMax = 10, from = queue) => from.receive({ messagesMax, waitMs: 0 })
    const idsOf = (messages: ReceivedMessage[]) => messages.map(({ commandId }) => commandId)

    test('an empty queue hands out nothing, at once', async () => {
      expect(await receive()).toEqual([])
      expect(await queue.depth()).toEqual({ waiting: 0, inFlight: 0, dead: 0 })
    })

    test('its id is one for all its clients, and a new queue under the same address has another', async () => {
      const id = await queue.id()
      expect(id).not.toBe('')
      expect(await other.id()).toBe(id)
      expect(await (await opened.renewed()).id()).not.toBe(id)
    })

    test('what one client sent another receives, whole and in order, under rising numbers', async () => {
      const ids = Array.from({ length: 9 }, (_, n) => `command-${n}`)
      await send(...ids)
      await queue.send({ commandId: 'jobß ✓ 9', body: '{"name":"Zoë 🐭 \\u0000"}' })
      const got = await receive(10, other)
      expect(idsOf(got)).toEqual([...ids, 'jobß ✓ 9'])
      expect(got[0]).toMatchObject({ body: 'body of command-0', receives: 1 })
      expect(got[9]?.body).toBe('{"name":"Zoë 🐭 \\u0000"}')
      const numbers = got.map(({ number }) => BigInt(number))
      for (const [index, number] of numbers.entries())
        if (index > 0) expect(number).toBeGreaterThan(numbers[index - 1] ?? 0n)
    })

    test('at most as many as asked for, the oldest first', async () => {
      await send('a', 'b', 'c')
      expect(idsOf(await receive(2))).toEqual(['a', 'b'])
    })

    test('a receiver that waits is given what arrives meanwhile', async () => {
      const waiting = other.receive({ messagesMax: 10, waitMs: 10_000 })
      await send('a')
      expect(idsOf(await waiting)).toEqual(['a'])
    })

    test('a receiver that waits in vain is told so', async () => {
      expect(await queue.receive({ messagesMax: 10, waitMs: 30 })).toEqual([])
    })

    test('a receiver that is called off takes nothing with it', async () => {
      const stop = new AbortController()
      const waiting = queue.receive({ messagesMax: 10, waitMs: 20_000, signal: stop.signal })
      await new Promise(resolve => setTimeout(resolve, 50))
      stop.abort()
      expect(await waiting).toEqual([])
      await send('a')
      expect(idsOf(await other.receive({ messagesMax: 10, waitMs: 10_000 }))).toEqual(['a'])
      expect(await queue.receive({ messagesMax: 10, waitMs: 20_000, signal: stop.signal })).toEqual([])
    })

    test('while a batch is in flight nothing behind it is handed out', async () => {
      await send('a', 'b', 'c')
      const batch = await receive(2)
      expect(await receive(10, other)).toEqual([])
      await queue.delete(batch.slice(0, 1))
      expect(await receive(10, other)).toEqual([])
      await queue.delete(batch.slice(1))
      expect(idsOf(await receive(10, other))).toEqual(['c'])
    })

    test('a deleted message never comes again, and deleting it again is no error', async () => {
      await send('a')
      const batch = await receive()
      await queue.delete(batch)
      await queue.delete(batch)
      await queue.delete([])
      opened.advance(contractOptions.visibilityMs + 1_000)
      expect(await receive()).toEqual([])
      expect(await queue.depth()).toEqual({ waiting: 0, inFlight: 0, dead: 0 })
    })

    test('what is handed back comes again at once, in its old order, before what is behind it', async () => {
      await send('a', 'b', 'c', 'd')
      const batch = await receive(3)
      await queue.delete(batch.slice(0, 1))
      await queue.release(batch.slice(1), 0)
      const again = await receive(10, other)
      expect(idsOf(again)).toEqual(['b', 'c', 'd'])
      expect(again[0]?.number).toBe(batch[1]?.number)
    })

    test('what is handed back with a delay holds the others until it comes again', async () => {
      await send('a', 'b')
      await queue.release(await receive(1), 5_000)
      expect(await receive()).toEqual([])
      opened.advance(6_000)
      expect(idsOf(await receive())).toEqual(['a', 'b'])
    })

    test('what nobody settled comes again after its time-out, under its old number', async () => {
      await send('a', 'b')
      const first = await receive(1)
      opened.advance(contractOptions.visibilityMs - 10_000)
      expect(await receive()).toEqual([])
      opened.advance(20_000)
      const again = await receive(10, other)
      expect(idsOf(again)).toEqual(['a', 'b'])
      expect(again[0]).toMatchObject({ number: first[0]?.number, receives: 2 })
    })

    test('who lost a batch to the time-out can neither delete nor release what another has received since', async () => {
      await send('a')
      const stale = await receive()
      opened.advance(contractOptions.visibilityMs + 1_000)
      const current = await receive(10, other)
      await queue.delete(stale)
      await queue.release(stale, 0).catch(() => undefined)
      expect(await receive()).toEqual([])
      await other.release(current, 0)
      expect(idsOf(await receive())).toEqual(['a'])
    })

    test('a message that is received again and again without an answer stops being in the way', async () => {
      await send('poison', 'b')
      for (let receives = 1; receives <= contractOptions.receivesMax; receives += 1) {
        expect(await receive(1)).toMatchObject([{ commandId: 'poison', receives }])
        opened.advance(contractOptions.visibilityMs + 1_000)
      }
      expect(idsOf(await receive())).toEqual(['b'])
      expect(await queue.depth()).toEqual({ waiting: 0, inFlight: 1, dead: 1 })
    })

    test('it counts what waits and what is in flight', async () => {
      await send('a', 'b', 'c')
      await receive(1)
      expect(await other.depth()).toEqual({ waiting: 2, inFlight: 1, dead: 0 })
    })

    test('the same command sent again is swallowed or delivered again, never refused', async () => {
      await send('a', 'a')
      const got = await receive()
      expect(got.length === 1 || got.length === 2).toBe(true)
      expect(new Set(idsOf(got))).toEqual(new Set(['a']))
    })

    test('a body of 64 KB travels, a larger one and a nameless command are refused', async () => {
      const body = 'ä'.repeat(bodyBytesMax / 2)
      await queue.send({ commandId: 'a', body })
      expect((await receive())[0]?.body).toBe(body)
      await expect(queue.send({ commandId: 'b', body: `${body}x` })).rejects.toThrow('Stage its payload')
      await expect(queue.send({ commandId: '', body: 'x' })).rejects.toThrow('needs a command id')
    })

    test('fifty senders at once lose nothing, and each one’s messages keep their order', async () => {
      await Promise.all(
        Array.from({ length: 50 }, async (_, sender) => {
          for (let n = 0; n < 4; n += 1)
            await (sender % 2 ? queue : other).send({ commandId: `${sender}-${n}`, body: 'x' })
        }),
      )
      const seen: string[] = []
      for (let round = 0; round < 200 && seen.length < 200; round += 1) {
        const batch = await receive(10, round % 2 ? queue : other)
        seen.push(...idsOf(batch))
        await queue.delete(batch)
      }
      expect(seen).toHaveLength(200)
      for (let sender = 0; sender < 50; sender += 1)
        expect(seen.filter(id => id.startsWith(`${sender}-`))).toEqual([0, 1, 2, 3].map(n => `${sender}-${n}`))
    })

    test('of many receivers at once, one gets the batch', async () => {
      await send('a', 'b', 'c')
      const batches = await Promise.all(Array.from({ length: 12 }, (_, n) => receive(2, n % 2 ? queue : other)))
      expect(batches.filter(batch => batch.length > 0).map(idsOf)).toEqual([['a', 'b']])
    })
  })
}
