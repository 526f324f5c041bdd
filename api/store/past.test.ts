import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../test/doubles/faults.ts'
import { isoOf } from '../clock.ts'
import { systemIds } from '../ids.ts'
import { openCommitter } from './commit.ts'
import { specsByName } from './layout.ts'
import { memoryObjects } from './objects.memory.ts'
import { type PastDeps, presentRoot, stateAt, type Tables, tableOf } from './past.ts'
import { fadedPins, pinNames, readPin } from './pins.ts'
import { openReplica } from './replica.ts'
import { rootTime } from './root.ts'
import { MemoryTable } from './table.ts'
import type { CollectionSpec, CommittedOperation, Operation, Planner, Root, StoredRecord } from './view.ts'

const specs: CollectionSpec[] = ['contacts', 'notes'].map(name => ({ name, layout: { kind: 'whole' } }))
const hourMs = 3_600_000
const startMs = Date.parse('2026-03-01T09:00:00.000Z')

interface Message {
  commandId: string
  number: string
  operations: Operation[]
}

const planner: Planner<Message> = {
  prepare: async () => ({ collections: ['contacts', 'notes'] }),
  decide: (_, messages) => ({
    commands: messages.map(({ commandId }) => ({ id: commandId, actor: 'a', outcome: { ok: true } })),
    operations: messages.flatMap(({ operations }, by) =>
      operations.map(each => ({ ...each, by }) as CommittedOperation),
    ),
  }),
}

function openHistory() {
  let nowMs = startMs
  const clock = { nowMs: () => nowMs, wait: async () => undefined }
  const objects = memoryObjects({ clock })
  const replica = openReplica({ objects, specs, projections: [], clock })
  const committer = openCommitter({ objects, replica, clock, ids: systemIds, specs, projections: [] })
  const state = new Map<string, StoredRecord>()
  const moments: { at: string; state: Map<string, StoredRecord>; sequence: number }[] = []
  let numbers = 0

  async function commit(...operations: Operation[]) {
    numbers++
    await committer.commit([{ commandId: `k${numbers}`, number: String(numbers), operations }], 'q', planner)
    for (const each of operations) {
      const name = `${each.on}/${each.id}`
      if ('put' in each) state.set(name, each.put)
      else if ('drop' in each) state.delete(name)
      else state.set(name, { ...(state.get(name) as StoredRecord), ...each.set })
    }
    moments.push({ at: isoOf(nowMs), state: new Map(state), sequence: replica.root.sequence })
  }

  const deps: PastDeps = {
    objects,
    specs: specsByName(specs, []),
    present: names =>
      replica.read({ collections: names }, view => {
        const tables: Tables = new Map()
        for (const name of names) {
          const copy = new MemoryTable(name)
          for (const record of view.table(name).values()) copy.put(record)
          tables.set(name, copy)
        }
        return { sequence: view.sequence, tables }
      }),
  }
  return {
    objects,
    replica,
    committer,
    commit,
    state,
    moments,
    deps,
    pass: (ms: number) => {
      nowMs += ms
    },
  }
}

const base = { createdAt: '', createdBy: '', updatedAt: '', updatedBy: '', version: 1 }

/** Makes, changes and removes at random; sometimes far more at once than a root could hold. */
async function live(history: ReturnType<typeof openHistory>, seed: number, commits: number) {
  const random = seededRandom(seed)
  const pick = (n: number) => Math.floor(random() * n)
  for (let n = 0; n < commits; n++) {
    const many = random() < 0.1 ? 60 : 1 + pick(3)
    const touched = new Map<string, Operation>()
    for (let each = 0; each < many; each++) {
      const on = random() < 0.8 ? 'contacts' : 'notes'
      const id = `r${pick(80)}`
      if (touched.has(`${on}/${id}`)) continue
      const known = history.state.get(`${on}/${id}`)
      if (!known) touched.set(`${on}/${id}`, { on, id, put: { ...base, id, name: `n${n}`, filler: 'x'.repeat(200) } })
      else if (random() < 0.2) touched.set(`${on}/${id}`, { on, id, drop: known })
      else touched.set(`${on}/${id}`, { on, id, set: { name: `n${n}` }, was: { name: known.name ?? null } })
    }
    await history.commit(...touched.values())
    // Several commits may share one moment.
    if (random() < 0.7) history.pass(pick(9) * hourMs)
  }
}

