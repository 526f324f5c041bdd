import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../test/doubles/faults.ts'
import { systemClock } from '../clock.ts'
import { systemIds } from '../ids.ts'
import { openCommitter } from './commit.ts'
import { dump, recordIn } from './dump.ts'
import { specsByName } from './layout.ts'
import { memoryObjects } from './objects.memory.ts'
import { openReplica } from './replica.ts'
import type { CollectionSpec, CommittedOperation, Operation, Planner, Projection, StoredRecord } from './view.ts'

const specs: CollectionSpec[] = [
  { name: 'contacts', layout: { kind: 'whole' } },
  { name: 'deliveries', layout: { kind: 'partitioned', by: 'campaignId' }, countBy: 'state' },
  { name: 'changes', layout: { kind: 'sharded', shards: 16 } },
]
const projections: Projection[] = [
  {
    collection: 'changes',
    rows: ({ on, id }, { sequence }, index) => [
      { key: `${on}/${id}`, id: `${sequence}.${index}`, row: { id: `${on}.${id}.${sequence}.${index}` } },
    ],
  },
]
interface Message {
  commandId: string
  number: string
  operations: Operation[]
}
const planner: Planner<Message> = {
  prepare: async () => ({ collections: ['contacts'], partitions: ['c0', 'c1'].map(id => ['deliveries', id] as const) }),
  decide: (_, messages) => ({
    commands: messages.map(({ commandId }) => ({ id: commandId, actor: 'a', outcome: { ok: true } })),
    operations: messages.flatMap(({ operations }, by) =>
      operations.map(each => ({ ...each, by }) as CommittedOperation),
    ),
  }),
}
const base = { createdAt: '', createdBy: '', updatedAt: '', updatedBy: '', version: 1 }

describe('a dump', () => {
  test.each([1, 2, 3])(
    'is what a reader sees, whatever lies in base files, deltas and the tail (seed %i)',
    async seed => {
      const random = seededRandom(seed)
      const pick = (n: number) => Math.floor(random() * n)
      const objects = memoryObjects()
      const clock = systemClock
      const replica = openReplica({ objects, specs, projections, clock })
      const committer = openCommitter({ objects, replica, clock, ids: systemIds, specs, projections })
      const state = new Map<string, StoredRecord>()
      const ids: string[] = []
      for (let n = 1; n <= 150; n++) {
        const name = random() < 0.6 ? `contacts/p${pick(40)}` : `deliveries/c${pick(2)}_p${pick(20)}`
        const [on = '', id = ''] = name.split('/')
        const known = state.get(name)
        const put = { ...base, id, n, ...(on === 'deliveries' ? { campaignId: id.slice(0, 2), state: 'x' } : {}) }
        const operation: Operation = !known
          ? { on, id, put }
          : random() < 0.3 && on === 'contacts'
            ? { on, id, drop: known }
            : { on, id, set: { n }, was: { n: known.n ?? null } }
        await committer.commit([{ commandId: `k${n}`, number: String(n), operations: [operation] }], 'q', planner)
        if ('put' in operation) state.set(name, operation.put)
        else if ('drop' in operation) state.delete(name)
        else state.set(name, { ...(known as StoredRecord), n })
        ids.push(`${on}.${id}.${replica.root.sequence}.0`)
        if (random() < 0.06) await committer.fold()
        if (random() < 0.03) await committer.compact()
        if (n % 25 !== 0) continue
        const found = new Map<string, StoredRecord>()
        const rows: string[] = []
        for (const { name: collection } of specs)
          for await (const lines of dump(
            { objects, specs: specsByName(specs, projections), projections },
            replica.root,
            collection,
          ))
            for (const line of lines) {
              expect(line.deleted).toBe(false)
              const record = recordIn(line)
              if (collection === 'changes') rows.push(record.id)
              else found.set(`${collection}/${record.id}`, record)
            }
        expect(found).toEqual(state)
        expect(rows.toSorted()).toEqual(ids.toSorted())
      }
    },
  )
})
