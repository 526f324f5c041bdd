import { choice, date, money, ref, text } from '../fields/index.ts'
import { type RecordOf, resource } from '../resource.ts'

/** A movement on an account. Nobody writes these over REST: they come from the bank's files. */
export const transactions = resource('transactions', {
  label: ['Transaction', 'Transactions'],
  about: 'A movement on an account, as the bank reported it.',
  title: transaction => transaction.reference ?? transaction.externalId,
  sort: ['bookedAt', 'desc'],
  when: 'bookedAt',
  fields: {
    accountId: ref('accounts', { required: true, readOnly: true, onDelete: 'restrict', list: true, filter: true }),
    externalId: text({ required: true, readOnly: true, unique: true, max: 100 }),
    bookedAt: date({ required: true, readOnly: true, list: true, filter: true }),
    amount: money({ required: true, readOnly: true, list: true, filter: true }),
    kind: choice(['credit', 'debit', 'transfer', 'fee', 'interest'], { readOnly: true, list: true, filter: true }),
    reference: text({ readOnly: true, list: true, search: true }),
    status: choice(['pending', 'booked', 'reversed'], {
      required: true,
      readOnly: true,
      initial: 'booked',
      list: true,
      filter: true,
    }),
  },
  own: 'accountId',
  access: { read: { staff: 'all', agent: 'own', viewer: 'all' } },
})

export type Transaction = RecordOf<typeof transactions>
