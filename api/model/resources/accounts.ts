import { choice, custom, date, money, ref, rollup, text } from '../fields/index.ts'
import { type RecordOf, resource } from '../resource.ts'

/** A client's account at the bank branch. */
export const accounts = resource('accounts', {
  label: ['Account', 'Accounts'],
  about: 'An account of a client; its transactions arrive by file from the bank.',
  title: account => account.number,
  sort: ['number', 'asc'],
  menu: { icon: 'accounts', order: 9 },
  fields: {
    contactId: ref('contacts', { label: 'Client', required: true, onDelete: 'restrict', list: true, filter: true }),
    kind: choice(['current', 'savings', 'loan', 'card'], {
      required: true,
      initial: 'current',
      list: true,
      filter: true,
    }),
    number: text({ required: true, unique: true, max: 40, list: true, search: true, sensitive: true }),
    currency: text({
      required: true,
      initial: 'GBP',
      max: 3,
      pattern: '^[A-Z]{3}$',
      hint: 'three capital letters like GBP',
    }),
    status: choice(['open', 'frozen', 'closed'], { required: true, initial: 'open', list: true, filter: true }),
    openedOn: date({ list: true }),
    balance: rollup('transactions', {
      by: 'accountId',
      where: { status: 'booked' },
      sum: 'amount',
      as: money(),
      list: true,
    }),
    properties: custom(),
  },
  own: 'contactId',
  access: {
    read: { staff: 'all', agent: 'own', viewer: 'all' },
    write: { admin: 'all', agent: 'own' },
  },
  extensible: true,
  importable: true,
  timeline: true,
})

export type Account = RecordOf<typeof accounts>
