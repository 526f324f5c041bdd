/**
 * Fills a store on disk with invented people, through the committer but past queue and rules: what is measured afterwards
 * is reading, and a million people need not take an hour to come. `node bench/programs/fill.ts <folder> <contacts>
 * [<campaigns> <deliveries of each>]` prints how long it took as JSON.
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

const objects = openObjects(`file:${folder}`)
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
async function commit(operations: CommittedOperation[]): Promise<void> {
  const number = String(++commits)
  await committer.commit([{ commandId: `fill-${number}`, number, operations }], 'fill', planner)
}

async function put(on: string, records: Iterable<StoredRecord>, partition?: string): Promise<number> {
  let count = 0
  const operations: CommittedOperation[] = []
  for (const record of records) {
    operations.push({ on, id: record.id, put: record, by: 0, ...(partition ? { in: partition } : {}) })
    count++
    if (operations.length === rowsPerCommit) await commit(operations.splice(0))
  }
  if (operations.length > 0) await commit(operations)
  return count
}

function* contactRecords(count: number): Generator<StoredRecord> {
  const schema = createSchema(contacts)
  const empty = blank(contacts) as Record<string, Json>
  for (const { id, ...values } of people(count)) {
    const checked = validate<Record<string, Json>>(schema, values)
    if (!checked.ok) throw new Error(`${id} is no contact: ${JSON.stringify(checked.errors)}`)
    yield { ...base(id), ...(patched(contacts, empty, checked.value) as object) }
  }
}

function* deliveryRecords(campaignId: string, count: number): Generator<StoredRecord> {
  const empty = blank(deliveries) as Record<string, Json>
  for (let nth = 0; nth < count; nth++) {
    const contactId = `p-${String(nth).padStart(7, '0')}`
    const messageId = `0102${String(nth).padStart(12, '0')}-00000000`
    const attempt = { attempt: 1, wave: 1, run: 1, state: 'delivered', at, acceptedAt: at, messageId }
    yield {
      ...base(`${campaignId}_${contactId}`),
      ...empty,
      campaignId,
      contactId,
      state: 'delivered',
      addressAtSend: `person.${nth}@example.org`,
      contentVersion: 1,
      attempts: [attempt],
      messageId,
      acceptedAt: at,
      settledAt: at,
    }
  }
}

const startedMs = performance.now()
const filled = await put('contacts', contactRecords(Number(contactCount)))
let rows = 0
for (let nth = 1; nth <= Number(campaignCount); nth++) {
  const campaignId = `old${nth}`
  rows += await put('deliveries', deliveryRecords(campaignId, Number(deliveryCount)), campaignId)
}
await committer.fold()
await committer.idle()
const seconds = (performance.now() - startedMs) / 1000
await replica.close()
await objects.close()
console.log(JSON.stringify({ contacts: filled, deliveries: rows, seconds }))
