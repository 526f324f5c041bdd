/**
 * The durable queue of one machine: one SQLite file in WAL mode, shared by the processes that use the folder.
 *
 * 1. A send is acknowledged after its commit was synced. Sends that arrive in the same turn of the event loop, or while
 *    the disk is at the sync before, share one transaction and one sync, and no sync holds the event loop.
 * 2. What receiving, deleting and releasing write survives kill -9 but need not survive a power cut: then a message comes
 *    once more, which at-least-once allows. The message itself was synced before it is handed out: commits name its number.
 * 3. A batch in flight hides everything behind it, until it is deleted, released, its time-out has passed, or the process
 *    that took it is gone.
 * 4. Numbers come from AUTOINCREMENT, which never gives one out twice; the id is made in the file's first transaction.
 */
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import { processLives, processMark } from '../disk/process.ts'
import { patiently, transact } from '../disk/transaction.ts'
import { diskTrouble } from '../disk/trouble.ts'
import { type Ids, systemIds } from '../ids.ts'
import { makeBell } from './bell.ts'
import { type OpenQueueFile, openQueueFile } from './queue.disk.file.ts'
import {
  type CommandQueue,
  checkMessage,
  type OutgoingMessage,
  type QueueOptions,
  queueDefaults,
  type ReceivedMessage,
} from './queue.ts'

/** How often to look for what another process sent: closely while there is traffic, seldom when there is none. */
const pollBusyMs = 20
const pollIdleMs = 250
const busyForMs = 2_000

interface PendingSend {
  message: OutgoingMessage
  resolve(): void
  reject(error: unknown): void
}

