import { choice, email, flag, group, integer, longText, ref, text } from '../fields/index.ts'
import { type RecordOf, resource } from '../resource.ts'

/** The organisation's settings: one record, whose id is `settings`. */
export const settings = resource('settings', {
  label: ['Settings', 'Settings'],
  about: 'Who the organisation is, how it sends mail, and what it calls its people.',
  title: () => 'Settings',
  sort: ['id', 'asc'],
  single: 'settings',
  menu: { group: 'settings', icon: 'settings', order: 32 },
  fields: {
    organisation: text({ required: true, initial: 'Our organisation', max: 200 }),
    language: choice(['en', 'de', 'fr'], { required: true, initial: 'en' }),
    timeZone: text({ required: true, initial: 'Europe/London', max: 60, help: 'Like Europe/London.' }),
    people: group({
      one: text({ label: 'One of your people is a', initial: 'Member', max: 40 }),
      many: text({ label: 'Many of them are', initial: 'Members', max: 40 }),
    }),
    senderName: text({ max: 100, group: 'E-mail' }),
    senderEmail: email({ group: 'E-mail', help: 'Letters come from this address.' }),
    replyTo: email({ label: 'Answers go to', group: 'E-mail' }),
    unsubscribeTo: email({
      label: 'Unsubscribe by mail to',
      group: 'E-mail',
      help: 'A mailbox somebody reads; mail programs offer it beside the unsubscribe page. May stay blank.',
    }),
    postalAddress: longText({ max: 500, group: 'E-mail', help: 'Stands under every letter, as the law asks.' }),
    mailRate: integer({ min: 1, max: 1000, group: 'E-mail', label: 'Letters a second, at most' }),
    requireConsent: flag({
      required: true,
      initial: false,
      group: 'E-mail',
      label: 'Write only to people who said yes',
      help: 'Otherwise also to those who were never asked.',
    }),
    trackOpens: flag({
      required: true,
      initial: false,
      group: 'E-mail',
      label: 'Notice when a letter is opened',
      help: 'Only roughly: programs open letters that nobody reads, and hide it when somebody does.',
    }),
    trackClicks: flag({
      required: true,
      initial: false,
      group: 'E-mail',
      label: 'Notice when a link is clicked',
      help: 'Only roughly: programs follow links, too. Links then lead by way of this installation.',
    }),
    pipelines: group(
      {
        leads: ref('stages', { label: 'New leads begin at', onDelete: 'restrict' }),
        opportunities: ref('stages', { label: 'New opportunities begin at', onDelete: 'restrict' }),
      },
      { group: 'Stages' },
    ),
    currency: text({
      required: true,
      initial: 'GBP',
      max: 3,
      pattern: '^[A-Z]{3}$',
      hint: 'three capital letters like GBP',
    }),
    assistant: flag({ required: true, initial: false, label: 'Offer the writing assistant' }),
  },
  access: { read: { staff: 'all', agent: 'all', viewer: 'all' }, write: { admin: 'all' }, delete: {} },
})

export type Settings = RecordOf<typeof settings>
