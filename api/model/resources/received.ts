import { choice, dateTime, integer, ref, text } from '../fields/index.ts'
import { type RecordOf, resource } from '../resource.ts'
import { deliveryStates } from './delivery-states.ts'

/** What a person was sent: the deliveries, looked at from the person's side. Projected, never written. */
export const received = resource('received', {
  label: ['Letter received', 'Letters received'],
  about: 'One campaign that a person was to get, and what became of it.',
  title: row => row.campaignId,
  sort: ['at', 'desc'],
  when: 'at',
  fields: {
    contactId: ref('contacts', { required: true, readOnly: true, filter: true }),
    campaignId: ref('campaigns', { required: true, readOnly: true, list: true }),
    deliveryId: ref('deliveries', { required: true, readOnly: true }),
    state: choice(deliveryStates, { required: true, readOnly: true, list: true, filter: true }),
    wave: integer({ readOnly: true }),
    reason: text({ readOnly: true, list: true, max: 1000 }),
    at: dateTime({ readOnly: true, list: true }),
  },
  access: { read: { staff: 'all', viewer: 'all' } },
  layout: { kind: 'sharded', by: 'contactId' },
  history: false,
})

export type Received = RecordOf<typeof received>
