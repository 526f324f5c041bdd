import type { Json } from '@dormouse/model'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { systemIds } from '../ids.ts'
import { openCommitter } from './commit.ts'
import { memoryObjects } from './objects.memory.ts'
import { openReplica } from './replica.ts'
import { verify } from './verify.ts'
import type { CollectionSpec, CommittedOperation, Operation, Planner, Projection, StoredRecord } from './view.ts'

/** A message that carries its own operations: enough of a writer to try the store with. */
interface Message {
  commandId: string
  number: string
  operations?: Operation[]
  decide?: (get: (id: string) => StoredRecord | undefined) => Operation[]
}

const specs: CollectionSpec[] = [
  { name: 'contacts', layout: { kind: 'whole' } },
  { name: 'deliveries', layout: { kind: 'partitioned', by: 'campaignId' }, countBy: 'state' },
  { name: 'changes', layout: { kind: 'sharded', shards: 256 } },
]
const projections: Projection[] = [
  {
    collection: 'changes',
    rows: (operation, entry, index) => [
      {
        key: `${operation.on}/${operation.id}`,
        id: `${entry.sequence}-${index}`,
        row: { at: entry.at, what: 'set' in operation ? operation.set : 'x' },
      },
    ],
  },
]
const planner: Planner<Message> = {
  prepare: async () => ({ collections: ['contacts'], partitions: [['deliveries', 'c1']] }),
  decide: (view, messages) => ({
    commands: messages.map(message => ({
      id: message.commandId,
      actor: 'a',
      outcome: { ok: true as const, result: message.number },
    })),
    operations: messages.flatMap((message, by) =>
      (message.operations ?? message.decide?.(id => view.table('contacts').get(id)) ?? []).map(
        operation => ({ ...operation, by }) as CommittedOperation,
      ),
    ),
  }),
}
const record = (id: string, more: Record<string, Json> = {}): StoredRecord => ({
  id,
  createdAt: '',
  createdBy: '',
  updatedAt: '',
  updatedBy: '',
  version: 1,
  ...more,
})
let commands = 0
const put = (id: string, more: Record<string, Json> = {}): Message => {
  commands++
  return {
    commandId: `k${commands}`,
    number: String(commands),
    operations: [{ on: 'contacts', id, put: record(id, more) }],
  }
}
function open(objects = memoryObjects()) {
  const replica = openReplica({ objects, specs, projections, clock: systemClock })
  const committer = openCommitter({ objects, replica, clock: systemClock, ids: systemIds, specs, projections })
  return { objects, replica, committer, commit: (...messages: Message[]) => committer.commit(messages, 'q1', planner) }
}

describe('a commit', () => {
  test('is seen by the next read, and by another process', async () => {
    const { commit, replica, objects } = open()
    await commit(put('a', { name: 'Ada' }))
    expect(await replica.read({ collections: ['contacts'] }, view => view.table('contacts').get('a')?.name)).toBe('Ada')
    const other = open(objects).replica
    expect(
      await other.read({ collections: ['contacts'] }, view => [view.sequence, view.table('contacts').size]),
    ).toEqual([1, 1])
  })

  test('keeps what it holds through folds, in the process that folds, in one that follows and in one that starts cold', async () => {
    const { commit, replica, objects, committer } = open()
    const follower = open(objects).replica
    for (let n = 0; n < 300; n++) {
      await commit(put(`r${n}`, { n }))
      if (n % 50 === 0) await follower.read({ collections: ['contacts'] }, () => 0)
    }
    await committer.fold()
    const cold = open(objects).replica
    for (const each of [replica, follower, cold])
      expect(
        await each.read({ collections: ['contacts'], keys: [['changes', 'contacts/r7']] }, view => [
          view.table('contacts').size,
          view.table('contacts').get('r299')?.n,
          view.rows('changes', 'contacts/r7').length,
        ]),
      ).toEqual([300, 299, 1])
    expect(await cold.outcome(`k${commands - 250}`, 0)).toMatchObject({ actor: 'a' })
    expect(replica.root.tail.length).toBe(1)
    await committer.compact()
    expect((await verify({ objects, specs, projections })).problems).toEqual([])
  })

  test('does not act again for a message that comes again, nor for its command under a new number', async () => {
    const { commit, replica } = open()
    const first = put('a', { n: 1 })
    await commit(first)
    await commit(first, { ...first, number: String(++commands) })
    const outcome = await replica.outcome(first.commandId, 0)
    expect(outcome).toMatchObject({ sequence: 1 })
    expect(await replica.read({ collections: ['contacts'] }, view => view.table('contacts').size)).toBe(1)
  })

  test('moves large operations into a chunk', async () => {
    const { commit, objects, replica } = open()
    const many = put('a')
    many.operations = Array.from({ length: 5_000 }, (_, n) => ({
      on: 'contacts',
      id: `m${n}`,
      put: record(`m${n}`, { n }),
    }))
    await commit(many)
    expect(JSON.stringify(replica.root).length).toBeLessThan(2_000)
    const cold = open(objects).replica
    expect(await cold.read({ collections: ['contacts'] }, view => view.table('contacts').size)).toBe(5_000)
  })

  test('counts partitions in the tail and after a fold', async () => {
    const { commit, objects, committer, replica } = open()
    const delivery = (id: string, state: string) => record(id, { campaignId: 'c1', state })
    const made = put('x')
    made.operations = ['d1', 'd2', 'd3'].map(id => ({ on: 'deliveries', id, put: delivery(id, 'queued') }))
    await commit(made)
    const sent = put('x')
    sent.operations = [{ on: 'deliveries', id: 'd1', set: { state: 'accepted' }, was: { state: 'queued' } }]
    await commit(sent)
    const expected = [{ partition: 'c1', rows: 3, counts: { queued: 2, accepted: 1 } }]
    const counts = (each: typeof replica) =>
      each.read({ collections: ['deliveries'] }, view => view.partitions('deliveries'))
    expect(await counts(replica)).toEqual(expected)
    await committer.fold()
    expect(await counts(replica)).toEqual(expected)
    const cold = open(objects).replica
    expect(await counts(cold)).toEqual(expected)
    expect(
      await cold.read(
        { partitions: [['deliveries', 'c1']] },
        view => view.partition('deliveries', 'c1').get('d1')?.state,
      ),
    ).toBe('accepted')
  })
})
