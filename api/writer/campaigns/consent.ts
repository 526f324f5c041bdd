/**
 * What the person themselves says, from the page behind the link in every mail. Facts: they never expire and need nobody's
 * permission. Saying the same twice changes nothing.
 */
import { type Json, type Outcome, type Refused, refuse } from '@dormouse/model'
import type { StoredRecord } from '../../store/view.ts'
import type { Draft, Handler } from '../handler.ts'
import { lift, peopleAt, peopleCollections, personOf, suppress, worsenMail } from './people.ts'

/** What the link's token says (`api/mail/unsubscribe.ts`), and by which way it was said. */
export interface ConsentInput {
  contactId: string
  campaignId: string
  addressHash: string
  way: 'one click' | 'page' | 'wrong person'
  /** The sentence the person agreed to, when they ask for letters again. */
  wording?: string
}

const needs: Handler['needs'] = command => {
  const { campaignId } = command.input as unknown as ConsentInput
  return { collections: ['campaigns', ...peopleCollections], partitions: [['deliveries', campaignId]] }
}

export const unsubscribe: Handler = {
  needs,
  decide(draft, command): Outcome {
    const input = command.input as unknown as ConsentInput
    const { contactId, campaignId, addressHash, way } = input
    const source =
      way === 'wrong person' ? 'the link in a letter: not the right person' : `the link in a letter (${way})`
    suppress(draft, addressHash, { reason: 'unsubscribed', since: draft.now, source, contactId, campaignId })
    const campaign = draft.table('campaigns').get(campaignId)
    for (const person of peopleOf(draft, input)) {
      const consent = (person.consent ?? {}) as { email?: boolean | null }
      if (consent.email !== false)
        draft.table('contacts').set(person.id, {
          'consent.email': false,
          'consent.at': draft.now,
          'consent.source': `${source}${campaign ? ` “${String(campaign.name)}”` : ''}`.slice(0, 200),
          'consent.wording': null,
        })
      worsenMail(draft, person, { status: 'unsubscribed', since: draft.now, cause: source })
    }
    markDelivery(draft, input)
    return { ok: true, result: { unsubscribed: true } }
  },
}

export const resubscribe: Handler = {
  needs,
  decide(draft, command): Outcome {
    const input = command.input as unknown as ConsentInput
    const people = peopleOf(draft, input)
    if (people.length === 0) return notThere()
    lift(draft, input.addressHash, 'the person', 'Asked for letters again with the link in a letter.')
    for (const { id } of people)
      draft.table('contacts').set(id, {
        'consent.email': true,
        'consent.at': draft.now,
        'consent.source': 'the link in a letter',
        'consent.wording': input.wording?.slice(0, 1000) ?? null,
        ...better(draft, id),
      })
    return { ok: true, result: { resubscribed: true } }
  },
}

/** A yes undoes a no of one's own; it does not make a broken address work. */
function better(draft: Draft, contactId: string): Record<string, Json> {
  const status = (draft.table('contacts').get(contactId)?.mail as { status?: string } | null)?.status
  if (status !== 'unsubscribed' && status !== 'complained') return {}
  return { 'mail.status': 'ok', 'mail.since': draft.now, 'mail.cause': null }
}

function peopleOf(draft: Draft, input: ConsentInput): StoredRecord[] {
  const person = personOf(draft, input.contactId)
  return person ? peopleAt(draft, person, input.addressHash) : []
}

function markDelivery(draft: Draft, { campaignId, contactId }: ConsentInput): void {
  const deliveries = draft.table('deliveries', campaignId)
  const delivery = deliveries.get(`${campaignId}_${contactId}`)
  if (delivery && delivery.unsubscribedAt === null)
    deliveries.set(delivery.id, { unsubscribedAt: draft.now }, { quiet: true })
}

const notThere = (): Refused =>
  refuse('missing', 'We no longer have this address on our list, so there is nothing to change.')
