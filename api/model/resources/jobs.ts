import { choice, dateTime, integer, json, ref, text } from '../fields/index.ts'
import { type RecordOf, resource } from '../resource.ts'

export const jobStatuses = ['working', 'done', 'failed'] as const

/** A change of more records than one command may hold. It is made in steps; `done` of `total` says how far it is. */
export const jobs = resource('jobs', {
  label: ['Large change', 'Large changes'],
  about: 'A change to thousands of records. It goes on by itself, whether anybody watches or not.',
  title: job => job.kind,
  sort: ['createdAt', 'desc'],
  menu: { group: 'settings', icon: 'list', order: 33 },
  fields: {
    /** `refresh`: what others show of a record is brought up to date. */
    kind: choice(['delete', 'merge', 'change', 'refresh'], {
      required: true,
      readOnly: true,
      list: true,
      filter: true,
    }),
    resource: text({ required: true, readOnly: true, max: 60, list: true }),
    /** The one record that goes, with all that refers to it. */
    recordId: text({ label: 'Record', readOnly: true, max: 200 }),
    /** With a merge: the record that stays. */
    intoId: text({ label: 'Into', readOnly: true, max: 200 }),
    staffId: ref('staff', { label: 'By', readOnly: true, onDelete: 'cascade', list: true }),
    status: choice(jobStatuses, { required: true, readOnly: true, initial: 'working', list: true, filter: true }),
    total: integer({ label: 'Records', required: true, readOnly: true, initial: 0, list: true }),
    done: integer({ label: 'So far', required: true, readOnly: true, initial: 0, list: true }),
    /** Records that could not be changed; the others were. */
    refused: integer({ label: 'Not possible', required: true, readOnly: true, initial: 0, list: true }),
    /** Steps made so far; the next one is the command `<id>-<step + 1>`. */
    step: integer({ label: 'Steps made', required: true, readOnly: true, initial: 0 }),
    /** Why it failed, or why the first of those records was refused. */
    reason: text({ label: 'Why', readOnly: true, max: 1000 }),
    problems: json({ label: 'What was not possible', readOnly: true, shape: 'array' }),
    finishedAt: dateTime({ label: 'Ended', readOnly: true, list: true }),
  },
  own: 'staffId',
  access: { read: { admin: 'all', staff: 'own', agent: 'own' } },
  history: false,
})

export type Job = RecordOf<typeof jobs>
