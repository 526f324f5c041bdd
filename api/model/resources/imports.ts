import { choice, dateTime, integer, json, text } from '../fields/index.ts'
import { type RecordOf, resource } from '../resource.ts'

export const importStatuses = [
  'uploaded',
  'mapped',
  'previewed',
  'applying',
  'done',
  'failed',
  'undoing',
  'undone',
] as const

/** A file of people (or other records) being read in, step by step. */
export const imports = resource('imports', {
  label: ['Import', 'Imports'],
  about: 'A spreadsheet on its way in: which column is what, what will happen, what happened, what is to be mended.',
  title: record => record.filename ?? record.id,
  sort: ['createdAt', 'desc'],
  menu: { icon: 'upload', order: 10 },
  fields: {
    resource: choice(['contacts', 'events', 'attendances', 'leads', 'opportunities', 'accounts'], {
      required: true,
      immutable: true,
      initial: 'contacts',
      list: true,
      filter: true,
    }),
    filename: text({ immutable: true, max: 255, list: true, search: true }),
    /** Key of the uploaded file in the exchange store. */
    file: text({ readOnly: true }),
    encoding: text({ readOnly: true, max: 40 }),
    delimiter: text({ readOnly: true, max: 4 }),
    /** `[{name, samples, guess}]`. */
    columns: json({ readOnly: true, shape: 'array' }),
    rows: integer({ readOnly: true, list: true }),
    /** Column → field path, or null for a column that is left out. */
    mapping: json({ shape: 'object' }),
    onDuplicate: choice(['update', 'skip', 'ask'], { required: true, initial: 'update' }),
    /** For `ask`: row → `update`, `skip` or `create`. */
    decisions: json({ shape: 'object' }),
    status: choice(importStatuses, { required: true, readOnly: true, initial: 'uploaded', list: true, filter: true }),
    /** Why it failed, one sentence. */
    reason: text({ readOnly: true, max: 1000 }),
    /** `{create, update, skip, ask, problems}` before, `{created, updated, skipped, problems, done}` since it began. */
    counts: json({ readOnly: true, shape: 'object', required: true, initial: {}, history: false }),
    /** Key of the rows that need mending, as CSV, in the exchange store. */
    problemsFile: text({ readOnly: true }),
    appliedAt: dateTime({ readOnly: true }),
    undoneAt: dateTime({ readOnly: true }),
    /** Ids of records that the undo left alone, because somebody has changed them since. */
    kept: json({ readOnly: true, shape: 'array' }),
  },
  access: { read: { staff: 'all' }, write: { staff: 'all' } },
  history: false,
})

export type Import = RecordOf<typeof imports>
