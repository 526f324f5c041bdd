/** A queue in memory: for tests and simulations, and for a Dormouse that may forget (`memory:`). */
import type { Clock } from '../clock.ts'
import { type Ids, systemIds } from '../ids.ts'
import { makeBell } from './bell.ts'
import { type CommandQueue, checkMessage, type QueueOptions, queueDefaults } from './queue.ts'

interface Held {
  number: number
  commandId: string
  body: string
  receives: number
  receipt?: string
  /** Out of sight until then: received and not settled, or handed back with a delay. */
  visibleAtMs: number
}

export function memoryQueue({
  clock,
  ids = systemIds,
  visibilityMs = queueDefaults.visibilityMs,
  receivesMax = queueDefaults.receivesMax,
}: { clock: Clock; ids?: Ids } & QueueOptions): CommandQueue {
  const queueId = `memory-${ids.nonce()}`
  const bell = makeBell(clock)
  let waiting: Held[] = []
  let numbers = 0
  let receipts = 0
  let dead = 0
  let closed = false

  function take(messagesMax: number) {
    const nowMs = clock.nowMs()
    if (waiting.some(message => message.visibleAtMs > nowMs)) return []
    const poison = waiting.filter((message, index) => index < messagesMax && message.receives >= receivesMax)
    dead += poison.length
    waiting = waiting.filter(message => !poison.includes(message))
    return waiting.slice(0, messagesMax).map(message => {
      receipts += 1
      message.receipt = String(receipts)
      message.receives += 1
      message.visibleAtMs = nowMs + visibilityMs
      const { number, commandId, body, receives } = message
      return { commandId, body, number: String(number), receives, handle: `${number}/${receipts}` }
    })
  }

  const byHandle = (handle: string) => waiting.find(message => `${message.number}/${message.receipt}` === handle)

  return {
    id: async () => queueId,

    async send(message) {
      checkMessage(message)
      numbers += 1
      waiting.push({ ...message, number: numbers, receives: 0, visibleAtMs: 0 })
      bell.ring()
    },

    async receive({ messagesMax, waitMs, signal }) {
      const untilMs = clock.nowMs() + waitMs
      for (;;) {
        if (closed || signal?.aborted) return []
        const taken = take(messagesMax)
        const leftMs = untilMs - clock.nowMs()
        if (taken.length || leftMs <= 0) return taken
        const hiddenMs = Math.max(0, ...waiting.map(message => message.visibleAtMs)) - clock.nowMs()
        await bell.wait(hiddenMs > 0 ? Math.min(leftMs, hiddenMs) : leftMs, signal)
      }
    },

    async delete(messages) {
      const done = new Set(messages.map(message => byHandle(message.handle)))
      waiting = waiting.filter(message => !done.has(message))
      bell.ring()
    },

    async release(messages, delayMs) {
      for (const message of messages.map(each => byHandle(each.handle))) {
        if (!message) continue
        message.receipt = undefined
        message.receives -= 1
        message.visibleAtMs = delayMs > 0 ? clock.nowMs() + delayMs : 0
      }
      bell.ring()
    },

    async depth() {
      const nowMs = clock.nowMs()
      const inFlight = waiting.filter(message => message.visibleAtMs > nowMs).length
      return { waiting: waiting.length - inFlight, inFlight, dead }
    },

    async close() {
      closed = true
      bell.silence()
    },
  }
}
