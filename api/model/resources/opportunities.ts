import { choice, custom, date, dateTime, decimal, longText, money, ref, refs, stage, text } from '../fields/index.ts'
import { type RecordOf, resource } from '../resource.ts'

/** A sale that may come about, on one stage of the opportunity pipeline. */
export const opportunities = resource('opportunities', {
  label: ['Opportunity', 'Opportunities'],
  about: 'A sale that may come about: with whom, how much, by when.',
  title: opportunity => opportunity.title,
  sort: ['stageEnteredAt', 'desc'],
  menu: { icon: 'opportunities', order: 7 },
  fields: {
    title: text({ required: true, max: 200, list: true, search: true }),
    contactIds: refs('contacts', { onDelete: 'detach', list: true }),
    ownerId: ref('staff', { label: 'Looked after by', onDelete: 'restrict', list: true, filter: true }),
    stageId: stage('opportunities', { required: true, list: true, filter: true }),
    stageEnteredAt: dateTime({ readOnly: true, list: true, label: 'On this stage since', history: false }),
    value: money({ list: true }),
    source: choice(['web', 'event', 'referral', 'import', 'other'], { filter: true }),
    expectedCloseOn: date({ list: true, filter: true }),
    lostReason: longText({ max: 1000, label: 'Why it was lost' }),
    /** Its place on the board within its stage; between two neighbours is their mean. */
    rank: decimal({ history: false, hidden: true }),
    properties: custom(),
  },
  own: 'ownerId',
  access: { read: { staff: 'all', viewer: 'all' }, write: { staff: 'all' } },
  extensible: true,
  importable: true,
  timeline: true,
})

export type Opportunity = RecordOf<typeof opportunities>
