/** A small business over the store: enough commands to break every promise that the store makes. */
import { createHash } from 'node:crypto'
import type { Json, Outcome } from '@dormouse/model'
import { refuse } from '@dormouse/model'
import { unpackJson } from '../../api/store/codec.ts'
import type { ObjectStore } from '../../api/store/objects.ts'
import type { Redaction } from '../../api/store/redact.ts'
import type {
  CollectionSpec,
  CommittedOperation,
  Needs,
  Operation,
  Plan,
  Planner,
  Projection,
  StoredRecord,
  View,
} from '../../api/store/view.ts'
import type { Snapshot } from './restoring.ts'

export const items: readonly string[] = ['i1', 'i2', 'i3', 'i4', 'i5', 'i6']

export type Wish =
  | { type: 'write'; id: string; value: string }
  | { type: 'add'; id: string }
  | { type: 'drop'; id: string }
  /** No two records may have the same name. */
  | { type: 'claim'; id: string; name: string }
  /** Points a record at another one, which then must stay. */
  | { type: 'link'; id: string; to: string }
  /** Creates as many deliveries as the staged file has lines, or none. */
  | { type: 'bulk'; campaign: string; staged: string }
  | { type: 'settle'; campaign: string; id: string; state: string }
  /** Committed past the queue: every item as it was. */
  | { type: 'restore'; state: Snapshot }

export interface SentCommand {
  id: string
  actor: string
  wish: Wish
}

export interface Message {
  commandId: string
  number: string
  body: string
}

export const specs: CollectionSpec[] = [
  { name: 'items', layout: { kind: 'whole' } },
  /** Hashes of what was erased: what must never come back. */
  { name: 'erased', layout: { kind: 'whole' } },
  { name: 'deliveries', layout: { kind: 'partitioned', by: 'campaign' }, countBy: 'state' },
  { name: 'changes', layout: { kind: 'sharded', shards: 8 } },
]

export const projections: Projection[] = [
  {
    collection: 'changes',
    rows: (operation, entry, index) => [
      {
        key: `${operation.on}/${operation.id}`,
        id: `${entry.sequence}-${index}`,
        row: { sequence: entry.sequence, by: entry.commands[operation.by]?.id ?? null, kind: kindOf(operation) },
      },
    ],
  },
]

const kindOf = (operation: Operation): string => ('put' in operation ? 'put' : 'set' in operation ? 'set' : 'drop')

/** Longer than anything real, so that a few hundred commands bring several folds and log chunks. */
const padding = 'All work and no play makes the tail grow long. '.repeat(6)

export function plannerOver(exchange: ObjectStore): Planner<Message> {
  const staged = new Map<string, Json[]>()
  return {
    async prepare(messages) {
      const partitions = new Set<string>()
      for (const { wish } of messages.map(commandOf)) {
        if (wish.type === 'bulk' || wish.type === 'settle') partitions.add(wish.campaign)
        if (wish.type !== 'bulk') continue
        const got = await exchange.get(wish.staged)
        if (got.kind !== 'found') throw new Error(`${wish.staged} is not there`)
        staged.set(wish.staged, await unpackJson<Json>(got.body))
      }
      const needs: Needs = { collections: ['items'], partitions: [...partitions].map(each => ['deliveries', each]) }
      return needs
    },
    decide(view, messages, now) {
      const draft = new Draft(view, now)
      const commands = messages.map((message, by) => {
        const command = commandOf(message)
        return { id: command.id, actor: command.actor, outcome: draft.decide(command, by, staged) }
      })
      return { commands, operations: draft.operations }
    },
  }
}

/** What one command would do now: for those who commit without a queue. */
export function planFor(view: View, now: string, command: SentCommand): Plan {
  const draft = new Draft(view, now)
  const outcome = draft.decide(command, 0, new Map())
  return { commands: [{ id: command.id, actor: command.actor, outcome }], operations: draft.operations }
}

/** What an item says about a person: nobody reads it, and it may have to go. */
const secretOf = (commandId: string): string => `secret of ${commandId}.`

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** Takes secrets out of wherever they stand. */
export function erasureOf(secrets: ReadonlySet<string>): Redaction {
  const clean = <R extends { [field: string]: Json }>(row: R): R =>
    secrets.has(String(row.secret)) ? { ...row, secret: null } : row
  return {
    concerns: text => [...secrets].some(secret => text.includes(secret)),
    operation: operation => {
      if ('put' in operation) return { ...operation, put: clean(operation.put) }
      if ('drop' in operation) return { ...operation, drop: clean(operation.drop) }
      return { ...operation, set: clean(operation.set), was: clean(operation.was) }
    },
    row: (_, row) => clean(row),
    outcome: outcome => outcome,
  }
}

