/** The whole way of a command in memory, for tests: real queue, planner, committer and replica, one batch at a time. */
import type { Actor, Command, Json, Outcome, Role } from '@dormouse/model'
import { expect } from 'vitest'
import type { Clock } from '../clock.ts'
import { collectionSpecs, projections } from '../collections.ts'
import { memoryQueue } from '../command/queue.memory.ts'
import { submitter } from '../command/submit.ts'
import { type Ids, systemIds } from '../ids.ts'
import { jobDriver } from '../jobs/driver.ts'
import type { Log } from '../log.ts'
import { addressHash } from '../mail/address-hash.ts'
import { openCommitter } from '../store/commit.ts'
import { memoryObjects } from '../store/objects.memory.ts'
import { openReplica } from '../store/replica.ts'
import type { StoredRecord } from '../store/view.ts'
import { handlers } from './handlers.ts'
import { writerPlanner } from './planner.ts'
import { work } from './run.ts'

export const system: Actor = { id: 'sample', role: 'system' }

/** A clock that stands still until it is moved. */
export function stillClock(startMs = Date.parse('2026-03-01T09:00:00.000Z')): Clock & { pass(ms: number): void } {
  let nowMs = startMs
  return {
    nowMs: () => nowMs,
    async wait(ms) {
      nowMs += ms
      await new Promise(resolve => setImmediate(resolve))
    },
    pass(ms) {
      nowMs += ms
    },
  }
}

const hashKey = new TextEncoder().encode('a key of tests')
const silent: Log = { info() {}, warn() {}, error() {} }

export async function writerInMemory({ log = silent, ids = systemIds }: { log?: Log; ids?: Ids } = {}) {
  const clock = stillClock()
  const objects = memoryObjects()
  const staging = memoryObjects()
  const queue = memoryQueue({ clock })
  const replica = openReplica({ objects, specs: collectionSpecs, projections, clock })
  const committer = openCommitter({ objects, replica, clock, ids, specs: collectionSpecs, projections })
  const hash = (address: string) => addressHash(hashKey, address)
  const jobs = jobDriver({ queue, reader: replica, clock })
  const planner = writerPlanner({ handlers, staging, addressHash: hash, clock, log, jobMoved: jobs.notice })
  const submit = submitter({ queue, outcomes: replica, staging, clock, ids })
  const deps = { queue, committer, planner, clock, log, jobs }

  /** Decides what waits in the queue, all of it in one batch. */
  async function decideWaiting(): Promise<void> {
    const messages = await queue.receive({ messagesMax: 256, waitMs: 0 })
    expect(await work(messages, deps, 0)).toBe(messages.length)
  }

  async function outcomeOf(id: string): Promise<Outcome> {
    const found = await replica.outcome(id, 1_000)
    if (!found) throw new Error(`there is no outcome of ${id}`)
    return found.outcome
  }

  /** Several commands that arrive together. */
  async function together(wishes: readonly Wish[]): Promise<Outcome[]> {
    const sent: string[] = []
    for (const { actor, type, input, rows, ...more } of wishes)
      sent.push((await submit({ actor, type, input, ...more }, { waitMs: 0, ...(rows ? { rows } : {}) })).id)
    await decideWaiting()
    return Promise.all(sent.map(outcomeOf))
  }

  const send = async (actor: Actor, type: string, input: Json, more: Partial<Wish> = {}): Promise<Outcome> =>
    (await together([{ ...more, actor, type, input }]))[0] as Outcome

  /** Every record of every collection that is read as a whole: what a refusal must leave as it was. */
  const everything = () => {
    const names = collectionSpecs.filter(({ layout }) => layout.kind === 'whole').map(({ name }) => name)
    return replica.read({ collections: names }, view =>
      Object.fromEntries(names.map(name => [name, [...view.table(name).values()]])),
    )
  }

  return {
    clock,
    objects,
    staging,
    queue,
    replica,
    deps,
    submit,
    hash,
    decideWaiting,
    together,
    send,
    everything,
    get: (name: string, id: string): Promise<StoredRecord | undefined> =>
      replica.read({ collections: [name] }, view => view.table(name).get(id)),
    all: (name: string): Promise<StoredRecord[]> =>
      replica.read({ collections: [name] }, view => [...view.table(name).values()]),
    history: (name: string, id: string) =>
      replica.read({ keys: [['changes', `${name}/${id}`]] }, view => view.rows('changes', `${name}/${id}`)),
    create: (actor: Actor, resource: string, id: string, values: Record<string, Json>) =>
      send(actor, 'create', { resource, id, values }),
    update: (actor: Actor, resource: string, id: string, patch: Record<string, Json>, ifVersion?: number) =>
      send(actor, 'update', { resource, id, patch, ...(ifVersion === undefined ? {} : { ifVersion }) }),
    remove: (actor: Actor, resource: string, id: string) => send(actor, 'delete', { resource, id }),
    act: (actor: Actor, resource: string, id: string, action: string, input: Json = {}) =>
      send(actor, 'act', { resource, id, action, input }),
    /** A member of staff of each role, signed in. */
    async staffed(): Promise<Record<Role | 'agent2', Actor>> {
      const people = {
        root: 'root',
        admin: 'admin',
        staff: 'staff',
        agent: 'agent',
        agent2: 'agent',
        viewer: 'viewer',
      } as const
      const rows = Object.entries(people).map(([id, role]) => ({
        op: 'create',
        resource: 'staff',
        id,
        values: { name: id, email: `${id}@demo.test`, role },
      }))
      expect(await send(system, 'system.write', { operations: rows })).toMatchObject({ result: { refused: 0 } })
      return Object.fromEntries(Object.entries(people).map(([id, role]) => [id, { id, role, name: id }])) as Record<
        Role | 'agent2',
        Actor
      >
    },
  }
}

export type Writer = Awaited<ReturnType<typeof writerInMemory>>
export type Wish = Pick<Command, 'actor' | 'type' | 'input' | 'expiresAt' | 'fingerprint'> & {
  id?: string
  rows?: Json[]
}

/** Expects a refusal of this kind, and that nothing has changed by it. Answers the problem. */
export async function expectRefusal(writer: Writer, kind: string, attempt: () => Promise<Outcome>) {
  const before = await writer.everything()
  const outcome = await attempt()
  expect(outcome).toMatchObject({ ok: false, problem: { kind } })
  expect(await writer.everything()).toEqual(before)
  if (outcome.ok) throw new Error('unreachable')
  return outcome.problem
}
