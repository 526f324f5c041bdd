import { choice, choices, dateTime, flag, group, integer, json, ref, refs, text } from '../fields/index.ts'
import { action, type RecordOf, resource } from '../resource.ts'
import { deliveryStates } from './delivery-states.ts'

export const campaignStatuses = [
  'draft',
  'scheduled',
  'preparing',
  'sending',
  'paused',
  'done',
  'cancelled',
  'needs_attention',
] as const

/** Why a campaign stopped by itself, as far as that has figures: its time was missed, or a rate got too high. */
export type StopCause =
  | { code: 'overdue'; scheduledAt: string }
  | { code: 'bounced' | 'complained'; count: number; of: number }

const localTime = {
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?$',
  hint: 'a date and a time like 2026-05-03T09:00',
  example: '2026-05-03T09:00',
} as const

/** One letter to many people. Who got it is in `deliveries`: one row for each person, for good. */
export const campaigns = resource('campaigns', {
  label: ['Campaign', 'Campaigns'],
  about: 'A letter, who is to get it, and how far it has come.',
  title: campaign => campaign.name,
  sort: ['createdAt', 'desc'],
  menu: { icon: 'campaign', order: 4 },
  fields: {
    name: text({ required: true, max: 120, list: true, search: true }),
    templateId: ref('templates', { onDelete: 'restrict' }),
    subject: text({ max: 300, list: true, search: true, help: 'The template’s own when left blank.' }),
    audience: group({
      segmentIds: refs('segments', { label: 'Groups', onDelete: 'restrict' }),
      contactIds: refs('contacts', { label: 'Also these people', onDelete: 'detach' }),
      exceptSegmentIds: refs('segments', { label: 'Except groups', onDelete: 'restrict' }),
      exceptContactIds: refs('contacts', { label: 'Except these people', onDelete: 'detach' }),
    }),
    onePer: choice(['address', 'person'], {
      required: true,
      initial: 'address',
      label: 'One letter per',
      help: 'Families that share an address get one letter, or one for each of them.',
    }),
    /** Wall time in the organisation's zone. */
    scheduledAt: text({ readOnly: true, list: true, label: 'To be sent at', ...localTime }),
    status: choice(campaignStatuses, { required: true, readOnly: true, initial: 'draft', list: true, filter: true }),
    /** Why it stopped or waits, one sentence. */
    reason: text({ readOnly: true, max: 1000 }),
    /** The same as a `StopCause`, where it is one: screens say it in the reader's language and times in the right zone. */
    cause: json({ readOnly: true, shape: 'object', history: false }),
    /** The number of the present run: results of an older run are taken, its intents are not. */
    run: integer({ readOnly: true, initial: 0, required: true, history: false }),
    /** Whether the mail service of the present run says later what became of each letter. */
    feedback: flag({ readOnly: true, label: 'Arrivals are reported', history: false }),
    /** Which of its frozen letters is sent (the collection `letters` keeps them): 1 from the first send on. */
    contentVersion: integer({ readOnly: true, history: false }),
    /** State of delivery → number of people. Derived from the deliveries when it is read, never kept. */
    counts: json({ readOnly: true, shape: 'object', required: true, initial: {}, history: false }),
    /** The first recipients and each later addition: `{wave, kind: original / late / retry, at, by, ready, total}`. */
    waves: json({ readOnly: true, shape: 'array', required: true, initial: [], history: false }),
    total: integer({ readOnly: true, required: true, initial: 0, list: true, label: 'Recipients', history: false }),
    startedAt: dateTime({ readOnly: true, history: false }),
    finishedAt: dateTime({ readOnly: true, history: false }),
  },
  access: { read: { staff: 'all', viewer: 'all' }, write: { staff: 'all' } },
  actions: {
    send: action({
      label: 'Send',
      input: { at: text({ label: 'Send at (blank: now)', ...localTime }) },
      access: ['staff'],
      hidden: true,
    }),
    pause: action({ label: 'Pause', input: {}, access: ['staff'], when: campaign => campaign.status === 'sending' }),
    resume: action({
      label: 'Go on sending',
      input: {},
      access: ['staff'],
      when: campaign => campaign.status === 'paused' || campaign.status === 'needs_attention',
    }),
    cancel: action({
      label: 'Stop for good',
      input: {},
      access: ['staff'],
      confirm: 'Whoever has not got it yet will not get it.',
      when: campaign => !['draft', 'done', 'cancelled'].includes(String(campaign.status)),
    }),
    recipients: action({
      label: 'Send to someone else',
      input: {
        contactIds: refs('contacts'),
        segmentIds: refs('segments'),
        again: flag({ label: 'Also to those who already got it' }),
      },
      access: ['staff'],
      hidden: true,
    }),
    retry: action({
      label: 'Try again those that failed',
      input: { states: choices(deliveryStates, { required: true }) },
      access: ['staff'],
      hidden: true,
    }),
    settle: action({
      label: 'Settle those that are not sure',
      input: {
        deliveryIds: refs('deliveries', { required: true }),
        as: choice(['arrived', 'resend'], { required: true }),
      },
      access: ['staff'],
      hidden: true,
    }),
  },
  timeline: true,
})

export type Campaign = RecordOf<typeof campaigns>