describe('an earlier state', () => {
  test.each([1, 2, 3])('is what it was, at every moment of a random history (seed %i)', async seed => {
    const history = openHistory()
    await live(history, seed, 400)
    expect((await pinNames(history.objects)).length).toBeGreaterThan(2)
    const last = new Map(history.moments.map(moment => [moment.at, moment]))
    let walked = 0
    for (const moment of last.values()) {
      const past = await stateAt(history.deps, ['contacts', 'notes'], moment.at)
      if (past.kind !== 'found') throw new Error(past.kind)
      walked = Math.max(walked, past.operations)
      const found = new Map<string, StoredRecord>()
      for (const [name, table] of past.tables) for (const each of table.values()) found.set(`${name}/${each.id}`, each)
      expect(found).toEqual(moment.state)
      expect(past.sequence).toBeGreaterThanOrEqual(moment.sequence)
    }
    // Never the whole way: day pins lie in between.
    expect(walked).toBeLessThan(1_200)
  })

  test('before the store began there is none, and a walk that is too long is given up', async () => {
    const history = openHistory()
    await live(history, 4, 100)
    expect(await stateAt(history.deps, ['contacts'], '2020-01-01T00:00:00.000Z')).toEqual({
      kind: 'before',
      beganAt: isoOf(startMs),
    })
    expect((await stateAt(history.deps, ['contacts'], isoOf(startMs), 100)).kind).toBe('far')
  })

  test('is reached from the present where a pin leads to what has gone', async () => {
    const history = openHistory()
    await live(history, 5, 200)
    const [first = ''] = (await pinNames(history.objects)).sort()
    const root = await readPin(history.objects, first)
    const kept = await presentRoot(history.objects)
    for (const key of Object.values(root?.manifests ?? {}))
      if (!Object.values(kept.manifests).includes(key)) await history.objects.remove(key)
    const last = new Map(history.moments.map(moment => [moment.at, moment]))
    const pinnedAt = rootTime(root as Root)
    const moment = [...last.values()].find(({ at }) => at >= pinnedAt)
    const past = await stateAt(history.deps, ['contacts'], moment?.at ?? '')
    if (past.kind !== 'found') throw new Error(past.kind)
    const found = [...(past.tables.get('contacts')?.values() ?? [])]
    const expected = [...(moment?.state ?? [])].flatMap(([name, each]) => (name.startsWith('contacts/') ? [each] : []))
    expect(new Set(found)).toEqual(new Set(expected))
  })

  test('a pinned root gives its collections as they were then', async () => {
    const history = openHistory()
    await history.commit({ on: 'contacts', id: 'a', put: { ...base, id: 'a', name: 'Ada' } })
    const { root } = history.replica
    await history.commit({ on: 'contacts', id: 'a', set: { name: 'Grace' }, was: { name: 'Ada' } })
    expect((await tableOf(history.deps, root, 'contacts')).get('a')?.name).toBe('Ada')
  })
})

test('pins fade: five weeks of days and backups, then the first of each month; and a backup that was never finished', () => {
  const names = [
    'backup-2025-01-01T00-00-00',
    'backup-2025-01-02T00-00-00',
    'backup-2026-02-27T00-00-00',
    'copying-2026-02-20T00-00-00',
    'copying-2026-02-27T00-00-00',
    'day-2025-12-30',
    'day-2026-01-02',
    'day-2026-01-03',
    'day-2026-02-27',
    'before-the-move',
  ]
  expect(fadedPins(names, startMs)).toEqual([
    'copying-2026-02-20T00-00-00',
    'day-2026-01-03',
    'backup-2025-01-02T00-00-00',
  ])
})
