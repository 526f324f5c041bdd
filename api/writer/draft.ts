/**
 * The draft of a batch: commands are decided one after another, each seeing what the earlier ones changed.
 *
 * 1. A refused command leaves nothing: every change is journalled and taken back in reverse order.
 * 2. A command changes a record once, however many steps it took: one operation, version + 1 at most.
 * 3. Same state, same commands, same time → same operations: ids come from the command's id, never from chance.
 */
import { createHash } from 'node:crypto'
import { type Actor, at, diff, type Json, type Outcome, type Refused, same, withAt } from '@dormouse/model'
import type { CommittedOperation, Operation, StoredRecord, View } from '../store/view.ts'
import type { Draft, DraftTable } from './handler.ts'
import { Overlay } from './overlay.ts'

export interface Batch {
  /** The operations of every command that was not refused so far. */
  readonly operations: CommittedOperation[]
  get(collection: string, id: string): StoredRecord | undefined
  /** Decides one command; `by` is its place in the batch. What a refused or failed one changed is discarded. */
  decide(by: number, command: { id: string; actor: Actor }, decide: (draft: Draft) => Outcome): Outcome
}

/** One record that the command under way has changed. */
interface Touch {
  on: string
  partition: string | undefined
  overlay: Overlay
  id: string
  before: StoredRecord | undefined
  /** Its version has been raised by this command already. */
  raised: boolean
  /** It was removed and made again under the same id: two operations. */
  remade: boolean
}

export function openBatch(view: View, now: string, addressHash: (address: string) => string): Batch {
  const overlays = new Map<string, Overlay>()
  const operations: CommittedOperation[] = []

  function overlayOf(collection: string, partition: string | undefined): Overlay {
    const key = partition === undefined ? collection : `${collection}\0${partition}`
    let overlay = overlays.get(key)
    if (!overlay) {
      overlay =
        partition === undefined
          ? new Overlay(view.table(collection))
          : new Overlay(view.partition(collection, partition), partition)
      overlays.set(key, overlay)
    }
    return overlay
  }

  return {
    operations,
    get: (collection, id) => overlayOf(collection, undefined).get(id),
    decide(by, command, decide) {
      const draft = new CommandDraft(view, now, command, addressHash, overlayOf)
      let outcome: Outcome | undefined
      try {
        outcome = decide(draft)
      } finally {
        if (!outcome?.ok) draft.discard()
      }
      if (outcome.ok) for (const operation of draft.finish()) operations.push({ ...operation, by })
      return outcome
    },
  }
}

class CommandDraft implements Draft {
  readonly now: string
  readonly actor: Actor
  readonly commandId: string
  readonly addressHash: (address: string) => string
  readonly rows: View['rows']
  readonly #overlayOf: (collection: string, partition?: string) => Overlay
  readonly #tables = new Map<Overlay, DraftTable>()
  readonly #touched = new Map<Overlay, Map<string, Touch>>()
  readonly #order: Touch[] = []
  readonly #journal: (() => void)[] = []
  #idsMade = 0

  constructor(
    view: View,
    now: string,
    command: { id: string; actor: Actor },
    addressHash: (address: string) => string,
    overlayOf: (collection: string, partition: string | undefined) => Overlay,
  ) {
    this.now = now
    this.actor = command.actor
    this.commandId = command.id
    this.addressHash = addressHash
    this.rows = (collection, key) => view.rows(collection, key)
    this.#overlayOf = overlayOf
  }

  table(collection: string, partition?: string): DraftTable {
    const overlay = this.#overlayOf(collection, partition)
    let table = this.#tables.get(overlay)
    if (!table) {
      table = this.#tableOver(collection, overlay)
      this.#tables.set(overlay, table)
    }
    return table
  }

  attempt<T>(work: () => T | Refused): T | Refused {
    const mark = this.#journal.length
    const answer = work()
    if (isRefused(answer)) this.#undoTo(mark)
    return answer
  }

