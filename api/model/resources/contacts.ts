import {
  address,
  choice,
  custom,
  date,
  dateTime,
  email,
  file,
  flag,
  group,
  phone,
  ref,
  refs,
  rollup,
  tags,
  text,
} from '../fields/index.ts'
import { type RecordOf, resource } from '../resource.ts'

/** The people an organisation keeps. On screen they are called what the settings say: Members, Clients, Supporters … */
export const contacts = resource('contacts', {
  label: ['Contact', 'Contacts'],
  about:
    'A person: how to reach them, whether they may be written to, and what else the organisation keeps about them.',
  title: contact => [contact.firstName, contact.lastName].filter(Boolean).join(' ') || contact.email || 'No name',
  sort: ['lastName', 'asc'],
  menu: { icon: 'people', order: 1 },

  // `list`: a column of the list. `search`: found by the search box. `filter`: offered beside the list. `group`: the tab
  // of the form it stands on. Empty is allowed unless something is `required`.
  fields: {
    firstName: text({ max: 100, list: true, search: true }),
    lastName: text({ max: 100, list: true, search: true }),
    email: email({
      list: true,
      search: true,
      unique: { unless: 'sharesAddress' },
      help: 'No two people share one, unless it is said that they do.',
    }),
    sharesAddress: flag({
      required: true,
      initial: false,
      help: 'Several people, a family for example, use one address.',
    }),
    phone: phone({ list: true, search: true }),
    avatar: file({ label: 'Picture', accept: ['image/*'], sizeBytesMax: 2_000_000 }),
    gender: choice(['female', 'male', 'nonbinary', 'other'], { filter: true }),
    jobTitle: text({ max: 150 }),
    company: text({ max: 150, search: true, filter: true }),
    address: address({ group: 'Address', filter: true }),

    tags: tags({ list: true, filter: true, search: true }),
    membership: text({ max: 100, group: 'Membership', filter: true, help: 'The kind of membership, as you call it.' }),
    memberSince: date({ group: 'Membership', filter: true }),
    // Whoever looks after somebody can't be deleted before somebody else does (`restrict`).
    ownerId: ref('staff', { label: 'Looked after by', onDelete: 'restrict', filter: true }),

    // Whether the person agreed to get mail: yes, no, or never asked. Who agreed to what is kept with it.
    consent: group(
      {
        email: flag({ label: 'May be e-mailed', filter: true }),
        at: dateTime({ label: 'Said so on' }),
        source: text({ label: 'Where they said so', max: 200 }),
        wording: text({ label: 'What they agreed to', max: 1000 }),
      },
      { group: 'E-mail' },
    ),
    // Whether mail reaches them. Nobody can set it: the writer keeps it, from what the mail service reports.
    mail: group(
      {
        status: choice(['ok', 'soft_bouncing', 'invalid', 'complained', 'unsubscribed'], {
          label: 'E-mail works',
          initial: 'ok',
          filter: true,
          labels: { ok: 'Yes', soft_bouncing: 'Not lately', invalid: 'No, the address is wrong' },
        }),
        since: dateTime({ label: 'Since' }),
        cause: text({ label: 'Why' }),
      },
      { group: 'E-mail', readOnly: true },
    ),

    // Figures over other records, kept exact by the writer: attendances whose `contactId` is this person, and so on.
    attendedCount: rollup('attendances', {
      label: 'Events attended',
      by: 'contactId',
      where: { status: 'attended' },
      filter: true,
    }),
    hostedCount: rollup('events', { label: 'Events hosted', by: 'hostIds' }),

    // The ids of duplicates that were merged into this person; their histories are this person's, too.
    mergedFrom: refs('contacts', { readOnly: true }),
    // Where the fields that staff add by clicking keep their values: `properties.shirtSize`.
    properties: custom(),
  },

  // Whoever is not named may not. Root and admin may what staff may; an agent, with those they look after (`own`).
  // Deleting is as writing, where nothing else is said.
  own: 'ownerId',
  access: {
    read: { staff: 'all', agent: 'own', viewer: 'all' },
    write: { staff: 'all', agent: 'own' },
  },

  // A route, a button, a form with this input. What it does is decided in `api/writer/rules/contacts.ts`.
  actions: {
    merge: {
      label: 'Merge with a duplicate',
      about: 'Takes over what the other person has and this one lacks, and both histories; the other one goes.',
      input: { otherId: ref('contacts', { label: 'The duplicate', required: true }) },
      access: ['staff'],
      confirm: 'The two become one person. This can’t be undone.',
    },
  },

  // Staff may add fields; the list can be seen as it was; people come in from spreadsheets; notes, tasks and files are
  // kept with each of them.
  extensible: true,
  past: true,
  importable: true,
  timeline: true,
})

export type Contact = RecordOf<typeof contacts>
