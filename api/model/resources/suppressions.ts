import { choice, dateTime, longText, ref, text } from '../fields/index.ts'
import { action, type RecordOf, resource } from '../resource.ts'

/** An address that must not be written to, remembered by its keyed hash: it outlives the person's record. */
export const suppressions = resource('suppressions', {
  label: ['Blocked address', 'Blocked addresses'],
  about: 'An address that said no (or complained). Only the person, or an admin who says why, lifts it.',
  title: suppression => `${suppression.reason} ${suppression.since.slice(0, 10)}`,
  sort: ['since', 'desc'],
  fields: {
    addressHash: text({ required: true, readOnly: true, sensitive: true }),
    reason: choice(['unsubscribed', 'complained', 'erased'], {
      required: true,
      readOnly: true,
      list: true,
      filter: true,
    }),
    since: dateTime({ required: true, readOnly: true, list: true }),
    /** How it came about: a letter's unsubscribe page, the mail service, an import, a member of staff. */
    source: text({ readOnly: true, list: true, max: 300 }),
    contactId: ref('contacts', { readOnly: true, onDelete: 'detach' }),
    campaignId: ref('campaigns', { readOnly: true, onDelete: 'detach' }),
    liftedAt: dateTime({ readOnly: true, list: true }),
    liftedBy: text({ readOnly: true }),
    liftedWhy: longText({ readOnly: true, max: 1000 }),
  },
  access: { read: { staff: 'all', viewer: 'all' } },
  actions: {
    lift: action({
      label: 'Allow again',
      input: { why: longText({ required: true, max: 1000, label: 'Why may they be written to again?' }) },
      access: ['admin'],
      when: suppression => !suppression.liftedAt,
    }),
  },
})

export type Suppression = RecordOf<typeof suppressions>
