/**
 * The network between a process and the shared store or queue: slow, lossy, late. Whatever is asked takes effect or not, at
 * once or later, and the asker learns of it or not; the effect itself is atomic, as the ports promise.
 */
import type { ObjectStore, Put } from '../../api/store/objects.ts'
import type { Chance, Machine, Scheduler } from './scheduler.ts'

export class Lost extends Error {}

export interface Faults {
  /** Probability that a request fails before it took effect (503, time-out on the way there). */
  before: number
  /** ... that it took effect and the answer is lost. */
  after: number
  /** ... that the asker gives up and the request takes effect later all the same. */
  late: number
  /** ... that it is sent twice below us, so that a conditional put refuses its own success. */
  twice: number
  /** ... that S3 answers 409 to a conditional put without looking. */
  conflict: number
}

export const calm: Faults = { before: 0, after: 0, late: 0, twice: 0, conflict: 0 }
export const rough: Faults = { before: 0.02, after: 0.02, late: 0.01, twice: 0.01, conflict: 0.01 }

const lateMsMax = 20_000

export class Weather {
  faults: Faults = calm
  /** Requests that their askers have given up and that will take effect yet. */
  readonly #late = new Set<() => void>()
  readonly #scheduler: Scheduler
  readonly #chance: Chance

  constructor(scheduler: Scheduler, chance: Chance) {
    this.#scheduler = scheduler
    this.#chance = chance
  }

  /** `effect` happens in one moment; its answer, or the loss of it, reaches the machine some milliseconds later. */
  ask<T>(machine: Machine, effect: () => Promise<T>, again: (first: T, second: T) => T = first => first): Promise<T> {
    const chance = this.#chance
    const { before, after, late, twice } = this.faults
    const roll = chance.next()
    const thereMs = this.#delay()
    const backMs = this.#delay()
    return new Promise((resolve, reject) => {
      const lose = (ms: number) => this.#scheduler.after(ms, () => machine.deliver(() => reject(new Lost('no answer'))))
      const answer = (result: Promise<T>) =>
        this.#scheduler.after(backMs, () => machine.deliver(() => result.then(resolve, reject)))
      if (roll < before) return lose(thereMs + backMs)
      if (roll < before + after) {
        this.#scheduler.after(thereMs, () => void effect())
        return lose(thereMs + backMs)
      }
      if (roll < before + after + late) {
        const land = () => {
          if (this.#late.delete(land)) void effect()
        }
        this.#late.add(land)
        this.#scheduler.after(thereMs + chance.below(lateMsMax), land)
        return lose(thereMs + backMs)
      }
      if (roll < before + after + late + twice)
        return this.#scheduler.after(thereMs, () => answer(effect().then(async first => again(first, await effect()))))
      this.#scheduler.after(thereMs, () => answer(effect()))
    })
  }

  /** Everything that is late arrives. */
  clear(): void {
    for (const land of this.#late) land()
  }

  conflicts(): boolean {
    return this.#chance.happens(this.faults.conflict)
  }

  /** Mostly a few milliseconds, sometimes seconds. */
  #delay(): number {
    return this.#chance.happens(0.02) ? this.#chance.between(500, 5_000) : this.#chance.between(1, 8)
  }
}

/** The store as one machine reaches it. */
export function objectsThrough(weather: Weather, machine: Machine, objects: ObjectStore): ObjectStore {
  return {
    get: (key, options) => weather.ask(machine, () => objects.get(key, options)),
    put: (key, body, condition) =>
      condition && weather.conflicts()
        ? weather.ask<Put>(machine, async () => ({ kind: 'conflict' }))
        : weather.ask(
            machine,
            () => objects.put(key, body, condition),
            (_, second) => second,
          ),
    remove: key => weather.ask(machine, () => objects.remove(key)),
    async *list(prefix, options) {
      const all = () => Array.fromAsync(objects.list(prefix, options))
      yield* await weather.ask(machine, all)
    },
    close: async () => {},
  }
}
