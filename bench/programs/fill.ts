/**
 * Fills a store on disk with invented people, through the committer but past queue and rules: what is measured afterwards
 * is reading, and a million people need not take an hour to come. `node bench/programs/fill.ts <folder> <contacts>
 * [<campaigns> <deliveries of each>]` prints as JSON what it cost, as the store grew.
 */
import { blank, contacts, createSchema, deliveries, type Json, patched, validate } from '@dormouse/model'
import { systemClock as clock, isoOf } from '../../api/clock.ts'
import { collectionSpecs, projections } from '../../api/collections.ts'
import { systemIds as ids } from '../../api/ids.ts'
import { openCommitter } from '../../api/store/commit.ts'
import { openObjects } from '../../api/store/open.ts'
import { openReplica } from '../../api/store/replica.ts'
import type { CommittedOperation, Planner, StoredRecord } from '../../api/store/view.ts'
import { people } from '../people.ts'
import { countedObjects, sumOf, type Tally } from './counted.ts'

/** What has been written up to here, and what that took. */
export interface Milestone {
  rows: number
  seconds: number
  cpuSeconds: number
  objects: number
  bytes: number
  /** Of the whole process, now. */
  residentBytes: number
}

export interface Filled {
  contacts: number
  deliveries: number
  seconds: number
  /** Ten of each collection, the last one at its end. */
  contactMilestones: Milestone[]
  deliveryMilestones: Milestone[]
  written: Tally
}

interface Load {
  commandId: string
  number: string
  operations: CommittedOperation[]
}

const [folder = '', contactCount = '0', campaignCount = '0', deliveryCount = '0'] = process.argv.slice(2)
const rowsPerCommit = 5_000
const by = 'bench'
const at = isoOf(clock.nowMs())
const base = (id: string) => ({ id, createdAt: at, createdBy: by, updatedAt: at, updatedBy: by, version: 1 })

const objects = countedObjects(openObjects(`file:${folder}`))
const replica = openReplica({ objects, specs: collectionSpecs, projections, clock })
const committer = openCommitter({ objects, replica, clock, ids, specs: collectionSpecs, projections })
const planner: Planner<Load> = {
  prepare: async () => ({}),
  decide: (_view, loads) => ({
    commands: loads.map(({ commandId }) => ({ id: commandId, actor: by, outcome: { ok: true } })),
    operations: loads.flatMap(({ operations }) => operations),
  }),
}

let commits = 0
let underway: Promise<void> = Promise.resolve()
/** One at a time; the next rows are made while it is published. */
async function commit(operations: CommittedOperation[]): Promise<void> {
  const number = String(++commits)
  await underway
  underway = committer.commit([{ commandId: `fill-${number}`, number, operations }], 'fill', planner)
}

const milestones = 10

async function put(
  on: string,
  records: Iterable<StoredRecord>,
  expected: number,
  partitionOf?: (record: StoredRecord) => string,
): Promise<Milestone[]> {
  const passed: Milestone[] = []
  const mark = startOf()
  let rows = 0
  let operations: CommittedOperation[] = []
  for (const record of records) {
    operations.push({ on, id: record.id, put: record, by: 0, ...(partitionOf && { in: partitionOf(record) }) })
    rows++
    if (operations.length < rowsPerCommit && rows < expected) continue
    await commit(operations)
    operations = []
    if (rows === expected) await settled()
    if (rows >= ((passed.length + 1) * expected) / milestones) passed.push(mark(rows))
  }
  return passed
}

/** What waits for a later fold, and what merges beside the commits, belongs to what it cost. */
async function settled(): Promise<void> {
  await underway
  await committer.fold()
  await committer.idle()
}

function startOf(): (rows: number) => Milestone {
  const before = { cpu: process.cpuUsage(), ms: performance.now(), ...writtenNow() }
  return rows => {
    const { user, system } = process.cpuUsage(before.cpu)
    const { objects, bytes } = writtenNow()
    return {
      rows,
      seconds: (performance.now() - before.ms) / 1000,
      cpuSeconds: (user + system) / 1e6,
      objects: objects - before.objects,
      bytes: bytes - before.bytes,
      residentBytes: process.memoryUsage.rss(),
    }
  }
}

const writtenNow = () => ({ objects: sumOf(objects.written, 'objects'), bytes: sumOf(objects.written, 'bytes') })

function* contactRecords(count: number): Generator<StoredRecord> {
  const schema = createSchema(contacts)
  const empty = blank(contacts) as Record<string, Json>
  for (const { id, ...values } of people(count)) {
    const checked = validate<Record<string, Json>>(schema, values)
    if (!checked.ok) throw new Error(`${id} is no contact: ${JSON.stringify(checked.errors)}`)
    yield { ...base(id), ...(patched(contacts, empty, checked.value) as object) }
  }
}

function* deliveryRecords(campaigns: number, each: number): Generator<StoredRecord> {
  const empty = blank(deliveries) as Record<string, Json>
  for (let nth = 0; nth < campaigns * each; nth++) {
    const campaignId = `old${1 + Math.floor(nth / each)}`
    // Each campaign went to another stretch of the people, so that everybody has some letters.
    const person = Number(contactCount) > 0 ? nth % Number(contactCount) : nth % each
    const contactId = `p-${String(person).padStart(7, '0')}`
    const messageId = `0102${String(nth).padStart(12, '0')}-00000000`
    const attempt = { attempt: 1, wave: 1, run: 1, state: 'delivered', at, acceptedAt: at, messageId }
    yield {
      ...base(`${campaignId}_${contactId}`),
      ...empty,
      campaignId,
      contactId,
      state: 'delivered',
      addressAtSend: `person.${person}@example.org`,
      contentVersion: 1,
      attempts: [attempt],
      messageId,
      acceptedAt: at,
      settledAt: at,
    }
  }
}

const startedMs = performance.now()
const contactsWanted = Number(contactCount)
const lettersWanted = Number(campaignCount) * Number(deliveryCount)
const contactMilestones = await put('contacts', contactRecords(contactsWanted), contactsWanted)
const deliveryMilestones = await put(
  'deliveries',
  deliveryRecords(Number(campaignCount), Number(deliveryCount)),
  lettersWanted,
  record => String(record.campaignId),
)
await settled()
const filled: Filled = {
  contacts: contactsWanted,
  deliveries: lettersWanted,
  seconds: (performance.now() - startedMs) / 1000,
  contactMilestones,
  deliveryMilestones,
  written: objects.written,
}
await replica.close()
await objects.close()
console.log(JSON.stringify(filled))
