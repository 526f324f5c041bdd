import { choice, computed, dateTime, ref } from '../fields/index.ts'
import { type RecordOf, resource } from '../resource.ts'

/** A person at an event. One row per person and event; beyond the event's places they wait, and move up. */
export const attendances = resource('attendances', {
  label: ['Attendance', 'Attendances'],
  about: 'Who comes to an event, waits for a place, came, or did not.',
  title: attendance => `${attendance.status} ${attendance.contactId}`,
  sort: ['createdAt', 'asc'],
  when: 'startAt',
  fields: {
    contactId: ref('contacts', { required: true, immutable: true, onDelete: 'cascade', list: true, filter: true }),
    eventId: ref('events', { required: true, immutable: true, onDelete: 'cascade', list: true, filter: true }),
    status: choice(['registered', 'waiting', 'attended', 'no_show', 'cancelled'], {
      required: true,
      initial: 'registered',
      list: true,
      filter: true,
      labels: { no_show: 'Did not come' },
    }),
    checkedInAt: dateTime({ readOnly: true }),
    /** So that "attended at least 3 events this year" can be asked. */
    startAt: computed(dateTime(), { through: 'eventId.startAt', label: 'Event begins', list: true }),
  },
  unique: [['contactId', 'eventId']],
  access: { read: { staff: 'all', viewer: 'all' }, write: { staff: 'all' } },
  importable: true,
})

export type Attendance = RecordOf<typeof attendances>
