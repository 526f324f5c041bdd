import { choice, dateTime, group, longText, ref, text } from '../fields/index.ts'
import { timelineNames } from '../names.ts'
import { type RecordOf, resource } from '../resource.ts'

/** A note, a call, a mail, a meeting or a task, about any record: what makes up its timeline. */
export const activities = resource('activities', {
  label: ['Activity', 'Activities'],
  about: 'Something that was done or is to be done about a record.',
  title: activity => activity.subject,
  sort: ['createdAt', 'desc'],
  menu: { icon: 'activities', order: 8 },
  fields: {
    kind: choice(['note', 'call', 'email', 'meeting', 'task'], {
      required: true,
      initial: 'note',
      list: true,
      filter: true,
      labels: { email: 'E-mail' },
    }),
    subject: text({ required: true, max: 200, list: true, search: true }),
    body: longText(),
    about: group(
      {
        resource: choice(timelineNames, { label: 'About', filter: true }),
        id: text({ label: 'Which', max: 200 }),
      },
      { refers: { onDelete: 'cascade' } },
    ),
    dueAt: dateTime({ list: true, filter: true }),
    doneAt: dateTime({ list: true, filter: true }),
    assigneeId: ref('staff', { onDelete: 'detach', list: true, filter: true }),
  },
  own: 'about',
  access: {
    read: { staff: 'all', agent: 'own', viewer: 'all' },
    write: { staff: 'all', agent: 'own' },
  },
})

export type Activity = RecordOf<typeof activities>
