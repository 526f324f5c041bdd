/** A small store for the tests beside these files: messages carry their own operations, so no writer is needed. */
import type { Json, Outcome } from '@dormouse/model'
import { type Clock, systemClock } from '../clock.ts'
import { systemIds } from '../ids.ts'
import { type Committer, openCommitter } from './commit.ts'
import { memoryObjects } from './objects.memory.ts'
import type { ObjectStore } from './objects.ts'
import { openReplica, type Replica } from './replica.ts'
import type { CollectionSpec, CommittedOperation, Operation, Planner, Projection, StoredRecord } from './view.ts'

export interface TrialMessage {
  commandId: string
  number: string
  operations: Operation[]
  outcome?: Outcome
}

export const trialSpecs: CollectionSpec[] = [
  { name: 'contacts', layout: { kind: 'whole' } },
  { name: 'deliveries', layout: { kind: 'partitioned', by: 'campaignId' }, countBy: 'state' },
  { name: 'changes', layout: { kind: 'sharded', shards: 16 } },
]

export const trialProjections: Projection[] = [
  {
    collection: 'changes',
    rows: (operation, entry, index) => [
      {
        key: `${operation.on}/${operation.id}`,
        id: `${entry.sequence}-${index}`,
        row: { sequence: entry.sequence, set: 'set' in operation ? operation.set : null },
      },
    ],
  },
]

export const trialRecord = (id: string, values: Record<string, Json> = {}): StoredRecord => ({
  id,
  createdAt: '2026-03-01T00:00:00.000Z',
  createdBy: 'somebody',
  updatedAt: '2026-03-01T00:00:00.000Z',
  updatedBy: 'somebody',
  version: 1,
  ...values,
})

export const trialPlanner: Planner<TrialMessage> = {
  prepare: async messages => {
    const touched = messages.flatMap(message => message.operations)
    return {
      collections: [...new Set(touched.filter(({ on }) => on !== 'deliveries').map(({ on }) => on))],
      partitions: touched.some(({ on }) => on === 'deliveries') ? [['deliveries', 'c1']] : [],
    }
  },
  decide: (_, messages) => ({
    commands: messages.map(({ commandId, outcome = { ok: true } }) => ({ id: commandId, actor: 'tester', outcome })),
    operations: messages.flatMap(({ operations }, by) =>
      operations.map(operation => ({ ...operation, by }) satisfies CommittedOperation),
    ),
  }),
}

export interface Trial {
  objects: ObjectStore
  replica: Replica
  committer: Committer
  /** Commits one message with these operations; resolves with it, to be sent again. */
  commit(...operations: Operation[]): Promise<TrialMessage>
  send(...messages: TrialMessage[]): Promise<void>
  message(operations: Operation[], outcome?: Outcome): TrialMessage
  /** Another process on the same objects, cold. */
  other(): Trial
}

export function openTrial({
  objects = memoryObjects(),
  clock = systemClock,
  numbers = { last: 0 },
  specs = trialSpecs,
}: {
  objects?: ObjectStore
  clock?: Clock
  numbers?: { last: number }
  specs?: CollectionSpec[]
} = {}): Trial {
  const replica = openReplica({ objects, specs, projections: trialProjections, clock })
  const committer = openCommitter({ objects, replica, clock, ids: systemIds, specs, projections: trialProjections })
  const message = (operations: Operation[], outcome?: Outcome): TrialMessage => {
    const number = ++numbers.last
    return { commandId: `command-${number}`, number: String(number), operations, ...(outcome && { outcome }) }
  }
  const send = (...messages: TrialMessage[]) => committer.commit(messages, 'queue', trialPlanner)
  return {
    objects,
    replica,
    committer,
    message,
    send,
    async commit(...operations) {
      const sent = message(operations)
      await send(sent)
      return sent
    },
    other: () => openTrial({ objects, clock, numbers, specs }),
  }
}

export const put = (id: string, values: Record<string, Json> = {}, on = 'contacts'): Operation => ({
  on,
  id,
  put: trialRecord(id, values),
})
export const set = (id: string, path: string, was: Json, value: Json, on = 'contacts'): Operation => ({
  on,
  id,
  set: { [path]: value },
  was: { [path]: was },
})
export const drop = (id: string, values: Record<string, Json> = {}, on = 'contacts'): Operation => ({
  on,
  id,
  drop: trialRecord(id, values),
})
