/**
 * Applies and undoes an import, batch by batch, through the one queue. Every batch is a command whose id comes from the
 * import, so an interrupted import is taken up by simply running it again: what is done answers, what is not gets done.
 */
import { type Actor, type Json, type Outcome, type Property, resourceNamed } from '@dormouse/model'
import type { Submit } from '../command/submit.ts'
import type { ObjectStore } from '../store/objects.ts'
import type { Reader, StoredRecord } from '../store/view.ts'
import { decode } from './decode.ts'
import { batches, batchRows, type Mapping, planRows } from './plan.ts'
import { readSheet, type Sheet } from './sheet.ts'

export interface ImportDeps {
  reader: Reader
  submit: Submit
  exchange: ObjectStore
}

/** The writer takes a whole group of waiting batches at once; more than these in flight would only fill the queue. */
const inFlightMax = 4
const batchWaitMs = 60_000

export const uploadKey = (importId: string) => `uploads/${importId}.csv`

/** The file behind an import, read anew; a sentence when it is gone or no spreadsheet. */
export async function openSheet(exchange: ObjectStore, importId: string): Promise<Sheet | { problem: string }> {
  const file = await exchange.get(uploadKey(importId))
  if (file.kind !== 'found') return { problem: 'The uploaded file is no longer kept. Upload it again.' }
  const decoded = decode(file.body)
  return 'problem' in decoded ? decoded : readSheet(decoded.text)
}

export async function applyImport(deps: ImportDeps, importId: string, actor: Actor): Promise<Outcome> {
  const sheet = await openSheet(deps.exchange, importId)
  if ('problem' in sheet) return { ok: false, problem: { kind: 'refused', message: sheet.problem } }
  const found = await deps.reader.read({ collections: ['imports', 'properties'] }, view => ({
    job: view.table('imports').get(importId),
    properties: [...view.table('properties').values()] as unknown as Property[],
  }))
  const resource = resourceNamed(String(found.job?.resource))
  if (!found.job || !resource)
    return { ok: false, problem: { kind: 'missing', message: 'This import does not exist.' } }
  const rows = planRows(sheet, (found.job.mapping ?? {}) as Mapping, resource, found.properties)
  const work = batches(rows).map((batch, index) => ({
    id: `${importId}-${index}`,
    type: 'import.rows',
    input: { importId, resource: resource.name },
    rows: batch as unknown as Json[],
  }))
  return runJob(deps, found.job, actor, { status: 'applying', total: rows.length }, work)
}

export async function undoImport(deps: ImportDeps, importId: string, actor: Actor): Promise<Outcome> {
  const found = await deps.reader.read({ collections: ['imports'], partitions: [['importRows', importId]] }, view => ({
    job: view.table('imports').get(importId),
    numbers: [...view.partition('importRows', importId).values()].map(row => Number(row.number)),
  }))
  if (!found.job) return { ok: false, problem: { kind: 'missing', message: 'This import does not exist.' } }
  // Latest first: what a later line refers to is still there when it goes.
  const numbers = found.numbers.sort((one, other) => other - one)
  const work = batches(numbers, batchRows).map((batch, index) => ({
    id: `${importId}-undo-${index}`,
    type: 'import.undo',
    input: { importId, resource: String(found.job?.resource), numbers: batch },
  }))
  return runJob(deps, found.job, actor, { status: 'undoing', total: numbers.length }, work)
}

interface Batch {
  id: string
  type: string
  input: Json
  rows?: Json[]
}

/** Begin, the batches (a few in flight, in order), end. Stops at the first refusal of a whole batch. */
async function runJob(
  deps: ImportDeps,
  job: StoredRecord,
  actor: Actor,
  begin: { status: string; total: number },
  work: readonly Batch[],
): Promise<Outcome> {
  const common = { importId: job.id, resource: String(job.resource) }
  const begun = await send(deps, actor, {
    // A refused begin may be tried again after the mapping was mended, which raises the version.
    id: `${job.id}-${begin.status}-${job.version}`,
    type: 'import.begin',
    input: { ...common, ...begin },
  })
  if (!begun.ok) return begun
  for (const group of batches(work, inFlightMax)) {
    const outcomes = await Promise.all(group.map(batch => send(deps, actor, batch)))
    const refused = outcomes.find(outcome => !outcome.ok)
    if (refused) return refused
  }
  return send(deps, actor, { id: `${job.id}-${begin.status}-end`, type: 'import.end', input: common })
}

async function send(deps: ImportDeps, actor: Actor, { rows, ...command }: Batch): Promise<Outcome> {
  const sent = await deps.submit({ ...command, actor }, { waitMs: batchWaitMs, ...(rows ? { rows } : {}) })
  if (sent.outcome) return sent.outcome
  throw new Error(`The writer has not answered ${command.id} within ${batchWaitMs / 1000} s.`)
}
