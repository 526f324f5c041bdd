/**
 * Waiting for outcomes: woken by the root that brings one where the writer lives in this process, else by looking again
 * after 25, 50, 100, 100 ... ms.
 */
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Remembered } from './outcomes.ts'
import type { Entry } from './view.ts'

export interface WaitersDeps {
  clock: Clock
  log: Log | undefined
  /** Whether it is in memory already. */
  isKnown(id: string): boolean
  /** What the installed root knows, reading what it has to. */
  look(id: string): Promise<Remembered | undefined>
  refresh(): Promise<void>
}

/** A reason of its own spares each wake-up an exception that nobody looks at. */
const woken = 'woken'
const pollMsFirst = 25
const pollMsMax = 100

export class OutcomeWaiters {
  readonly #deps: WaitersDeps
  /** By command: who is to be woken. */
  readonly #waiting = new Map<string, Set<AbortController>>()
  #isClosed = false

  constructor(deps: WaitersDeps) {
    this.#deps = deps
  }

  /** Undefined after `waitMs`; with 0 it looks once, at the newest root. */
  async wait(id: string, waitMs: number): Promise<Remembered | undefined> {
    const { clock, isKnown, look, refresh, log } = this.#deps
    const end = clock.nowMs() + waitMs
    let pollMs = pollMsFirst
    if (!isKnown(id) && waitMs > 0) await this.#sleep(id, Math.min(pollMs, waitMs))
    for (;;) {
      const isLast = this.#isClosed || clock.nowMs() >= end
      try {
        if (!isKnown(id)) await refresh()
        const found = await look(id)
        if (found || isLast) return found
      } catch (cause) {
        // A passing fault of the store is no answer about the command: look again while there is time.
        if (isLast) throw cause
        log?.warn({ err: cause, command: id }, 'could not look for an outcome')
      }
      pollMs = Math.min(pollMs * 2, pollMsMax)
      await this.#sleep(id, Math.max(1, Math.min(pollMs, end - clock.nowMs())))
    }
  }

  /** Wakes whoever waits for a command of these entries. Without entries nobody knows what the root brought: everybody. */
  installed(entries: readonly Entry[] | undefined): void {
    if (this.#waiting.size === 0) return
    const ids = entries ? entries.flatMap(entry => entry.commands.map(({ id }) => id)) : [...this.#waiting.keys()]
    for (const id of ids) for (const sleeper of this.#waiting.get(id) ?? []) sleeper.abort(woken)
  }

  /** Everybody looks once more and leaves. */
  close(): void {
    this.#isClosed = true
    this.installed(undefined)
  }

  async #sleep(id: string, ms: number): Promise<void> {
    const sleeper = new AbortController()
    const others = this.#waiting.get(id)
    if (others) others.add(sleeper)
    else this.#waiting.set(id, new Set([sleeper]))
    try {
      await this.#deps.clock.wait(ms, sleeper.signal)
    } finally {
      const left = this.#waiting.get(id)
      left?.delete(sleeper)
      if (left?.size === 0) this.#waiting.delete(id)
    }
  }
}
