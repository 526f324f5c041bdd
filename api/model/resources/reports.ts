import { choice, dateTime, file, integer, json, ref, text } from '../fields/index.ts'
import { type RecordOf, resource } from '../resource.ts'

export const reportStatuses = ['waiting', 'working', 'done', 'failed'] as const

/** Figures made by the worker, as a table to download and a page to print. Open to whom they were made for. */
export const reports = resource('reports', {
  label: ['Report', 'Reports'],
  about: 'A report or an export that somebody asked for.',
  title: report => report.kind,
  sort: ['createdAt', 'desc'],
  menu: { icon: 'reports', order: 11 },
  fields: {
    kind: choice(['export', 'campaign', 'funnel', 'attendance', 'growth'], {
      required: true,
      immutable: true,
      list: true,
      filter: true,
    }),
    parameters: json({ shape: 'object', immutable: true }),
    staffId: ref('staff', { label: 'For', readOnly: true, onDelete: 'cascade', list: true }),
    status: choice(reportStatuses, { required: true, readOnly: true, initial: 'waiting', list: true, filter: true }),
    reason: text({ readOnly: true, max: 1000 }),
    rows: integer({ readOnly: true, list: true }),
    file: file({ readOnly: true }),
    finishedAt: dateTime({ readOnly: true, list: true }),
  },
  own: 'staffId',
  access: { read: { admin: 'all', staff: 'own' }, write: { admin: 'all', staff: 'own' } },
  history: false,
})

export type Report = RecordOf<typeof reports>
