/**
 * The worker's side of the ledger: commands to the one writer, each sent until it is decided. Ids are made from campaign,
 * run and number, so that a command whose sending failed half-way is the same command the second time.
 */
import type { Json, Outcome } from '@dormouse/model'
import type { Clock } from '../api/clock.ts'
import type { Submit } from '../api/command/submit.ts'
import type { Log } from '../api/log.ts'
import type { Reader } from '../api/store/view.ts'

export interface LedgerDeps {
  submit: Submit
  reader: Pick<Reader, 'outcome'>
  clock: Clock
  log: Log
}

export interface Ledger {
  /** Undefined: not decided before `signal` aborted; it may or may not be on the queue by then. */
  send(
    id: string,
    type: string,
    input: Json,
    options?: { rows?: Json[]; signal?: AbortSignal },
  ): Promise<Outcome | undefined>
  /** Waits for the decision like `send`; when asked to end meanwhile, makes sure of one thing only: that it is on the queue. */
  tell(id: string, type: string, input: Json, signal: AbortSignal): Promise<Outcome | undefined>
}

const actor = { id: 'worker', role: 'system' } as const
const waitMs = 20_000
const retryMs = 500
const sendsMax = 10_000

export function ledger({ submit, reader, clock, log }: LedgerDeps): Ledger {
  return {
    async send(id, type, input, { rows, signal } = {}) {
      for (let sends = 0; sends < sendsMax && !signal?.aborted; sends++) {
        try {
          const { outcome } = await unless(
            signal,
            submit({ id, type, actor, input }, { waitMs, ...(rows ? { rows } : {}) }),
          )
          if (outcome) return outcome
          // Durable, and the writer is away or busy: wait on, without sending it again.
          for (let waits = 0; waits < sendsMax && !signal?.aborted; waits++) {
            const found = await unless(signal, reader.outcome(id, waitMs))
            if (found) return found.outcome
          }
        } catch (error) {
          if (signal?.aborted) return undefined
          log.warn({ command: id, type, error: String(error) }, 'a command could not be sent yet')
          await clock.wait(retryMs, signal)
        }
      }
      return undefined
    },

    async tell(id, type, input, signal) {
      const outcome = await this.send(id, type, input, { signal })
      if (outcome) return outcome
      for (let tries = 1; ; tries++) {
        try {
          await submit({ id, type, actor, input }, { waitMs: 0 })
          return undefined
        } catch (error) {
          if (tries >= lastTries) throw error
          await clock.wait(lastRetryMs)
        }
      }
    },
  }
}

/** On the way out: as long as the ten seconds of a SIGTERM allow. */
const lastTries = 5
const lastRetryMs = 300

class Aborted extends Error {}

/** Rejects as soon as the signal aborts: nobody waits for a writer while leaving. */
function unless<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const abort = () => reject(new Aborted('leaving'))
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
