/**
 * The writer alone, on disk with fsync: commands one after another, many at once, and in batches; beside them the bare
 * syncs that one commit cannot do without. `node bench/programs/writer.ts <folder> <rounds> <records>` prints JSON.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Actor, Json } from '@dormouse/model'
import { openDeps } from '../../api/compose.ts'
import { openWriter } from '../../api/compose-writer.ts'
import { readConfig } from '../../api/config.ts'
import { makeLog } from '../../api/log.ts'
import { makeWake, runWriter } from '../../api/writer/run.ts'
import { people } from '../people.ts'

export interface WriterFigures {
  /** What the machine allows: one WAL commit, one file replaced, one after another, a second. */
  barePerSecond: number
  /** Commands a second by how many are under way at once. */
  commands: { lanes: number; perSecond: number; commits: number; commands: number; cpuMs: number }[]
  /** Records a second by how many each command carries. */
  batches: { rows: number; perSecond: number; cpuMs: number }[]
}

const [folder = '', rounds = '300', records = '20000'] = process.argv.slice(2)
const actor: Actor = { id: 'bench', role: 'system' }

/** The syncs of one commit without Dormouse: the message into a queue, the new root written and put in the old one's place. */
function bare(count: number): number {
  const place = join(folder, 'bare')
  mkdirSync(place, { recursive: true })
  const queue = new DatabaseSync(join(place, 'queue.sqlite'))
  queue.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE messages (body TEXT)')
  const insert = queue.prepare('INSERT INTO messages VALUES (?)')
  const root = Buffer.alloc(24 * 1024, 'x')
  const startedMs = performance.now()
  for (let each = 0; each < count; each++) {
    insert.run('x'.repeat(400))
    const half = openSync(join(place, 'half'), 'w')
    writeSync(half, root)
    fsyncSync(half)
    closeSync(half)
    renameSync(join(place, 'half'), join(place, 'root'))
    const above = openSync(place, 'r')
    fsyncSync(above)
    closeSync(above)
  }
  const perSecond = (count * 1000) / (performance.now() - startedMs)
  queue.close()
  return perSecond
}

const config = readConfig({ STORE_URL: `file:${join(folder, 'store')}`, SEED: 'empty' })
const deps = await openDeps(config, makeLog('silent'))
const stop = new AbortController()
const writing = runWriter({ ...deps, ...openWriter(deps), signal: stop.signal, wake: makeWake() })

async function must(type: string, input: Json, rows?: Json[]): Promise<void> {
  const { outcome } = await deps.submit({ type, actor, input }, { waitMs: 60_000, ...(rows ? { rows } : {}) })
  if (!outcome?.ok) throw new Error(`${type}: ${JSON.stringify(outcome)}`)
}

async function inLanes(lanes: number, count: number, one: (at: number) => Promise<void>) {
  const before = await deps.reader.read({}, view => view.sequence)
  const cpu = process.cpuUsage()
  const startedMs = performance.now()
  let at = 0
  const lane = async () => {
    while (at < count) await one(at++)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  const took = performance.now() - startedMs
  const { user, system } = process.cpuUsage(cpu)
  const after = await deps.reader.read({}, view => view.sequence)
  return { perSecond: (count * 1000) / took, commits: after - before, cpuMs: (user + system) / 1000 / count }
}

let made = 0
const invented = people(10_000_000)
function* some(count: number): Generator<{ id: string; values: Record<string, Json> }> {
  for (let each = 0; each < count; each++) {
    const { id, ...values } = invented.next().value as { id: string }
    made++
    yield { id, values }
  }
}

const update = (at: number): Promise<void> =>
  must('update', {
    resource: 'contacts',
    id: `p-${String(at % made).padStart(7, '0')}`,
    patch: { company: `Firm ${at} ${made}` },
  })

const barePerSecond = bare(Math.min(200, Number(rounds)))
const batches: WriterFigures['batches'] = []
for (const rows of [1_000, 5_000]) {
  const operations = Array.from({ length: Math.ceil(Number(records) / rows) }, () =>
    [...some(rows)].map(({ id, values }) => ({ op: 'create', id, values })),
  )
  const { perSecond, cpuMs } = await inLanes(4, operations.length, at =>
    must('bulk', { resource: 'contacts' }, operations[at] as unknown as Json[]),
  )
  batches.push({ rows, perSecond: perSecond * rows, cpuMs: cpuMs / rows })
}
const commands: WriterFigures['commands'] = []
// Code that has run often is faster, and a server has: the first rounds are not measured.
await inLanes(16, Number(rounds) * 6, update)
for (const [lanes, factor] of [
  [1, 1],
  [16, 6],
  [64, 12],
  [256, 24],
] as const) {
  const count = Number(rounds) * factor
  await inLanes(lanes, Math.ceil(count / 10), update)
  commands.push({ lanes, commands: count, ...(await inLanes(lanes, count, update)) })
}
stop.abort()
await writing
await deps.close()
process.stdout.write(`${JSON.stringify({ barePerSecond, commands, batches } satisfies WriterFigures)}\n`)
