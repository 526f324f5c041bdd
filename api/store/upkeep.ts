/**
 * What a committer does beside its commits, so that nobody waits for it: folding and compaction.
 *
 *   commit … commit … commit … commit … commit …        the tail grows on
 *        └─ fold is prepared ────────┐
 *                                    ▼ swap             the folded part of the tail goes
 *                                         └─ compaction of what the fold touched ──► swap …
 *
 * 1. Files are written at any time; what publishes runs alone among this process's commits.
 * 2. A commit waits for the fold only where the root would grow too large without it.
 * 3. A compaction lets a fold under way finish first: its manifests would not fit any more.
 */
import type { Log } from '../log.ts'
import { allPlaces, compact, type Place } from './compact.ts'
import { type FoldDeps, type PreparedFold, prepareFold, swapFold } from './fold.ts'
import { unlessOutdated } from './outdated.ts'
import { foldDue, tailStart } from './root.ts'

export interface UpkeepDeps extends FoldDeps {
  log?: Log
}

export class Upkeep {
  readonly #deps: UpkeepDeps
  #last: Promise<unknown> = Promise.resolve()
  #prepared: Promise<PreparedFold | undefined> | undefined
  readonly #due = new Map<string, Place>()
  readonly #background = new Set<Promise<unknown>>()
  #compacting = false

  constructor(deps: UpkeepDeps) {
    this.#deps = deps
  }

  /** One at a time: a commit, a fold and a compaction would only overtake each other. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work, work)
    this.#last = mine.catch(() => undefined)
    return mine
  }

  /** Begins a fold that nobody waits for. */
  beginFold(): void {
    if (this.#prepared) return
    const from = tailStart(this.#deps.replica.root)
    const prepared = this.#prepare()
    const done = prepared.then(() => this.alone(() => this.finishFold(prepared)))
    this.#inBackground(
      done.then(() => this.#foldOn(from)),
      'a fold gave up for now',
    )
  }

  /** What was committed meanwhile may be due itself, and perhaps no commit follows that would notice. */
  #foldOn(from: number): void {
    const { root } = this.#deps.replica
    if (foldDue(root) && tailStart(root) > from) this.beginFold()
  }

  /** Folds before it resolves, unless the root was outdated: then the newest is installed. Only for who runs alone. */
  async foldNow(): Promise<void> {
    await unlessOutdated(this.#deps.replica, () => this.finishFold(this.#prepared ?? this.#prepare()))
  }

  /** Everything that can be merged. Resolves with the number of tables rewritten. */
  async compactAll(onProgress?: (done: number, of: number) => void): Promise<number> {
    const { replica } = this.#deps
    let rewritten = 0
    const places = (await unlessOutdated(replica, () => allPlaces(replica))) ?? (await allPlaces(replica))
    for (const [done, place] of places.entries()) {
      onProgress?.(done, places.length)
      if (await unlessOutdated(replica, () => this.#compact(place, true))) rewritten++
    }
    return rewritten
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.#background.size > 0) await Promise.all(this.#background)
  }

  #prepare(): Promise<PreparedFold | undefined> {
    const prepared = prepareFold(this.#deps)
    // Whoever waits for it sees why it failed; the next one starts anew.
    prepared.catch(() => {
      if (this.#prepared === prepared) this.#prepared = undefined
    })
    this.#prepared = prepared
    return prepared
  }

  async finishFold(preparing: Promise<PreparedFold | undefined>): Promise<void> {
    const prepared = await preparing
    if (this.#prepared !== preparing) return
    this.#prepared = undefined
    if (!prepared) return
    for (const place of await swapFold(this.#deps, prepared))
      this.#due.set(`${place.collection}/${place.partition ?? ''}`, place)
    if (this.#due.size > 0 && !this.#compacting) this.#inBackground(this.#compactDue(), 'compaction gave up for now')
  }

  async #compactDue(): Promise<void> {
    this.#compacting = true
    try {
      for (const [name, place] of this.#due) {
        this.#due.delete(name)
        await this.#compact(place, false)
      }
    } finally {
      this.#compacting = false
    }
  }

  #compact(place: Place, all: boolean): Promise<boolean> {
    const alone = <T>(work: () => Promise<T>) =>
      this.alone(async () => {
        if (this.#prepared) await this.finishFold(this.#prepared)
        return work()
      })
    return compact({ ...this.#deps, alone }, place, all)
  }

  /** Nothing depends on it: what failed is found due again. */
  #inBackground(work: Promise<unknown>, failure: string): void {
    const done = work
      .catch(cause => this.#deps.log?.warn({ err: cause }, failure))
      .finally(() => this.#background.delete(done))
    this.#background.add(done)
  }
}
