/** A store with a long history, made straight through the committer in large commits: seeded, and counted as it is read. */
import { type Actor, blank, changes as changesResource, contacts } from '@dormouse/model'
import { collectionSpecs, projections } from '../../api/collections.ts'
import { systemIds } from '../../api/ids.ts'
import { readPage } from '../../api/read/pages.ts'
import { openCommitter } from '../../api/store/commit.ts'
import type { ObjectStore } from '../../api/store/objects.ts'
import { openReplica } from '../../api/store/replica.ts'
import type { CommittedOperation, Operation, Planner, StoredRecord } from '../../api/store/view.ts'
import { seededRandom } from '../doubles/faults.ts'

interface Message {
  commandId: string
  number: string
  operations: Operation[]
}

const planner: Planner<Message> = {
  prepare: async () => ({ collections: ['contacts'] }),
  decide: (_, messages) => ({
    commands: messages.map(({ commandId }) => ({ id: commandId, actor: 'sample', outcome: { ok: true } })),
    operations: messages.flatMap(({ operations }, by) =>
      operations.map(each => ({ ...each, by }) as CommittedOperation),
    ),
  }),
}

export const startMs = Date.parse('2025-01-01T00:00:00.000Z')
/** Files that took longer than an hour to publish would be given up. */
const stepMs = 60_000
export const watched = 'watched'
export const watchedChanges = 50

export interface LongHistory {
  people: number
  /** Changes of one field each, the watched person's among them. */
  changes: number
  seed?: number
  perCommit?: number
  /** Called after every so many commits; `rested`: once what goes on beside them has come to an end. */
  look?: { every: number; rested: boolean; at(): Promise<void> }
}

export async function writeHistory(
  objects: ObjectStore,
  { people, changes, seed = 1, perCommit = 1_000, look }: LongHistory,
): Promise<void> {
  const random = seededRandom(seed)
  let nowMs = startMs
  const clock = { nowMs: () => nowMs, wait: async () => undefined }
  const specs = collectionSpecs
  const replica = openReplica({ objects, specs, projections, clock })
  const committer = openCommitter({ objects, replica, clock, ids: systemIds, specs, projections })
  const jobs = new Map<string, string>()
  let number = 0
  const commit = async (operations: Operation[]) => {
    number++
    nowMs += stepMs
    await committer.commit([{ commandId: `history-${number}`, number: String(number), operations }], 'q', planner)
    if (!look || number % look.every !== 0) return
    if (look.rested) await committer.idle()
    await look.at()
  }
  const ids = [watched, ...Array.from({ length: people - 1 }, (_, n) => `p${String(n).padStart(7, '0')}`)]
  for (let from = 0; from < people; from += perCommit)
    await commit(ids.slice(from, from + perCommit).map(id => ({ on: 'contacts', id, put: person(id) })))
  const commits = Math.ceil(changes / perCommit)
  const everyCommits = Math.max(1, Math.floor(commits / watchedChanges))
  let seen = 0
  for (let n = 0; n < commits; n++) {
    const touched = new Map<string, Operation>()
    const change = (id: string, to: string) => {
      const set = { jobTitle: to }
      touched.set(id, { on: 'contacts', id, set, was: { jobTitle: jobs.get(id) ?? null } })
      jobs.set(id, to)
    }
    if (n % everyCommits === 0 && seen < watchedChanges) change(watched, `Job ${++seen}`)
    while (touched.size < Math.min(perCommit, people - 1)) {
      const id = ids[1 + Math.floor(random() * (people - 1))] as string
      if (!touched.has(id)) change(id, `Job ${n}`)
    }
    await commit([...touched.values()])
  }
  await committer.idle()
  await replica.close()
}

const empty = blank(contacts)
const person = (id: string): StoredRecord =>
  ({
    id,
    createdAt: '2025-01-01T00:00:00.000Z',
    createdBy: 'sample',
    updatedAt: '2025-01-01T00:00:00.000Z',
    updatedBy: 'sample',
    version: 1,
    ...empty,
    firstName: 'First',
    lastName: id,
  }) as StoredRecord

export interface Counted extends ObjectStore {
  reads: number
}

export function counting(objects: ObjectStore): Counted {
  const counted: Counted = {
    ...objects,
    reads: 0,
    get(key, options) {
      counted.reads++
      return objects.get(key, options)
    },
  }
  return counted
}

/** How many objects it takes to read the watched person's history, in a process that has read nothing yet. */
export async function historyReads(objects: ObjectStore): Promise<{ rows: number; reads: number }> {
  const counted = counting(objects)
  const clock = { nowMs: () => startMs, wait: async () => undefined }
  const reader = openReplica({ objects: counted, specs: collectionSpecs, projections, clock })
  const actor: Actor = { id: 'root', role: 'root' }
  const filter = JSON.stringify({ resource: 'contacts', recordId: watched })
  const parameters = { filter, sort: '["at","DESC"]', range: '[0,99]' }
  const asking = { resource: changesResource, actor, nowMs: startMs }
  const answer = await readPage({ reader, objects: counted }, asking, parameters)
  await reader.close()
  if (!answer.ok) throw new Error(answer.problem.message)
  return { rows: answer.page.rows.length, reads: counted.reads }
}
