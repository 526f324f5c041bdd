/** People: whether they may be written to follows their address, their own word, and nobody's editing. */
import { at, type Json } from '@dormouse/model'
import type { StoredRecord } from '../../store/view.ts'
import type { Draft, ResourceRules } from '../handler.ts'
import { needsOf } from '../needs.ts'
import { mergeContacts } from './merge.ts'
import { activeSuppression } from './suppressions.ts'

export const contacts: ResourceRules = {
  needs: { collections: ['suppressions'] },
  prepare: (draft, before, after) => withConsentStamped(draft, before, withMailOf(draft, before, after)),
  actions: {
    merge: {
      needs: () => needsOf('contacts'),
      decide: (draft, survivor, input) => mergeContacts(draft, survivor, String(input.otherId)),
    },
  },
}

/** An address that said no says so again whoever brings it back; a new address gets a new chance, a person's no stays. */
function withMailOf(draft: Draft, before: StoredRecord | undefined, after: StoredRecord): StoredRecord {
  if (before && before.email === after.email) return after
  const blocked = typeof after.email === 'string' ? suppressionOf(draft, after.email) : undefined
  if (blocked) {
    const status = blocked.reason === 'complained' ? 'complained' : 'unsubscribed'
    return withMail(after, status, String(blocked.since), 'This address said no before.')
  }
  const status = at(after, 'mail.status') ?? 'ok'
  if (before && (status === 'invalid' || status === 'soft_bouncing')) return withMail(after, 'ok', draft.now, null)
  return status === at(after, 'mail.status') ? after : withMail(after, 'ok', null, null)
}

const withMail = (contact: StoredRecord, status: string, since: string | null, cause: string | null): StoredRecord => ({
  ...contact,
  mail: { status, since, cause },
})

/** Hashing costs more than all the rest of a row, and most installations block few addresses or none. */
const suppressionOf = (draft: Draft, address: string): StoredRecord | undefined =>
  draft.table('suppressions').size === 0 ? undefined : activeSuppression(draft, draft.addressHash(address))

/** A yes or a no is worth what can be shown for it: when, and where it was said. */
function withConsentStamped(draft: Draft, before: StoredRecord | undefined, after: StoredRecord): StoredRecord {
  const said = at(after, 'consent.email') ?? null
  if (said === (at(before ?? {}, 'consent.email') ?? null)) return after
  const consent = { ...(after.consent as Record<string, Json>) }
  const fresh = (name: string) => (at(before ?? {}, `consent.${name}`) ?? null) === (consent[name] ?? null)
  if (fresh('at')) consent.at = said === null ? null : draft.now
  if (fresh('source')) consent.source = said === null ? null : sourceOf(draft)
  if (fresh('wording')) consent.wording = null
  return { ...after, consent }
}

const sourceOf = (draft: Draft): string | null =>
  draft.actor.role === 'system' ? null : 'Entered by a member of staff'