  newId(): string {
    const hash = createHash('sha256')
      .update(`${this.commandId}:${this.#idsMade++}`)
      .digest('hex')
    const time = Date.parse(this.now).toString(16).padStart(12, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`
  }

  discard(): void {
    this.#undoTo(0)
  }

  /** What the command did, one operation a record. What came back to where it was is no change. */
  finish(): (Operation & { in?: string })[] {
    return this.#order.flatMap(touch =>
      operationsOf(touch).map(operation =>
        touch.partition === undefined ? operation : { ...operation, in: touch.partition },
      ),
    )
  }

  #tableOver(on: string, overlay: Overlay): DraftTable {
    return {
      get size() {
        return overlay.size
      },
      get: id => overlay.get(id),
      values: () => overlay.values(),
      lookup: (path, value) => overlay.lookup(path, value),
      create: (id, values) => this.#create(on, overlay, id, values),
      set: (id, changes, options) => this.#set(on, overlay, id, changes, options?.quiet === true),
      remove: id => this.#remove(on, overlay, id),
    }
  }

  #create(on: string, overlay: Overlay, id: string, values: Record<string, Json>): StoredRecord {
    if (overlay.get(id)) throw new Error(`${on}/${id} exists already`)
    // Only the product itself may say when a record was made: an import of old papers, sample data.
    const told = this.actor.role === 'system' ? values.createdAt : undefined
    const createdAt = typeof told === 'string' ? told : this.now
    const by = this.actor.id
    const base = { id, createdAt, createdBy: by, updatedAt: createdAt, updatedBy: by, version: 1 }
    const record = Object.assign({ ...base }, values, base) as StoredRecord
    const touch = this.#touch(on, overlay, id)
    if (touch.before && !touch.remade) {
      touch.remade = true
      this.#journal.push(() => {
        touch.remade = false
      })
    }
    this.#journal.push(overlay.write(id, record))
    return record
  }

  #set(on: string, overlay: Overlay, id: string, changes: Record<string, Json>, quiet: boolean): StoredRecord {
    const current = overlay.get(id)
    if (!current) throw new Error(`${on}/${id} does not exist`)
    let next = current
    for (const [path, value] of Object.entries(changes)) {
      const held = path.includes('.') ? at(next, path) : next[path]
      if (!same(held ?? null, value)) next = withAt(next, path, value) as StoredRecord
    }
    if (next === current) return current
    const touch = this.#touch(on, overlay, id)
    if (!quiet && touch.before && !touch.raised && !touch.remade) {
      next = { ...next, version: next.version + 1, updatedAt: this.now, updatedBy: this.actor.id }
      touch.raised = true
      this.#journal.push(() => {
        touch.raised = false
      })
    }
    this.#journal.push(overlay.write(id, next))
    return next
  }

  #remove(on: string, overlay: Overlay, id: string): void {
    if (!overlay.get(id)) throw new Error(`${on}/${id} does not exist`)
    this.#touch(on, overlay, id)
    this.#journal.push(overlay.write(id, undefined))
  }

  #touch(on: string, overlay: Overlay, id: string): Touch {
    let touches = this.#touched.get(overlay)
    if (!touches) {
      touches = new Map()
      this.#touched.set(overlay, touches)
    }
    const known = touches.get(id)
    if (known) return known
    const touch: Touch = {
      on,
      partition: overlay.partition,
      overlay,
      id,
      before: overlay.get(id),
      raised: false,
      remade: false,
    }
    touches.set(id, touch)
    this.#order.push(touch)
    this.#journal.push(() => {
      touches.delete(id)
      this.#order.pop()
    })
    return touch
  }

  #undoTo(mark: number): void {
    while (this.#journal.length > mark) this.#journal.pop()?.()
  }
}

function operationsOf({ on, overlay, id, before, remade }: Touch): Operation[] {
  const after = overlay.get(id)
  if (!before) return after ? [{ on, id, put: after }] : []
  if (!after) return [{ on, id, drop: before }]
  if (remade) return [drop(on, before), { on, id, put: after }]
  const { set, was } = diff(before, after)
  if (!Object.keys(set).every(path => keptWithEveryChange.has(path))) return [{ on, id, set, was }]
  overlay.write(id, before)
  return []
}

const drop = (on: string, record: StoredRecord): Operation => ({ on, id: record.id, drop: record })

const keptWithEveryChange = new Set(['version', 'updatedAt', 'updatedBy'])

export function isRefused(answer: unknown): answer is Refused {
  return typeof answer === 'object' && answer !== null && (answer as Refused).ok === false && 'problem' in answer
}
