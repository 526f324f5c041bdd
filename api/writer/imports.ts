/**
 * Imports: a file's lines become records, and every line leaves a row in `importRows` that says what became of it
 * (decision 4). Batches are decided here, in the writer, so that "is this person there already" is asked of the state
 * the record is written into.
 */
import {
  type AnyResource,
  at,
  blank,
  diff,
  imports,
  isShared,
  type Json,
  leaves,
  normalised,
  type Property,
  type Refused,
  reach,
  refuse,
  resourceNamed,
  withAt,
} from '@dormouse/model'
import type { StoredRecord } from '../store/view.ts'
import { isRefused } from './draft.ts'
import type { Draft, Handler } from './handler.ts'
import { needsOf } from './needs.ts'
import { createRecord, deleteRecord, updateRecord } from './records.ts'

export type RowOutcome = 'created' | 'updated' | 'skipped' | 'ask' | 'problem' | 'undone' | 'kept'

/** Everything a batch needs: the import itself, its lines so far, and whatever writing the resource touches. */
const needs: Handler['needs'] = command => {
  const { importId, resource } = command.input as { importId: string; resource: string }
  const touched = needsOf(resource)
  return {
    ...touched,
    collections: [...(touched.collections ?? []), 'imports', 'properties'],
    partitions: [...(touched.partitions ?? []), ['importRows', importId]],
  }
}

export const importHandlers: Record<string, Handler> = {
  'import.upload': { needs: () => ({ collections: ['imports'] }), decide: upload },
  'import.begin': { needs, decide: begin },
  'import.rows': {
    needs,
    decide: (draft, command, rows) => takeRows(draft, command.input as unknown as RowsInput, rows),
  },
  'import.undo': { needs, decide: (draft, command) => undoRows(draft, command.input as unknown as UndoInput) },
  'import.end': { needs, decide: end },
}

interface RowsInput {
  importId: string
  resource: string
}

interface UndoInput extends RowsInput {
  numbers: number[]
}

/** The record of an uploaded file. Its columns and status are the product's to say, so no REST create can make one. */
function upload(draft: Draft, command: { input: Json }) {
  const { id, values } = command.input as { id: string; values: Values }
  if (!reach(imports.access, 'write', draft.actor.role)) return refuse('forbidden', 'You may not import anything.')
  draft.table('imports').create(id, { ...blank(imports), ...values })
  return { ok: true as const, resource: 'imports', id }
}

/** From `uploaded` to `applying`, or from `done` to `undoing`; anything else is somebody clicking twice. */
function begin(draft: Draft, command: { input: Json }) {
  const { importId, status, total } = command.input as {
    importId: string
    status: 'applying' | 'undoing'
    total: number
  }
  const job = draft.table('imports').get(importId)
  if (!job) return refuse('missing', 'This import does not exist.')
  const from = status === 'applying' ? 'uploaded' : 'done'
  if (job.status === status) return { ok: true as const, resource: 'imports', id: importId }
  if (job.status !== from) return refuse('refused', sentenceFor(String(job.status)))
  const begun: Values =
    status === 'applying' ? { status, counts: { total, done: 0 }, appliedAt: draft.now } : { status }
  draft.table('imports').set(importId, begun, { quiet: true })
  return { ok: true as const, resource: 'imports', id: importId }
}

const sentenceFor = (status: string): string =>
  ({
    applying: 'This import is under way.',
    done: 'This import is done already.',
    undoing: 'This import is being undone.',
    undone: 'This import was undone. Upload the file again to bring it in once more.',
  })[status] ?? 'This import cannot do that now.'

function end(draft: Draft, command: { input: Json }) {
  const { importId } = command.input as unknown as RowsInput
  const job = draft.table('imports').get(importId)
  if (!job) return refuse('missing', 'This import does not exist.')
  if (job.status === 'applying') draft.table('imports').set(importId, { status: 'done' }, { quiet: true })
  if (job.status === 'undoing')
    draft.table('imports').set(importId, { status: 'undone', undoneAt: draft.now }, { quiet: true })
  return { ok: true as const, resource: 'imports', id: importId }
}

function takeRows(draft: Draft, input: RowsInput, rows: readonly Json[]) {
  const job = draft.table('imports').get(input.importId)
  const resource = resourceNamed(input.resource)
  if (!job || !resource) return refuse('missing', 'This import does not exist.')
  if (job.status !== 'applying') return refuse('refused', 'This import is not under way.')
  const properties = [...draft.table('properties').values()] as unknown as Property[]
  const keys = leaves(resource, properties).filter(leaf => leaf.field.options.unique)
  const steps = (rows as unknown as Line[]).map(line => {
    const became: Became =
      'problem' in line
        ? { outcome: 'problem', message: line.problem }
        : takeRow(draft, resource, line.values, keys, String(job.onDuplicate))
    remember(draft, input.importId, line.number, became)
    return [became.outcome, 1] as const
  })
  return tally(draft, input.importId, [...steps, ...steps.map(() => ['done', 1] as const)])
}