export function diskQueue(
  folder: string,
  {
    clock,
    ids = systemIds,
    visibilityMs = queueDefaults.visibilityMs,
    receivesMax = queueDefaults.receivesMax,
  }: { clock: Clock; ids?: Ids } & QueueOptions,
): CommandQueue {
  const path = join(folder, 'queue.sqlite')
  const owner = processMark()
  const bell = makeBell(clock)
  let file: Promise<OpenQueueFile> | undefined
  let pending: PendingSend[] = []
  let flushing: Promise<void> | undefined
  let busyUntilMs = 0
  let closing = false
  let closed = false
  /** Messages up to this number outlive a power cut. */
  let syncedTo = 0
  const mine = new Map<string, ReceivedMessage>()

  function opened(): Promise<OpenQueueFile> {
    file ??= openQueueFile(path, clock, ids).catch(error => {
      file = undefined
      throw error
    })
    return file
  }

  /** What fails here fails for a reason that a person can do something about: say it. */
  async function plainly<T>(work: (file: OpenQueueFile) => T | Promise<T>): Promise<T> {
    if (closed) throw new Error('The queue is closed.')
    try {
      return await work(await opened())
    } catch (error) {
      throw diskTrouble(folder, error)
    }
  }

  async function flush(): Promise<void> {
    while (pending.length) {
      const batch = pending
      pending = []
      try {
        await plainly(async open => {
          let last = 0
          await transact(open.db, clock, () => {
            for (const { message } of batch)
              last = Number(open.insert.run(message.commandId, message.body).lastInsertRowid)
          })
          await open.synced()
          syncedTo = Math.max(syncedTo, last)
        })
        for (const { resolve } of batch) resolve()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
  }

  /** One flush at a time, so that messages keep the order in which they were sent. */
  function flushSoon(): void {
    flushing ??= new Promise<void>(resolve => setImmediate(resolve)).then(flush).finally(() => {
      flushing = undefined
      bell.ring()
      if (pending.length) flushSoon()
    })
  }

  /** Whether something out of sight is in the way. What a dead process had taken comes back at once. */
  function blocked(open: OpenQueueFile, nowMs: number): boolean {
    for (const holder of open.holders.all(nowMs) as { owner: string | null }[]) {
      if (holder.owner === null || processLives(holder.owner)) return true
      open.abandon.run(holder.owner)
    }
    return false
  }

  function take(open: OpenQueueFile, messagesMax: number): ReceivedMessage[] {
    const nowMs = clock.nowMs()
    if (blocked(open, nowMs)) return []
    open.bury.run(nowMs, receivesMax)
    open.forgetBuried.run(receivesMax)
    const head = open.head.all(messagesMax) as { number: number; commandId: string; body: string; receives: number }[]
    return head.map(({ number, commandId, body, receives }) => {
      const receipt = ids.nonce()
      open.hold.run(receipt, owner, nowMs + visibilityMs, number)
      return { commandId, body, number: String(number), receives: receives + 1, handle: `${number}/${receipt}` }
    })
  }

  /** Looks without the write lock first: an idle queue is polled, and must cost nothing. */
  const receiveNow = (messagesMax: number) =>
    plainly(async open => {
      const any = await patiently(clock, () => open.any.get())
      const taken = any ? await transact(open.db, clock, () => take(open, messagesMax)) : []
      const last = Number(taken.at(-1)?.number ?? 0)
      if (last > syncedTo) await syncTaken(open, taken, last)
      return taken
    })

  /** Another process may have sent it this very moment. */
  async function syncTaken(open: OpenQueueFile, taken: ReceivedMessage[], last: number): Promise<void> {
    try {
      await open.synced()
      syncedTo = Math.max(syncedTo, last)
    } catch (error) {
      await release(taken, 0).catch(() => undefined)
      throw error
    }
  }

  const settle = (messages: ReceivedMessage[], each: (open: OpenQueueFile, number: number, receipt: string) => void) =>
    plainly(open =>
      transact(open.db, clock, () => {
        for (const { handle } of messages) {
          const [number, receipt = ''] = handle.split('/')
          each(open, Number(number), receipt)
          mine.delete(handle)
        }
      }),
    ).finally(() => bell.ring())

  async function release(messages: ReceivedMessage[], delayMs: number): Promise<void> {
    if (!messages.length) return
    const visibleAtMs = delayMs > 0 ? clock.nowMs() + delayMs : 0
    await settle(messages, (open, number, receipt) => open.release.run(visibleAtMs, number, receipt))
  }

  return {
    id: () => plainly(open => open.id),

    async send(message) {
      checkMessage(message)
      if (closing) throw new Error('The queue is closed.')
      await new Promise<void>((resolve, reject) => {
        pending.push({ message, resolve, reject })
        flushSoon()
      })
    },

    async receive({ messagesMax, waitMs, signal }) {
      const untilMs = clock.nowMs() + waitMs
      while (!closing && !signal?.aborted) {
        const taken = await receiveNow(messagesMax)
        for (const message of taken) mine.set(message.handle, message)
        const nowMs = clock.nowMs()
        if (taken.length) busyUntilMs = nowMs + busyForMs
        if (taken.length || nowMs >= untilMs) return taken
        await bell.wait(Math.min(untilMs - nowMs, nowMs < busyUntilMs ? pollBusyMs : pollIdleMs), signal)
      }
      return []
    },

    async delete(messages) {
      if (messages.length) await settle(messages, (open, number, receipt) => open.remove.run(number, receipt))
    },

    release,

    depth: () =>
      plainly(async open => {
        const found = await patiently(clock, () => open.depth.get(clock.nowMs()))
        const { messages, hidden, dead } = found as { messages: number; hidden: number; dead: number }
        return { waiting: messages - hidden, inFlight: hidden, dead }
      }),

    /** What is still held is handed back: this process may live on and open the queue again. */
    async close() {
      if (closing) return
      closing = true
      bell.silence()
      await flushing
      // If this fails, the end of the process or the time-out hands them back.
      await release([...mine.values()], 0).catch(() => undefined)
      closed = true
      const open = await file?.catch(() => undefined)
      await open?.synced().catch(() => undefined)
      open?.close()
    },
  }
}
