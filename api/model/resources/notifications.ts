import { choice, dateTime, group, ref, text } from '../fields/index.ts'
import { type RecordOf, resource } from '../resource.ts'

/** What the bell in the app rings for. Open to whom it is for. */
export const notifications = resource('notifications', {
  label: ['Notification', 'Notifications'],
  about: 'Something a member of staff should know of.',
  title: notification => notification.text,
  sort: ['createdAt', 'desc'],
  fields: {
    staffId: ref('staff', { required: true, readOnly: true, onDelete: 'cascade' }),
    kind: choice(['task', 'campaign', 'import', 'report', 'mail', 'other'], {
      required: true,
      readOnly: true,
      list: true,
    }),
    text: text({ required: true, readOnly: true, max: 500, list: true }),
    about: group({ resource: text({ max: 60 }), id: text({ max: 200 }) }, { readOnly: true }),
    readAt: dateTime({ list: true }),
  },
  own: 'staffId',
  access: {
    read: { admin: 'all', staff: 'own', agent: 'own', viewer: 'own' },
    write: { admin: 'all', staff: 'own', agent: 'own', viewer: 'own' },
  },
  history: false,
})

export type Notification = RecordOf<typeof notifications>
