/** Groups, templates, a campaign that was sent with everything that can become of a letter in it, and a draft. */
import { deliveryStates, type Json } from '@dormouse/model'
import { isoOf } from '../clock.ts'
import type { DemoRow } from './people.ts'
import type { Choices } from './random.ts'

const minuteMs = 60_000
const dayMs = 86_400_000
export const sentId = 'demo-campaign-autumn'

export const demoSegments = (): DemoRow[] => [
  {
    id: 'demo-group-uk',
    values: {
      name: 'UK members',
      description: 'Everybody who lives in the United Kingdom.',
      match: { combinator: 'and', rules: [{ field: 'address.country', operator: '=', value: 'GB' }] },
    },
  },
  {
    id: 'demo-group-regulars',
    values: {
      name: 'Regulars',
      description: 'Came to at least three events.',
      match: { combinator: 'and', rules: [{ field: 'attendedCount', operator: '>=', value: 3 }] },
    },
  },
  {
    id: 'demo-group-volunteers',
    values: {
      name: 'Volunteers in York and Leeds',
      description: 'For the local newsletter.',
      match: {
        combinator: 'and',
        rules: [
          { field: 'tags', operator: 'contains', value: 'volunteer' },
          {
            combinator: 'or',
            rules: [
              { field: 'address.city', operator: '=', value: 'York' },
              { field: 'address.city', operator: '=', value: 'Leeds' },
            ],
          },
        ],
      },
    },
  },
]

export const demoTemplates = (): DemoRow[] => [
  {
    id: 'demo-template-newsletter',
    values: {
      name: 'Newsletter',
      subject: 'News from {{organisation.name}}, {{default firstName "friend"}}',
      preheader: 'What we did together, and what comes next',
      body: [
        '<p>Dear {{default firstName "friend"}},</p>',
        '<p>thank you for another season together. The garden day raised more than ever, and the book sale found a home for two thousand books.</p>',
        '<h2>What comes next</h2>',
        '<ul><li>The winter lecture in Edinburgh</li><li>The carol concert in York</li></ul>',
        '<p>{{#if address.city}}We would love to see more of you in {{address.city}}: write to us if you can host a meeting.{{/if}}</p>',
        '<p>Warm regards,<br>Anna, for all of us</p>',
      ].join('\n'),
      layout: 'newsletter',
      language: 'en',
    },
  },
  {
    id: 'demo-template-renewal',
    values: {
      name: 'Membership renewal',
      subject: '{{default firstName "Hello"}}, your membership',
      preheader: 'One minute, and you are with us for another year',
      body: [
        '<p>Dear {{default firstName "friend"}},</p>',
        '<p>you have been a {{default membership "standard"}} member since {{date memberSince}}. Thank you!</p>',
        '<p>Your membership runs out at the end of the month. Reply to this letter, and we renew it for you.</p>',
        '<p>Anna</p>',
      ].join('\n'),
      layout: 'plain',
      language: 'en',
    },
  },
]

const audience = (segmentIds: string[]): Json => ({
  segmentIds,
  contactIds: [],
  exceptSegmentIds: [],
  exceptContactIds: [],
})

export function demoCampaigns(nowMs: number, recipients: readonly DemoRow[]): DemoRow[] {
  const startedMs = nowMs - 21 * dayMs
  const template = demoTemplates()[0] as DemoRow
  return [
    {
      id: sentId,
      values: {
        name: 'Autumn newsletter',
        templateId: template.id,
        audience: audience(['demo-group-uk']),
        onePer: 'address',
        status: 'done',
        run: 1,
        waves: [
          {
            wave: 1,
            kind: 'original',
            at: isoOf(startedMs),
            by: 'demo-staff-staff',
            ready: true,
            total: recipients.length,
          },
        ],
        total: recipients.length,
        startedAt: isoOf(startedMs),
        finishedAt: isoOf(startedMs + 9 * minuteMs),
      },
    },
    {
      id: 'demo-campaign-renewal',
      values: {
        name: 'Membership renewal',
        templateId: 'demo-template-renewal',
        audience: audience(['demo-group-regulars']),
        onePer: 'address',
      },
    },
  ]
}

