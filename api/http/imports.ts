/**
 * Imports over HTTP: upload, see the columns, say what is what, preview, apply, fetch the lines to fix, undo.
 * Mapping and "same person?" are ordinary fields of the import record, set by PUT like any other.
 */
import {
  type AnyResource,
  formulaSafe,
  guessField,
  imports,
  included,
  type Json,
  type Problem,
  type Property,
  reach,
  resourceNamed,
} from '@dormouse/model'
import Papa from 'papaparse'
import type { Clock } from '../clock.ts'
import { clientIdPattern, type Ids } from '../ids.ts'
import { decode } from '../imports/decode.ts'
import { applyImport, type ImportDeps, openSheet, undoImport, uploadKey } from '../imports/job.ts'
import type { ImportLauncher, ImportTask } from '../imports/launcher.ts'
import type { Mapping } from '../imports/plan.ts'
import { previewImport } from '../imports/preview.ts'
import { readSheet, type Sheet } from '../imports/sheet.ts'
import type { ObjectStore } from '../store/objects.ts'
import type { StoredRecord } from '../store/view.ts'
import { type Answer, type Call, ProblemError, type Route } from './route.ts'
import { mayAtAll } from './seen.ts'
import { fileKey } from './uploads.ts'

export interface ImportRouteDeps extends ImportDeps, ImportLauncher {
  documents: ObjectStore
  clock: Clock
  ids: Ids
}

/** Imports of more lines than these are the worker's. */
export const rowsInlineMax = 5_000
const samplesMax = 3

export function importRoutes(deps: ImportRouteDeps): Route[] {
  return [
    {
      method: 'post',
      path: '/imports',
      access: 'signedIn',
      body: 'raw',
      about: 'Uploads a spreadsheet saved as CSV; answers its columns with samples and a guess what each is.',
      handle: call => upload(deps, call),
    },
    {
      method: 'post',
      path: '/imports/:id/preview',
      access: 'signedIn',
      about: 'Says what applying the import would do, without doing it.',
      handle: async call => ({ body: (await preview(deps, call)) as unknown as Json }),
    },
    {
      method: 'post',
      path: '/imports/:id/apply',
      access: 'signedIn',
      about: 'Brings the lines in. The record’s counts tell how far it is.',
      handle: call => apply(deps, call),
    },
    {
      method: 'post',
      path: '/imports/:id/undo',
      access: 'signedIn',
      about: 'Takes the import back, but for records that somebody has changed since.',
      handle: call => undo(deps, call),
    },
    {
      method: 'get',
      path: '/imports/:id/problems',
      access: 'signedIn',
      about: 'The lines that did not come in as a CSV file, each with the reason.',
      handle: call => problemsFile(deps, call),
    },
    {
      method: 'get',
      path: '/imports/:id/rows',
      access: 'signedIn',
      about: 'What became of each line; `outcome` narrows it down.',
      handle: call => rowsOf(deps, call),
    },
  ]
}

async function upload(deps: ImportRouteDeps, call: Call): Promise<Answer> {
  const resource = importable(call.query.resource, call)
  const filename = call.query.filename?.trim() || 'import.csv'
  const file = await fileOf(deps, call)
  const { sheet, encoding } = read(file)
  const id = deps.ids.uuid(deps.clock.nowMs())
  await deps.exchange.put(uploadKey(id), file)
  const properties = await deps.reader.read({ collections: ['properties'] }, propertiesOf)
  const columns = columnsOf(sheet, resource, properties)
  const mapping = Object.fromEntries(columns.map(column => [column.name, column.guess]))
  const values = {
    resource: resource.name,
    filename,
    status: 'uploaded',
    encoding,
    delimiter: sheet.delimiter,
    mapping,
    onDuplicate: 'update',
    columns,
    rows: sheet.rows.length,
  }
  const record = await done(deps, call, { type: 'import.upload', input: { id, values } as unknown as Json }, id)
  return {
    status: 201,
    body: { ...record, columns, rows: sheet.rows.length, hasHeader: sheet.hasHeader } as unknown as Json,
  }
}

/** The body itself, or a file that was uploaded before because it is larger than a gateway lets through. */
async function fileOf(deps: ImportRouteDeps, call: Call): Promise<Uint8Array> {
  const { upload } = call.query
  if (upload !== undefined) {
    const got = clientIdPattern.test(upload) ? await deps.documents.get(fileKey(upload)) : undefined
    if (got?.kind !== 'found') throw invalid('upload', 'This upload does not exist, or its file has not arrived.')
    return got.body
  }
  if (!(call.body instanceof Uint8Array)) throw invalid('file', 'Send the file itself as the body.')
  return call.body
}

function read(bytes: Uint8Array): { sheet: Sheet; encoding: string } {
  const decoded = decode(bytes)
  if ('problem' in decoded) throw invalid('file', decoded.problem)
  const sheet = readSheet(decoded.text)
  if ('problem' in sheet) throw invalid('file', sheet.problem)
  return { sheet, encoding: decoded.encoding }
}

function columnsOf(sheet: Sheet, resource: AnyResource, properties: Property[]) {
  return sheet.columns.map((name, index) => {
    const filled = sheet.rows.map(row => row.cells[index]?.trim() ?? '').filter(Boolean)
    return {
      name,
      samples: filled.slice(0, samplesMax),
      guess: guessField(resource, name, filled.slice(0, 20), properties) ?? null,
    }
  })
}

