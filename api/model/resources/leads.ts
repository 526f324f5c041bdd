import { choice, custom, date, dateTime, decimal, longText, money, ref, refs, stage, text } from '../fields/index.ts'
import { action, type RecordOf, resource } from '../resource.ts'

/** Somebody who may become a client, on one stage of the lead pipeline. */
export const leads = resource('leads', {
  label: ['Lead', 'Leads'],
  about: 'Somebody who may become a client. When it comes to something, it is converted into an opportunity.',
  title: lead => lead.title,
  sort: ['stageEnteredAt', 'desc'],
  menu: { icon: 'leads', order: 6 },
  fields: {
    title: text({ required: true, max: 200, list: true, search: true }),
    contactIds: refs('contacts', { onDelete: 'detach', list: true }),
    ownerId: ref('staff', { label: 'Looked after by', onDelete: 'restrict', list: true, filter: true }),
    stageId: stage('leads', { required: true, list: true, filter: true }),
    stageEnteredAt: dateTime({ readOnly: true, list: true, label: 'On this stage since', history: false }),
    value: money({ list: true }),
    source: choice(['web', 'event', 'referral', 'import', 'other'], { filter: true }),
    expectedCloseOn: date({ filter: true }),
    lostReason: longText({ max: 1000, label: 'Why it was lost' }),
    /** Its place on the board within its stage; between two neighbours is their mean. */
    rank: decimal({ history: false, hidden: true }),
    convertedTo: ref('opportunities', { readOnly: true, onDelete: 'detach' }),
    properties: custom(),
  },
  own: 'ownerId',
  access: {
    read: { staff: 'all', agent: 'own', viewer: 'all' },
    write: { staff: 'all', agent: 'own' },
  },
  actions: {
    convert: action({
      label: 'Convert into an opportunity',
      input: {
        title: text({ max: 200, help: 'The lead’s own when left blank.' }),
        contactId: ref('contacts', {
          label: 'The person',
          help: 'The lead’s own when left blank, or a new one who is named below.',
        }),
        firstName: text({ max: 100 }),
        lastName: text({ max: 100 }),
        email: text({ max: 254 }),
      },
      access: ['staff', 'agent'],
      when: lead => !lead.convertedTo,
    }),
  },
  extensible: true,
  importable: true,
  timeline: true,
})

export type Lead = RecordOf<typeof leads>