const reasons: Partial<Record<(typeof deliveryStates)[number], string>> = {
  delayed: 'The mailbox is full; the mail service keeps trying.',
  bounced_soft: 'The mailbox is full.',
  bounced_hard: 'The address does not exist.',
  complained: 'The person marked the letter as unwanted.',
  rejected: 'The mail service found a virus in the letter.',
  failed_permanent: 'The mail service refused the address.',
  failed_temporary: 'The mail service was not answering.',
  uncertain: 'The connection broke while the letter was handed over.',
}

/** Most letters arrived. Of every other end there is at least one, so that each tab has something to show. */
export function demoDeliveries(
  pick: Choices,
  nowMs: number,
  contacts: readonly DemoRow[],
  addressHash: (address: string) => string,
): DemoRow[] {
  const startedMs = nowMs - 21 * dayMs
  const audienceRows = contacts.filter(contact => (contact.values.address as { country?: string }).country === 'GB')
  const rare = deliveryStates.filter(
    state => !['delivered', 'skipped', 'queued', 'intended', 'failed_temporary'].includes(state),
  )
  let turn = 0
  return audienceRows.map(({ id: contactId, values }, index) => {
    const address = values.email as string | null
    const consent = (values.consent as { email: boolean | null }).email
    const skipped = address === null ? 'no address' : consent === false ? 'unsubscribed' : undefined
    const isRare = !skipped && (index % 12 === 5 || turn < rare.length)
    const state = skipped ? 'skipped' : isRare ? (rare[turn++ % rare.length] ?? 'delivered') : 'delivered'
    const at = isoOf(startedMs + index * 900)
    const wasSent = !['skipped', 'cancelled'].includes(state)
    const messageId = wasSent && state !== 'uncertain' && state !== 'failed_permanent' ? `demo-${index + 1}` : null
    const reason = skipped ?? reasons[state] ?? null
    return {
      id: `${sentId}_${contactId}`,
      values: {
        campaignId: sentId,
        contactId,
        state,
        wave: 1,
        addressAtSend: wasSent ? address : null,
        addressHash: address ? addressHash(address) : null,
        contentVersion: 1,
        reason,
        attempts: [
          {
            attempt: 1,
            wave: 1,
            state,
            at,
            run: 1,
            ...(messageId ? { messageId, acceptedAt: at } : {}),
            ...(reason ? { reason } : {}),
          },
        ],
        messageId,
        acceptedAt: messageId ? at : null,
        settledAt: messageId && state !== 'accepted' ? isoOf(startedMs + index * 900 + pick.whole(2, 90) * 1000) : null,
      },
    }
  })
}

/** Who said no. The addresses are blocked first: the people then come in as unsubscribed, as after any import. */
export function demoSuppressions(
  nowMs: number,
  contacts: readonly DemoRow[],
  addressHash: (address: string) => string,
): DemoRow[] {
  return contacts
    .filter(({ values }) => values.email && (values.consent as { email: boolean | null }).email === false)
    .slice(0, 30)
    .map(({ values }, index) => ({
      id: `demo-suppression-${index + 1}`,
      values: {
        addressHash: addressHash(String(values.email)),
        reason: 'unsubscribed',
        since: isoOf(nowMs - (index + 10) * dayMs),
        source: 'Unsubscribe page',
      },
    }))
}

/** What the mail service reported of the addresses: those that do not exist, and those whose owner complained. */
export const demoMailStatus = (deliveries: readonly DemoRow[]): DemoRow[] =>
  deliveries.flatMap(({ values }) => {
    const status = { bounced_hard: 'invalid', complained: 'complained' }[String(values.state)]
    if (!status) return []
    const about = { 'mail.status': status, 'mail.since': values.settledAt ?? null, 'mail.cause': values.reason ?? null }
    return [{ id: String(values.contactId), values: about }]
  })
