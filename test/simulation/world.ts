/** One simulated world: a store, a queue and the machines that come and go around them, all out of one seed. */
import { isDeepStrictEqual } from 'node:util'
import type { Outcome } from '@dormouse/model'
import { memoryQueue } from '../../api/command/queue.memory.ts'
import type { CommandQueue, ReceivedMessage } from '../../api/command/queue.ts'
import type { Ids } from '../../api/ids.ts'
import { type Committer, openCommitter } from '../../api/store/commit.ts'
import type { FoldDeps } from '../../api/store/fold.ts'
import { memoryObjects } from '../../api/store/objects.memory.ts'
import type { ObjectStore } from '../../api/store/objects.ts'
import { rootKey } from '../../api/store/paths.ts'
import { openReplica, type Replica } from '../../api/store/replica.ts'
import { projections, type SentCommand, specs } from './commands.ts'
import type { Earlier, Snapshot } from './restoring.ts'
import { Chance, Machine, Scheduler } from './scheduler.ts'
import { Lost, objectsThrough, rough, Weather } from './weather.ts'

/** The rules of the store, each of which a world can be wired to break: the four first, then those of keeping and forgetting. */
export const rules = ['swap', 'watermark', 'remembered', 'reread', 'staging', 'pins', 'removal', 'erased'] as const
export type Rule = (typeof rules)[number]

/** What a client saw of a command or a read, for the history of the record. */
export interface Seen {
  calledAt: number
  answeredAt: number
  command?: SentCommand
  outcome?: Outcome
  read?: { id: string; found: { value: string; n: number } | undefined }
}

interface Delivery {
  queue: CommandQueue
  message: ReceivedMessage
}

export class World {
  readonly scheduler = new Scheduler()
  readonly chance: Chance
  readonly weather: Weather
  readonly store: ObjectStore
  readonly exchange: ObjectStore
  /** Mostly one; after a move the old one still holds what was sent to it. */
  readonly queues: CommandQueue[] = []
  readonly broken: ReadonlySet<Rule>
  readonly violations: string[] = []
  readonly seen: Seen[] = []
  /** Commands that the queue took: each must be decided or set aside. */
  readonly accepted = new Map<string, SentCommand>()
  readonly delivered: Delivery[] = []
  readonly machines: Machine[] = []
  readonly replicas: { machine: Machine; replica: Replica }[] = []
  /** Names of pins whose copy was seen to be whole. */
  readonly kept = new Set<string>()
  /** What somebody has begun to take out of the store for good. */
  readonly erasures = new Set<string>()
  /** Of those, what was taken out to the end. */
  readonly erased = new Set<string>()
  /** What each commit left behind, as whoever read it first saw it. */
  readonly states = new Map<number, Snapshot>()
  /** What was read of the past, to be brought back. */
  /** Items as a copy outside this store has them. */
  readonly backups: Earlier[] = []
  readonly restored: { sequence: number; state: Snapshot }[] = []
  isEnding = false
  /** Clients begin nothing new at night. */
  isNight = false
  /** Machines that have a client who waits for an answer. */
  readonly asking = new Set<Machine>()
  #names = 0
  #moments = 0
  #redeliveries = 0

  constructor(seed: number, broken: readonly Rule[]) {
    this.chance = new Chance(seed)
    this.broken = new Set(broken)
    this.weather = new Weather(this.scheduler, this.chance)
    this.weather.faults = rough
    const outside = new Machine('outside', this.scheduler)
    this.store = memoryObjects({ clock: outside.clock })
    this.exchange = memoryObjects({ clock: outside.clock })
    this.addQueue()
  }

  addQueue(): void {
    const { clock } = new Machine('queue', this.scheduler)
    this.queues.push(memoryQueue({ clock, ids: this.ids(), visibilityMs: 30_000, receivesMax: 10_000 }))
  }

  /** Where clients send. */
  get newestQueue(): CommandQueue {
    return this.queues.at(-1) as CommandQueue
  }

  ids(): Ids {
    const next = () => `x${(++this.#names).toString(36)}`
    return { uuid: next, nonce: next }
  }

  /** A point in the order of everything that clients saw: finer than the clock. */
  moment(): number {
    return ++this.#moments
  }

  machine(kind: string): Machine {
    const machine = new Machine(`${kind} ${++this.#names}`, this.scheduler)
    this.machines.push(machine)
    return machine
  }

  violated(what: string): void {
    if (this.violations.length < 20) this.violations.push(what)
  }

  /** Faults are part of the world; anything else that is thrown is a defect. */
  excuse(cause: unknown, who: Machine): void {
    for (let each = cause; each instanceof Error; each = each.cause) {
      if (each instanceof Lost || /overtook|could not be learnt|is not there$/.test(each.message)) return
      if (each.cause === undefined) this.violated(`${who.name}: ${each.stack}`)
    }
  }

  /** Whoever reads a commit reads the same. */
  saw(sequence: number, state: Snapshot, who: string): void {
    const known = this.states.get(sequence)
    if (!known) this.states.set(sequence, state)
    else if (!isDeepStrictEqual(known, state))
      this.violated(`${who} saw another commit ${sequence} than somebody before`)
  }

  openReplica(machine: Machine): { objects: ObjectStore; replica: Replica } {
    const objects = objectsThrough(this.weather, machine, this.store)
    const replica = openReplica({ objects, specs, projections, clock: machine.clock })
    this.replicas.push({ machine, replica })
    return { objects, replica }
  }

  openWriter(machine: Machine): { replica: Replica; committer: Committer; deps: FoldDeps } {
    const { replica, objects } = this.openReplica(machine)
    if (this.broken.has('remembered')) replica.outcomes.get = () => undefined
    const deps = {
      objects: this.#withBrokenRules(objects),
      replica,
      clock: machine.clock,
      ids: this.ids(),
      specs,
      projections,
    }
    return { replica, committer: openCommitter(deps), deps }
  }

  async receive(machine: Machine): Promise<{ queue: CommandQueue; messages: ReceivedMessage[] }> {
    // Long after it was deleted, a message may come once more.
    if (!this.isEnding && this.delivered.length > 0 && this.chance.happens(0.03)) {
      const { queue, message } = this.chance.pick(this.delivered.slice(0, this.chance.pick([20, Infinity])))
      return { queue, messages: [this.#numbered(message)] }
    }
    const queue = this.chance.pick(this.queues)
    const messages = await this.weather.ask(machine, () => queue.receive({ messagesMax: 10, waitMs: 0 }))
    this.delivered.push(...messages.map(message => ({ queue, message })))
    return { queue, messages: messages.map(this.#numbered) }
  }

  /** Without a watermark every delivery looks new. */
  readonly #numbered = (message: ReceivedMessage): ReceivedMessage =>
    this.broken.has('watermark') ? { ...message, number: String(1_000_000 + ++this.#redeliveries) } : message

  #withBrokenRules(objects: ObjectStore): ObjectStore {
    return {
      ...objects,
      put: async (key, body, condition) => {
        if (key !== rootKey) return objects.put(key, body, condition)
        const asked = this.broken.has('swap') && condition && 'ifMatch' in condition ? undefined : condition
        try {
          return await objects.put(key, body, asked)
        } catch (cause) {
          if (this.broken.has('reread')) return { kind: 'written', tag: '"believed"' }
          throw cause
        }
      },
    }
  }
}
