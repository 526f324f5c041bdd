import { dateTime, json, text } from '../fields/index.ts'
import { action, type RecordOf, resource } from '../resource.ts'

/** Who changed what, when, from what to what. Projected from the log of the store, never written. */
export const changes = resource('changes', {
  label: ['Change', 'Changes'],
  about: 'One change of one field of one record. What the reader may not see of the record, its changes do not show.',
  title: change => `${change.resource}/${change.recordId} ${change.field ?? ''}`,
  sort: ['at', 'desc'],
  when: 'at',
  fields: {
    resource: text({ required: true, readOnly: true, list: true, filter: true }),
    recordId: text({ required: true, readOnly: true, list: true, filter: true }),
    /** Dotted path of the field; null where the whole record was made or removed. */
    field: text({ readOnly: true, list: true, filter: true }),
    from: json({ readOnly: true, list: true }),
    to: json({ readOnly: true, list: true }),
    at: dateTime({ required: true, readOnly: true, list: true, filter: true }),
    by: text({ required: true, readOnly: true, list: true, filter: true }),
    command: text({ required: true, readOnly: true }),
  },
  /** An agent sees the changes of the records they may see. */
  own: 'recordId',
  access: { read: { staff: 'all', agent: 'own', viewer: 'all' } },
  actions: {
    restore: action({
      label: 'Put it back',
      input: {},
      access: ['staff', 'agent'],
      when: change => change.field !== null,
    }),
  },
  layout: { kind: 'sharded', by: 'recordId' },
  history: false,
})

export type Change = RecordOf<typeof changes>
