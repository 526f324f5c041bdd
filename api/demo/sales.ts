/** Leads on every stage, opportunities, and the bank's side: accounts with their transactions. */
import type { Json } from '@dormouse/model'
import { isoOf } from '../clock.ts'
import type { DemoRow } from './people.ts'
import type { Choices } from './random.ts'

const dayMs = 86_400_000

const stagePlans: [
  pipeline: 'leads' | 'opportunities',
  key: string,
  name: string,
  kind: string,
  colour: string,
  next: string[],
][] = [
  ['leads', 'new', 'New', 'open', '#5b7083', ['contacted', 'lost']],
  ['leads', 'contacted', 'Contacted', 'open', '#3f6fb5', ['qualified', 'lost']],
  ['leads', 'qualified', 'Qualified', 'open', '#7a5ab5', ['won', 'lost']],
  ['leads', 'won', 'Won', 'won', '#2e7d4f', []],
  ['leads', 'lost', 'Lost', 'lost', '#a33b3b', ['new']],
  ['opportunities', 'proposal', 'Proposal', 'open', '#3f6fb5', ['negotiation', 'closed-lost']],
  ['opportunities', 'negotiation', 'Negotiation', 'open', '#7a5ab5', ['closed-won', 'closed-lost']],
  ['opportunities', 'closed-won', 'Won', 'won', '#2e7d4f', []],
  ['opportunities', 'closed-lost', 'Lost', 'lost', '#a33b3b', ['proposal']],
]

const stageId = (pipeline: string, key: string) => `demo-stage-${pipeline}-${key}`

export const demoStages = (): DemoRow[] =>
  stagePlans.map(([pipeline, key, name, kind, colour, next], index) => ({
    id: stageId(pipeline, key),
    values: { pipeline, name, order: index, colour, kind, allowedNext: next.map(each => stageId(pipeline, each)) },
  }))

const subjects = [
  'Corporate membership',
  'Venue sponsorship',
  'School partnership',
  'Legacy enquiry',
  'Gift in kind',
  'Payroll giving',
  'Match funding',
]

export function demoLeads(pick: Choices, contacts: readonly DemoRow[], owners: readonly string[]): DemoRow[] {
  return leadsLike(pick, 'leads', 40, contacts, owners, values => ({
    ...values,
    source: pick.one(['web', 'event', 'referral', 'import']),
  }))
}

export function demoOpportunities(pick: Choices, contacts: readonly DemoRow[], owners: readonly string[]): DemoRow[] {
  return leadsLike(pick, 'opportunities', 16, contacts, owners, values => values)
}

function leadsLike(
  pick: Choices,
  pipeline: 'leads' | 'opportunities',
  count: number,
  contacts: readonly DemoRow[],
  owners: readonly string[],
  more: (values: Record<string, Json>) => Record<string, Json>,
): DemoRow[] {
  const stages = stagePlans.filter(([each]) => each === pipeline)
  return Array.from({ length: count }, (_, index) => {
    const [, key, , kind] = stages[index % stages.length] as (typeof stages)[number]
    const contact = pick.one(contacts)
    return {
      id: `demo-${pipeline}-${index + 1}`,
      values: more({
        title: `${pick.one(subjects)}: ${contact.values.lastName}`,
        contactIds: [contact.id],
        ownerId: owners[index % owners.length] ?? null,
        stageId: stageId(pipeline, key),
        value: { amount: pick.whole(2, 80) * 25_000, currency: 'GBP' },
        lostReason: kind === 'lost' ? pick.one(['No budget this year', 'Chose another charity', 'No answer']) : null,
      }),
    }
  })
}

/** The agents' clients bank with us: two accounts each at the most. */
export function demoAccounts(pick: Choices, clients: readonly DemoRow[], nowMs: number): DemoRow[] {
  return clients.flatMap((client, index) =>
    ['current', 'savings'].slice(0, pick.whole(1, 2)).map((kind, which) => ({
      id: `demo-account-${index + 1}-${which + 1}`,
      values: {
        contactId: client.id,
        kind,
        number: `60-16-13 ${String(10_000_000 + index * 10 + which)}`,
        currency: 'GBP',
        status: pick.chance(0.95) ? 'open' : 'closed',
        openedOn: isoOf(nowMs - pick.whole(100, 2000) * dayMs).slice(0, 10),
      },
    })),
  )
}

export function demoTransactions(pick: Choices, accounts: readonly DemoRow[], nowMs: number): DemoRow[] {
  return accounts.flatMap(account =>
    Array.from({ length: pick.whole(4, 14) }, (_, index) => {
      const isIncome = index === 0 || pick.chance(0.3)
      return {
        id: `${account.id}-${index + 1}`.replace('account', 'transaction'),
        values: {
          accountId: account.id,
          externalId: `TX-${account.id.slice('demo-account-'.length)}-${index + 1}`,
          bookedAt: isoOf(nowMs - pick.whole(0, 180) * dayMs).slice(0, 10),
          amount: { amount: isIncome ? pick.whole(500, 4000) * 100 : -pick.whole(3, 900) * 37, currency: 'GBP' },
          kind: isIncome ? 'credit' : pick.one(['debit', 'transfer', 'fee']),
          reference: isIncome ? 'Salary' : pick.one(['Groceries', 'Rent', 'Energy', 'Rail ticket', 'Insurance']),
          status: 'booked',
        } as Record<string, Json>,
      }
    }),
  )
}
