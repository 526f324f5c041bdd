import { roles } from '../access.ts'
import { choice, dateTime, email, flag, text } from '../fields/index.ts'
import { action, type RecordOf, resource } from '../resource.ts'

/** Somebody who signs in. The password, if there is one, is kept elsewhere. */
export const staff = resource('staff', {
  label: ['Member of staff', 'Staff'],
  about: 'Somebody who signs in, and what they may do.',
  title: person => person.name,
  sort: ['name', 'asc'],
  menu: { group: 'settings', icon: 'staff', order: 33 },
  fields: {
    name: text({ required: true, max: 120, list: true, search: true }),
    email: email({ required: true, unique: true, list: true, search: true }),
    role: choice(roles, { required: true, initial: 'viewer', list: true, filter: true }),
    active: flag({ required: true, initial: true, list: true, filter: true }),
    invitedAt: dateTime({ readOnly: true, history: false }),
    lastSeenAt: dateTime({ readOnly: true, list: true, history: false }),
  },
  own: 'id',
  access: { read: { staff: 'all', agent: 'own' }, write: { admin: 'all' } },
  actions: {
    invite: action({
      label: 'Send an invitation',
      input: {},
      access: ['admin'],
      confirm: 'They get a mail with a link to choose a password.',
    }),
  },
})

export type Staff = RecordOf<typeof staff>