export const commandOf = (message: Message): SentCommand => JSON.parse(message.body)

/** What earlier commands of the batch changed, over the view. */
class Draft {
  readonly operations: CommittedOperation[] = []
  readonly #view: View
  readonly #now: string
  readonly #changed = new Map<string, StoredRecord | undefined>()

  constructor(view: View, now: string) {
    this.#view = view
    this.#now = now
  }

  decide({ id, actor, wish }: SentCommand, by: number, staged: ReadonlyMap<string, Json[]>): Outcome {
    switch (wish.type) {
      case 'bulk': {
        const rows = staged.get(wish.staged) ?? []
        for (const row of rows) {
          const id = `${wish.campaign}_${row}`
          if (!this.#get('deliveries', id, wish.campaign))
            this.#put('deliveries', by, this.#record(id, actor, { campaign: wish.campaign, state: 'queued' }))
        }
        return { ok: true, result: rows.length }
      }
      case 'settle': {
        const delivery = this.#get('deliveries', wish.id, wish.campaign)
        if (!delivery) return refuse('missing', 'no such delivery')
        this.#set('deliveries', by, delivery, { state: wish.state })
        return { ok: true }
      }
      case 'restore':
        throw new Error('A restore goes past the queue.')
      default:
        return this.#item(wish, actor, by, secretOf(id))
    }
  }

  #item(
    wish: Exclude<Wish, { type: 'bulk' | 'settle' | 'restore' }>,
    actor: string,
    by: number,
    secret: string,
  ): Outcome {
    const item = this.#get('items', wish.id)
    if (wish.type === 'write') {
      if (item) this.#set('items', by, item, { 'held.value': wish.value })
      else
        this.#put(
          'items',
          by,
          this.#record(wish.id, actor, { held: { value: wish.value }, n: 0, name: null, to: null, padding, secret }),
        )
      return { ok: true, resource: 'items', id: wish.id }
    }
    if (!item) return refuse('missing', 'no such item')
    if (wish.type === 'add') {
      const n = (item.n as number) + 1
      this.#set('items', by, item, { n })
      return { ok: true, result: n }
    }
    if (wish.type === 'claim') {
      if (this.#all().some(other => other.id !== item.id && other.name === wish.name))
        return refuse('conflict', 'taken')
      this.#set('items', by, item, { name: wish.name })
      return { ok: true }
    }
    if (wish.type === 'link') {
      if (!this.#get('items', wish.to)) return refuse('missing', 'nothing to point at')
      this.#set('items', by, item, { to: wish.to })
      return { ok: true }
    }
    if (this.#all().some(other => other.to === item.id && other.id !== item.id)) return refuse('refused', 'pointed at')
    this.operations.push({ on: 'items', id: item.id, drop: item, by })
    this.#changed.set(`items/${item.id}`, undefined)
    return { ok: true }
  }

  #get(on: string, id: string, partition?: string): StoredRecord | undefined {
    const name = `${on}/${id}`
    if (this.#changed.has(name)) return this.#changed.get(name)
    return (partition === undefined ? this.#view.table(on) : this.#view.partition(on, partition)).get(id)
  }

  #all(): StoredRecord[] {
    const all = new Map([...this.#view.table('items').values()].map(item => [item.id, item]))
    for (const [name, item] of this.#changed)
      if (name.startsWith('items/')) {
        if (item) all.set(item.id, item)
        else all.delete(name.slice('items/'.length))
      }
    return [...all.values()]
  }

  #put(on: string, by: number, put: StoredRecord): void {
    this.operations.push({ on, id: put.id, put, by })
    this.#changed.set(`${on}/${put.id}`, put)
  }

  #set(on: string, by: number, before: StoredRecord, set: Record<string, Json>): void {
    const was = Object.fromEntries(Object.keys(set).map(path => [path, at(before, path)]))
    this.operations.push({ on, id: before.id, set, was, by })
    const after = structuredClone(before)
    for (const [path, value] of Object.entries(set))
      if (path === 'held.value') after.held = { value }
      else after[path] = value
    this.#changed.set(`${on}/${before.id}`, after)
  }

  #record(id: string, actor: string, values: Record<string, Json>): StoredRecord {
    const base = { createdAt: this.#now, createdBy: actor, updatedAt: this.#now, updatedBy: actor, version: 1 }
    return { id, ...base, ...values }
  }
}

export const at = (record: StoredRecord, path: string): Json =>
  path === 'held.value' ? ((record.held as { value: Json }).value ?? null) : (record[path] ?? null)
