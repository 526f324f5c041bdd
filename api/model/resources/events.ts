import { custom, dateTime, integer, longText, ref, refs, rollup, slug, text } from '../fields/index.ts'
import { type RecordOf, resource } from '../resource.ts'

/** Something people come to. */
export const events = resource('events', {
  label: ['Event', 'Events'],
  about: 'An event with its place, its time and how many people fit in.',
  title: event => event.title,
  sort: ['startAt', 'desc'],
  when: 'startAt',
  menu: { icon: 'event', order: 5 },
  fields: {
    title: text({ required: true, max: 200, list: true, search: true }),
    slug: slug({ required: true, unique: true, help: 'Its short name in addresses.' }),
    description: longText(),
    startAt: dateTime({ required: true, list: true, filter: true, label: 'Begins' }),
    endAt: dateTime({ label: 'Ends' }),
    venue: text({ max: 200, list: true, search: true, filter: true }),
    maxCapacity: integer({ min: 1, list: true, label: 'Places', help: 'Blank: as many as come.' }),
    ownerId: ref('staff', { label: 'Looked after by', onDelete: 'restrict', filter: true }),
    hostIds: refs('contacts', { onDelete: 'detach' }),
    registeredCount: rollup('attendances', {
      by: 'eventId',
      where: { status: ['registered', 'attended'] },
      list: true,
    }),
    waitingCount: rollup('attendances', { by: 'eventId', where: { status: 'waiting' } }),
    attendedCount: rollup('attendances', { by: 'eventId', where: { status: 'attended' } }),
    properties: custom(),
  },
  rules: [
    {
      field: 'endAt',
      message: 'An event ends after it begins.',
      holds: event => !event.endAt || event.endAt > event.startAt,
    },
  ],
  access: { read: { staff: 'all', viewer: 'all' }, write: { staff: 'all' } },
  extensible: true,
  importable: true,
  timeline: true,
})

export type Event = RecordOf<typeof events>
