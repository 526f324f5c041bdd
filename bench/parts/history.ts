/** What it costs to read one record's history out of a long log, and to see the contacts as they were half-way back. */
import { contacts } from '@dormouse/model'
import { collectionSpecs, projections } from '../../api/collections.ts'
import { readPageAsOf } from '../../api/read/as-of.ts'
import { memoryObjects } from '../../api/store/objects.memory.ts'
import { presentRoot } from '../../api/store/past.ts'
import { openReplica } from '../../api/store/replica.ts'
import { rootTime } from '../../api/store/root.ts'
import { counting, historyReads, startMs, writeHistory } from '../../test/operations/long-history.ts'
import { type Figures, verdict, whole } from '../table.ts'

const readsMax = 20
const people = 20_000

export async function history({ quick }: { quick: boolean }): Promise<Figures> {
  const rows: Figures['rows'][number][] = []
  for (const changes of quick ? [100_000] : [100_000, 1_000_000]) {
    const objects = memoryObjects()
    const costs: number[] = []
    const look = { every: 10, rested: false, at: async () => void costs.push((await historyReads(objects)).reads) }
    await writeHistory(objects, { people, changes, perCommit: changes / 200, look })
    const began = process.cpuUsage()
    const last = await historyReads(objects)
    const tookMs = cpuMs(began)
    costs.push(last.reads)
    const most = Math.max(...costs)
    const past = await asOfHalfWay(objects)
    rows.push([
      whole(changes),
      last.rows - 1,
      last.reads,
      `<= ${readsMax}: ${verdict(last.reads <= readsMax)}`,
      most,
      `${whole(tookMs)} ms`,
      past.reads,
      `${whole(past.tookMs)} ms`,
    ])
  }
  return {
    part: 'history',
    title: `The history of one of ${whole(people)} contacts, and all contacts as they were half-way back, each in a cold process`,
    columns: ['changes in all', 'of this one', 'reads', 'target', 'in the flood', 'CPU', 'reads as of', 'CPU as of'],
    rows,
    notes: [
      '“In the flood” is the most that was seen while the changes poured in, thousands a commit without a pause: folding and compaction lag behind.',
      '“As of” begins at a day pin or at the present, whichever has less log in between, and reads the contacts first.',
    ],
  }
}

async function asOfHalfWay(objects: ReturnType<typeof memoryObjects>) {
  const counted = counting(objects)
  const endMs = Date.parse(rootTime(await presentRoot(objects)))
  const clock = { nowMs: () => endMs, wait: async () => undefined }
  const reader = openReplica({ objects: counted, specs: collectionSpecs, projections, clock })
  const asOf = new Date(startMs + (endMs - startMs) / 2).toISOString()
  const asking = { resource: contacts, actor: { id: 'root', role: 'root' } as const, nowMs: endMs }
  const began = process.cpuUsage()
  const answer = await readPageAsOf({ reader, objects: counted }, asking, { range: '[0,24]' }, asOf)
  const tookMs = cpuMs(began)
  await reader.close()
  if (!answer.ok) throw new Error(answer.problem.message)
  return { reads: counted.reads, tookMs }
}

const cpuMs = (since: NodeJS.CpuUsage): number => process.cpuUsage(since).user / 1000
