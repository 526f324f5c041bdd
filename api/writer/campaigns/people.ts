/** People, addresses and the list of those not to be written to, as the campaign's decisions see them. */
import { type Json, normaliseEmail } from '@dormouse/model'
import type { MailRules } from '../../campaigns/mailable.ts'
import type { StoredRecord } from '../../store/view.ts'
import type { Draft } from '../handler.ts'
import { activeSuppression } from '../rules/suppressions.ts'

export const peopleCollections = ['contacts', 'suppressions', 'settings'] as const

/** The person, or whoever they were merged into. */
export function personOf(draft: Draft, contactId: string): StoredRecord | undefined {
  const contacts = draft.table('contacts')
  return contacts.get(contactId) ?? contacts.lookup('mergedFrom', contactId)[0]
}

/** Whoever is reached at the address now: one person, or a family. `hash` must be that of their present address. */
export function peopleAt(draft: Draft, person: StoredRecord, hash: string): StoredRecord[] {
  const address = typeof person.email === 'string' ? (normaliseEmail(person.email) ?? person.email) : undefined
  if (!address || draft.addressHash(address) !== hash) return []
  const all = draft.table('contacts').lookup('email', String(person.email))
  return all.some(each => each.id === person.id) ? [...all] : [person, ...all]
}

export function mailRulesOf(draft: Draft): MailRules {
  return {
    requireConsent: draft.table('settings').get('settings')?.requireConsent === true,
    suppressed: address => activeSuppression(draft, draft.addressHash(address)) !== undefined,
  }
}

export interface Suppressing {
  reason: 'unsubscribed' | 'complained'
  since: string
  source: string
  contactId: string | null
  campaignId: string | null
}

/**
 * Writes it, or renews one that was lifted. A complaint outweighs an unsubscribe; the earliest of equals stays. Its id is
 * the hash, so that one address has one record, whoever reports it.
 */
export function suppress(draft: Draft, hash: string, why: Suppressing): void {
  const suppressions = draft.table('suppressions')
  const known = activeSuppression(draft, hash) ?? suppressions.get(hash)
  const fresh: Record<string, Json> = { ...why, liftedAt: null, liftedBy: null, liftedWhy: null }
  if (!known) suppressions.create(hash, { addressHash: hash, ...fresh })
  else if (known.liftedAt !== null || outweighs(why, known)) suppressions.set(known.id, fresh)
}

function outweighs(why: Suppressing, known: StoredRecord): boolean {
  if (known.reason === 'erased') return false
  if (why.reason !== known.reason) return why.reason === 'complained'
  return why.since < String(known.since)
}

export function lift(draft: Draft, hash: string, by: string, why: string): void {
  const suppressions = draft.table('suppressions')
  for (const { id, liftedAt } of [...suppressions.lookup('addressHash', hash)])
    if (liftedAt === null) suppressions.set(id, { liftedAt: draft.now, liftedBy: by, liftedWhy: why })
}

export type MailStatus = 'ok' | 'soft_bouncing' | 'invalid' | 'unsubscribed' | 'complained'

const weight: Record<MailStatus, number> = { ok: 0, soft_bouncing: 1, invalid: 2, unsubscribed: 3, complained: 4 }

/** What is known of a person's mail gets worse by events; only the person, or a new address, makes it better. */
export function worsenMail(
  draft: Draft,
  person: StoredRecord,
  to: { status: MailStatus; since: string; cause: string },
): void {
  const mail = (person.mail ?? {}) as { status?: MailStatus | null; since?: string | null }
  const now = mail.status ?? 'ok'
  const earlier = now === to.status && to.since < (mail.since ?? '')
  if (weight[to.status] <= weight[now] && !earlier) return
  draft
    .table('contacts')
    .set(
      person.id,
      { 'mail.status': to.status, 'mail.since': to.since, 'mail.cause': to.cause.slice(0, 300) },
      { quiet: true },
    )
}
