/**
 * Time and chance of a simulated world. Everything that waits, waits here; between two events every promise that can go on
 * does, and nothing else happens. The same seed gives the same run, to the last event.
 */
import type { Clock } from '../../api/clock.ts'

/** Mulberry32: small, fast, good enough to choose faults by. */
export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  happens(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T
  }
}

interface Event {
  atMs: number
  order: number
  run(): void
}

export class Scheduler {
  nowMs = Date.parse('2026-03-01T00:00:00Z')
  events = 0
  #order = 0
  readonly #waiting: Event[] = []

  /** Runs `run` after `ms`; events of one moment run in the order they were asked for. */
  after(ms: number, run: () => void): void {
    const event = { atMs: this.nowMs + Math.max(0, ms), order: this.#order++, run }
    let at = this.#waiting.length
    while (at > 0 && (this.#waiting[at - 1] as Event).atMs > event.atMs) at--
    this.#waiting.splice(at, 0, event)
  }

  /** Runs events until `isDone`, or nothing waits any more. False: neither came within `eventsMax`. */
  async run(isDone: () => boolean, eventsMax: number): Promise<boolean> {
    for (let count = 0; count < eventsMax; count++) {
      await everyPromise()
      if (isDone()) return true
      const event = this.#waiting.shift()
      if (!event) return false
      this.nowMs = Math.max(this.nowMs, event.atMs)
      this.events++
      event.run()
    }
    return false
  }
}

/** Resolves when no promise can go on by itself: microtasks run dry before the event loop's next turn. */
const everyPromise = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/**
 * One simulated process. What it waits for reaches it only while it lives; while it is stopped (SIGSTOP, a frozen function)
 * everything that should reach it waits until it goes on.
 */
export class Machine {
  readonly name: string
  readonly #scheduler: Scheduler
  #isAlive = true
  #isStopped = false
  /** What would have reached it while it was stopped. */
  #held: (() => void)[] = []

  constructor(name: string, scheduler: Scheduler) {
    this.name = name
    this.#scheduler = scheduler
  }

  get isAlive(): boolean {
    return this.#isAlive
  }

  get isStopped(): boolean {
    return this.#isStopped
  }

  kill(): void {
    this.#isAlive = false
    this.#held = []
  }

  stopFor(ms: number): void {
    this.#isStopped = true
    this.#scheduler.after(ms, () => this.goOn())
  }

  goOn(): void {
    this.#isStopped = false
    for (const run of this.#held.splice(0)) run()
  }

  /** Lets something reach the process as soon as it can be reached. */
  deliver(run: () => void): void {
    if (!this.#isAlive) return
    if (this.#isStopped) this.#held.push(run)
    else run()
  }

  readonly clock: Clock = {
    nowMs: () => this.#scheduler.nowMs,
    wait: (ms, signal) =>
      new Promise(resolve => {
        if (signal?.aborted) return resolve()
        signal?.addEventListener('abort', () => resolve(), { once: true })
        this.#scheduler.after(ms, () => this.deliver(resolve))
      }),
  }
}
