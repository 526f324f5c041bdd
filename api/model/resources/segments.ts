import { json, longText, refs, text } from '../fields/index.ts'
import { type RecordOf, resource } from '../resource.ts'

/** A saved selection of people ("Groups" on screen): whoever matches the rules, and some by hand, without some others. */
export const segments = resource('segments', {
  label: ['Group', 'Groups'],
  about: 'A group of people: by rules that are looked at anew each time, plus and minus people named one by one.',
  title: segment => segment.name,
  sort: ['name', 'asc'],
  menu: { icon: 'groups', order: 2 },
  fields: {
    name: text({ required: true, max: 120, unique: true, list: true, search: true }),
    description: longText({ max: 1000, list: true }),
    match: json({ label: 'Who belongs to it', rules: 'contacts' }),
    include: refs('contacts', { label: 'Also these people', onDelete: 'detach' }),
    exclude: refs('contacts', { label: 'But never these people', onDelete: 'detach' }),
  },
  access: { read: { staff: 'all', viewer: 'all' }, write: { staff: 'all' } },
  past: true,
})

export type Segment = RecordOf<typeof segments>
