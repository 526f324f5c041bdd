import { choice, dateTime, flag, integer, json, ref, text } from '../fields/index.ts'
import { type RecordOf, resource } from '../resource.ts'
import { deliveryStates } from './delivery-states.ts'

/** One campaign × one person: the ledger. Its id is `<campaignId>_<contactId>`, so that nobody is in it twice. */
export const deliveries = resource('deliveries', {
  label: ['Delivery', 'Deliveries'],
  about: 'What became of one campaign for one person.',
  title: delivery => delivery.addressAtSend ?? delivery.contactId,
  sort: ['id', 'asc'],
  when: 'acceptedAt',
  fields: {
    campaignId: ref('campaigns', { required: true, readOnly: true, onDelete: 'restrict', filter: true }),
    contactId: ref('contacts', { required: true, readOnly: true, onDelete: 'detach', list: true, filter: true }),
    state: choice(deliveryStates, { required: true, readOnly: true, list: true, filter: true }),
    /** 1 for those it was first sent to; each later addition has the next number. */
    wave: integer({ required: true, readOnly: true, initial: 1, filter: true }),
    addressAtSend: text({ readOnly: true, list: true, label: 'Address', sensitive: true }),
    addressHash: text({ readOnly: true, sensitive: true }),
    contentVersion: integer({ readOnly: true }),
    /** Why it was skipped, or what the mail service said. */
    reason: text({ readOnly: true, list: true, max: 1000 }),
    /** One entry per try: `{attempt, wave, run, state, at, acceptedAt, messageId, reason}`. */
    attempts: json({ readOnly: true, shape: 'array', required: true, initial: [] }),
    messageId: text({ readOnly: true }),
    acceptedAt: dateTime({ readOnly: true, list: true }),
    settledAt: dateTime({ readOnly: true }),
    openedAt: dateTime({ readOnly: true }),
    clickedAt: dateTime({ readOnly: true }),
    unsubscribedAt: dateTime({ readOnly: true }),
    likelyBot: flag({ readOnly: true, help: 'A machine opened it, not a person.' }),
  },
  access: { read: { staff: 'all', viewer: 'all' } },
  layout: { kind: 'partitioned', by: 'campaignId', countBy: 'state' },
  history: false,
})

export type Delivery = RecordOf<typeof deliveries>
