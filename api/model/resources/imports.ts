import { choice, dateTime, integer, json, text } from '../fields/index.ts'
import { importableNames } from '../names.ts'
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
    resource: choice(importableNames, {
      required: true,
      immutable: true,
      initial: 'contacts',
      list: true,
      filter: true,
    }),
    filename: text({ immutable: true, max: 255, list: true, search: true }),
    encoding: text({ readOnly: true, max: 40 }),
    delimiter: text({ readOnly: true, max: 4 }),
    /** `[{name, samples, guess}]`, read off the file: without one there is no import. */
    columns: json({ required: true, readOnly: true, shape: 'array', sensitive: true }),
    rows: integer({ readOnly: true, list: true }),
    /** Column → field path, or null for a column that is left out. */
    mapping: json({ shape: 'object' }),
    onDuplicate: choice(['update', 'skip', 'ask'], { required: true, initial: 'update' }),
    status: choice(importStatuses, { required: true, readOnly: true, initial: 'uploaded', list: true, filter: true }),
    /** What became of the lines: `{total, done, created, updated, skipped, ask, problem, undone, kept}`. */
    counts: json({ readOnly: true, shape: 'object', required: true, initial: {}, history: false }),
    appliedAt: dateTime({ readOnly: true }),
    undoneAt: dateTime({ readOnly: true }),
  },
  access: { read: { staff: 'all', viewer: 'all' }, write: { staff: 'all' } },
  history: false,
})

export type Import = RecordOf<typeof imports>