async function preview(deps: ImportRouteDeps, call: Call) {
  const { job, resource } = await ownImport(deps, call)
  const sheet = await openSheet(deps.exchange, job.id)
  if ('problem' in sheet) throw new ProblemError({ kind: 'refused', message: sheet.problem })
  return deps.reader.read({ collections: [resource.name, 'properties'] }, view =>
    previewImport(
      sheet,
      { mapping: (job.mapping ?? {}) as Mapping, onDuplicate: job.onDuplicate as 'update' },
      resource,
      propertiesOf(view),
      view.table(resource.name),
    ),
  )
}

async function apply(deps: ImportRouteDeps, call: Call): Promise<Answer> {
  const { job } = await ownImport(deps, call)
  if (!Object.values((job.mapping ?? {}) as Mapping).some(Boolean))
    throw invalid('mapping', 'Say for at least one column what it is.')
  if (Number(job.rows) > rowsInlineMax) return beside(deps, job, 'apply')
  return finished(deps, call, await applyImport(deps, job.id, call.actor))
}

async function undo(deps: ImportRouteDeps, call: Call): Promise<Answer> {
  const { job } = await ownImport(deps, call)
  if (Number(job.rows) > rowsInlineMax) return beside(deps, job, 'undo')
  return finished(deps, call, await undoImport(deps, job.id, call.actor))
}

async function beside(deps: ImportRouteDeps, job: StoredRecord, task: ImportTask): Promise<Answer> {
  await deps.launchImport(job.id, task)
  return { status: 202, body: job as Json }
}

async function finished(
  deps: ImportRouteDeps,
  call: Call,
  outcome: Awaited<ReturnType<typeof applyImport>>,
): Promise<Answer> {
  if (!outcome.ok) throw new ProblemError(outcome.problem)
  return { body: (await ownImport(deps, call)).job as Json }
}

/** The lines as they came, so that they can be mended in place and uploaded again, with the reason in front. */
async function problemsFile(deps: ImportRouteDeps, call: Call): Promise<Answer> {
  const { job } = await ownImport(deps, call)
  const sheet = await openSheet(deps.exchange, job.id)
  if ('problem' in sheet) throw new ProblemError({ kind: 'missing', message: sheet.problem })
  const why = await importRows(deps, job.id, row => row.outcome === 'problem' || row.outcome === 'ask')
  const lines = sheet.rows.flatMap(line => {
    const row = why.get(line.number)
    return row ? [[String(row.message ?? 'This person is there already.'), String(line.number), ...line.cells]] : []
  })
  const csv = Papa.unparse(
    [['Problem', 'Row', ...sheet.columns], ...lines].map(cells => cells.map(formulaSafe)),
    { newline: '\r\n' },
  )
  const name = String(job.filename)
    .replace(/\.[^.]*$/, '')
    .replace(/[^A-Za-z0-9 _.-]/g, '_')
  return {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}-to-fix.csv"`,
    },
    // With the mark, or Excel reads the accents wrong.
    body: `\ufeff${csv}`,
  }
}

async function rowsOf(deps: ImportRouteDeps, call: Call): Promise<Answer> {
  const { job } = await ownImport(deps, call)
  const rows = await importRows(deps, job.id, row => !call.query.outcome || row.outcome === call.query.outcome)
  return { body: [...rows.values()].slice(0, 1000) as unknown as Json, headers: { 'X-Total-Count': String(rows.size) } }
}

const importRows = (deps: ImportRouteDeps, importId: string, wanted: (row: StoredRecord) => boolean) =>
  deps.reader.read({ partitions: [['importRows', importId]] }, view => {
    const rows = [...view.partition('importRows', importId).values()].filter(wanted)
    return new Map(
      rows.sort((one, other) => Number(one.number) - Number(other.number)).map(row => [Number(row.number), row]),
    )
  })

/** The import, if it is the caller's to see: whoever made it, admin and root. */
async function ownImport(deps: ImportRouteDeps, call: Call): Promise<{ job: StoredRecord; resource: AnyResource }> {
  const id = call.params.id ?? ''
  const job = await deps.reader.read({ collections: ['imports'] }, view => view.table('imports').get(id))
  const mine = job?.createdBy === call.actor.id || included(['admin'], call.actor.role)
  if (!job || !mine) throw new ProblemError({ kind: 'missing', message: 'This import does not exist.' })
  return { job, resource: importable(String(job.resource), call) }
}

function importable(name: string | undefined, call: Call): AnyResource {
  mayAtAll(imports, 'write', call.actor)
  const resource = name ? resourceNamed(name) : undefined
  if (!resource?.importable) throw invalid('resource', `“${name ?? ''}” cannot be imported.`)
  if (!reach(resource.access, 'write', call.actor.role))
    throw new ProblemError({ kind: 'forbidden', message: `You may not add ${resource.label[1].toLowerCase()}.` })
  return resource
}

const propertiesOf = (view: { table(name: string): { values(): Iterable<StoredRecord> } }) =>
  [...view.table('properties').values()] as unknown as Property[]

async function done(
  deps: ImportRouteDeps,
  call: Call,
  command: { type: string; input: Json },
  id: string,
): Promise<StoredRecord> {
  const { outcome } = await deps.submit({ ...command, actor: call.actor })
  if (!outcome)
    throw new ProblemError({ kind: 'expired', message: 'The writer is not answering. Try again in a minute.' })
  if (!outcome.ok) throw new ProblemError(outcome.problem)
  const record = await deps.reader.read({ collections: ['imports'] }, view => view.table('imports').get(id))
  if (!record) throw new ProblemError({ kind: 'missing', message: 'This import does not exist.' })
  return record
}

const invalid = (field: string, message: string): ProblemError =>
  new ProblemError({ kind: 'invalid', message, errors: { [field]: message } } satisfies Problem)
