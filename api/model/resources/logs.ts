import { choice, dateTime, integer, json, text } from '../fields/index.ts'
import { type RecordOf, resource } from '../resource.ts'

/** What happened in the house. Ids, never values: an erased person leaves nothing here. */
export const logs = resource('logs', {
  label: ['Log entry', 'Log'],
  about: 'Sign-ins, role changes, exports, sends and refused attempts.',
  title: entry => entry.what,
  sort: ['at', 'desc'],
  when: 'at',
  menu: { group: 'settings', icon: 'log', order: 34 },
  fields: {
    at: dateTime({ required: true, readOnly: true, list: true, filter: true }),
    actor: text({ readOnly: true, list: true, filter: true }),
    what: choice(
      ['sign_in', 'sign_in_refused', 'role_changed', 'exported', 'sent', 'refused', 'erased', 'lifted', 'other'],
      {
        required: true,
        readOnly: true,
        list: true,
        filter: true,
      },
    ),
    about: json({ readOnly: true, shape: 'object', list: true }),
    from: text({ readOnly: true, list: true, max: 100, help: 'The caller’s address.' }),
    /** How often within the minute: repeated attempts make one entry. */
    count: integer({ required: true, readOnly: true, initial: 1 }),
  },
  access: { read: { admin: 'all' } },
  history: false,
})

export type LogEntry = RecordOf<typeof logs>