type Values = Record<string, Json>
type Line = { number: number } & ({ values: Values } | { problem: string })
interface Became {
  outcome: RowOutcome
  recordId?: string
  /** The version the record got by it: a higher one says that somebody has changed it since. */
  writtenVersion?: number
  was?: Values
  message?: string
}

function takeRow(
  draft: Draft,
  resource: AnyResource,
  values: Values,
  keys: ReturnType<typeof leaves>,
  onDuplicate: string,
): Became {
  const alone = keys.filter(({ field }) => !isShared(field, values))
  const known = findSame(draft, resource.name, values, alone)
  if (known && onDuplicate === 'skip') return { outcome: 'skipped', recordId: known.id }
  if (known && onDuplicate === 'ask') return { outcome: 'ask', recordId: known.id }
  const written = draft.attempt((): StoredRecord | Refused =>
    known
      ? updateRecord(draft, resource.name, known.id, values)
      : createRecord(draft, resource.name, draft.newId(), values),
  )
  if (isRefused(written)) return { outcome: 'problem', message: sentences(written) }
  if (!known) return { outcome: 'created', recordId: written.id, writtenVersion: written.version }
  const { was } = diff(known, written)
  if (written.version === known.version)
    return { outcome: 'skipped', recordId: known.id, message: 'Nothing was different.' }
  return { outcome: 'updated', recordId: known.id, writtenVersion: written.version, was: own(was) }
}

const sentences = ({ problem }: Refused): string =>
  problem.errors ? Object.values(problem.errors).join(' ') : problem.message

/** What the import changed, without the base fields, which every write changes. */
const own = (was: Values): Values =>
  Object.fromEntries(Object.entries(was).filter(([path]) => !['version', 'updatedAt', 'updatedBy'].includes(path)))

function findSame(draft: Draft, resource: string, values: Values, keys: ReturnType<typeof leaves>) {
  for (const { path, field } of keys) {
    const value = at(values, path)
    if (value === undefined || value === null) continue
    const found = draft.table(resource).lookup(path, String(normalised(field, value)))[0]
    if (found) return found
  }
  return undefined
}

function remember(draft: Draft, importId: string, number: number, became: Became) {
  const row = { importId, number, recordId: null, writtenVersion: null, was: null, message: null, ...became } as Values
  draft.table('importRows', importId).create(`${importId}-${number}`, row)
}

/** Moves the import's own figures along. Exact, because a batch and its figures are one commit. */
function tally(draft: Draft, importId: string, steps: readonly (readonly [outcome: string, by: 1 | -1])[]) {
  const counts = { ...(draft.table('imports').get(importId)?.counts as Record<string, number> | null) }
  for (const [outcome, by] of steps) counts[outcome] = (counts[outcome] ?? 0) + by
  draft.table('imports').set(importId, { counts }, { quiet: true })
  return { ok: true as const, resource: 'imports', id: importId }
}

/** Takes back what nobody has touched since; the rest stays, and its row says so. */
function undoRows(draft: Draft, input: UndoInput) {
  const resource = resourceNamed(input.resource)
  const job = draft.table('imports').get(input.importId)
  if (!resource || job?.status !== 'undoing') return refuse('refused', 'This import is not being undone.')
  const steps: [string, 1 | -1][] = []
  for (const number of input.numbers) {
    const row = draft.table('importRows', input.importId).get(`${input.importId}-${number}`)
    if (!row || (row.outcome !== 'created' && row.outcome !== 'updated')) continue
    const kept = takeBack(draft, resource, row)
    const became = kept ? { outcome: 'kept', message: kept } : { outcome: 'undone', message: null }
    draft.table('importRows', input.importId).set(row.id, became, { quiet: true })
    steps.push([row.outcome, -1], [became.outcome, 1])
  }
  return tally(draft, input.importId, steps)
}

/** Answers why it stays, or nothing. */
function takeBack(draft: Draft, resource: AnyResource, row: StoredRecord): string | undefined {
  const record = draft.table(resource.name).get(String(row.recordId))
  if (!record) return undefined
  if (record.version !== row.writtenVersion) return 'Somebody has changed this record since.'
  const result = draft.attempt((): StoredRecord | Refused =>
    row.outcome === 'created'
      ? deleteRecord(draft, resource.name, record.id)
      : updateRecord(draft, resource.name, record.id, nested(row.was as Values)),
  )
  return isRefused(result) ? sentences(result) : undefined
}

const nested = (flat: Values): Values =>
  Object.entries(flat).reduce<Values>((values, [path, value]) => withAt(values, path, value), {})
