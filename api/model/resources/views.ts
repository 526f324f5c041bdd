import { flag, json, ref, text } from '../fields/index.ts'
import { type RecordOf, resource } from '../resource.ts'

/** A list as somebody likes it: its filter, its sorting, its columns. Their own, or shared with everybody. */
export const views = resource('views', {
  label: ['Saved view', 'Saved views'],
  about: 'A list with its filter, sorting and columns, kept under a name.',
  title: view => view.name,
  sort: ['name', 'asc'],
  fields: {
    staffId: ref('staff', { label: 'Whose', readOnly: true, onDelete: 'cascade' }),
    resource: text({ required: true, immutable: true, max: 60, filter: true }),
    name: text({ required: true, max: 100, list: true }),
    filter: json({ shape: 'object' }),
    sort: json({ shape: 'object' }),
    columns: json({ shape: 'array' }),
    shared: flag({ required: true, initial: false, list: true }),
  },
  own: 'staffId',
  shared: 'shared',
  access: {
    read: { admin: 'all', staff: 'own', agent: 'own', viewer: 'own' },
    write: { admin: 'all', staff: 'own', agent: 'own', viewer: 'own' },
  },
  history: false,
})

export type SavedView = RecordOf<typeof views>
