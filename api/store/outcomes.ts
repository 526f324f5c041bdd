/** Results of commands of the last day: what makes a command that comes again harmless, and what its sender waits for. */
import type { Outcome } from '@dormouse/model'
import { unpackRows } from './codec.ts'
import { forgottenHours, hourOf, outcomesCollection } from './layout.ts'
import { eachBody } from './loading.ts'
import type { ManifestCache, PartitionedManifest, TableManifest } from './manifest.ts'
import type { ObjectStore } from './objects.ts'
import { tailStart } from './root.ts'
import type { TailContents } from './tail.ts'
import type { Entry, Root } from './view.ts'

export interface Remembered {
  actor: string
  outcome: Outcome
  sequence: number
}

/** As it lies in the outcomes' segments. */
export interface OutcomeRow {
  id: string
  actor: string
  at: string
  outcome: Outcome
}

export interface OutcomesDeps {
  objects: ObjectStore
  manifests: ManifestCache
  tail: TailContents
  root(): Root
}

export class Outcomes {
  readonly #deps: OutcomesDeps
  readonly #byHour = new Map<string, Map<string, Remembered>>()
  /** Everything up to here is known; -1: nothing was loaded yet. */
  #sequence = -1
  #loading: Promise<void> | undefined

  constructor(deps: OutcomesDeps) {
    this.#deps = deps
  }

  isCurrent(): boolean {
    return this.#sequence === this.#deps.root().sequence
  }

  load(): Promise<void> {
    this.#loading ??= this.#catchUp().finally(() => {
      this.#loading = undefined
    })
    return this.#loading
  }

  /** From what is loaded, else from the tail. `spilled` results are replaced where their chunk is loaded. */
  get(id: string): (Remembered & { spilledIn?: Entry }) | undefined {
    for (const held of this.#byHour.values()) {
      const found = held.get(id)
      if (found) return found
    }
    for (const entry of this.#deps.root().tail) {
      if (entry.sequence <= this.#sequence) continue
      const index = entry.commands.findIndex(command => command.id === id)
      const command = entry.commands[index]
      if (!command) continue
      const outcome = this.#deps.tail.content(entry)?.outcomes.get(index) ?? command.outcome
      const spilled = command.spilled && outcome === command.outcome
      return { actor: command.actor, outcome, sequence: entry.sequence, ...(spilled && { spilledIn: entry }) }
    }
    return undefined
  }

  /** Nothing to do for one that missed entries: its sequence stays behind, and `load` brings it up. */
  follow(before: Root, entries: readonly Entry[], sequence: number): void {
    if (this.#sequence !== before.sequence) return
    if (entries.some(entry => !this.#isWhole(entry))) return
    for (const entry of entries) this.#add(entry)
    this.#sequence = sequence
    this.#forget()
  }

  clear(): void {
    this.#byHour.clear()
    this.#sequence = -1
  }

  async #catchUp(): Promise<void> {
    const { objects, manifests, tail } = this.#deps
    const root = this.#deps.root()
    const folded = tailStart(root) - 1
    const key = root.manifests[outcomesCollection]
    if (this.#sequence < folded && key !== undefined) {
      const { partitions } = await manifests.read<PartitionedManifest>(key)
      const since = Math.max(0, this.#sequence)
      await Promise.all(
        Object.entries(partitions).map(async ([hour, { manifest: manifestKey }]) => {
          const manifest = await manifests.read<TableManifest>(manifestKey)
          const refs = [...manifest.base, ...manifest.deltas].filter(ref => ref.to > since)
          await eachBody(objects, refs, body =>
            unpackRows<OutcomeRow>(body, since, (rows, sequences) => {
              for (const [index, { id, actor, outcome }] of rows.entries())
                this.#remember(hour, id, { actor, outcome, sequence: sequences[index] as number })
            }),
          )
        }),
      )
    }
    this.#sequence = Math.max(this.#sequence, folded)
    await tail.load(this.#deps.root().tail.filter(entry => !this.#isWhole(entry)))
    const now = this.#deps.root()
    if (now.epoch !== root.epoch) return this.clear()
    if (this.#sequence < tailStart(now) - 1) return
    for (const entry of now.tail) {
      if (entry.sequence <= this.#sequence) continue
      if (!this.#isWhole(entry)) return
      this.#add(entry)
      this.#sequence = entry.sequence
    }
    this.#sequence = now.sequence
    this.#forget()
  }

  /** Whether all of its outcomes are at hand. */
  #isWhole(entry: Entry): boolean {
    return this.#deps.tail.content(entry) !== undefined || entry.commands.every(command => !command.spilled)
  }

  #add(entry: Entry): void {
    const spilled = this.#deps.tail.content(entry)?.outcomes
    for (const [index, { id, actor, outcome }] of entry.commands.entries())
      this.#remember(hourOf(entry.at), id, { actor, outcome: spilled?.get(index) ?? outcome, sequence: entry.sequence })
  }

  #remember(hour: string, id: string, remembered: Remembered): void {
    const held = this.#byHour.get(hour)
    if (held) held.set(id, remembered)
    else this.#byHour.set(hour, new Map([[id, remembered]]))
  }

  #forget(): void {
    for (const hour of forgottenHours(this.#byHour.keys())) this.#byHour.delete(hour)
  }
}
