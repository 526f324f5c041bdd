/** Leads and opportunities: a loss says why, and a lead that comes to something becomes an opportunity. */
import { contacts, leads as declared, type Json, type Outcome, type Refused, refuse } from '@dormouse/model'
import type { StoredRecord } from '../../store/view.ts'
import { isRefused } from '../draft.ts'
import type { Draft, ResourceRules } from '../handler.ts'
import { needsOf, unionOf } from '../needs.ts'
import { may } from '../own.ts'
import { createRecord, updateRecord } from '../records.ts'
import { firstStage } from '../stages.ts'

const lossSaysWhy: ResourceRules['prepare'] = (draft, before, after) => {
  const stage = draft.table('stages').get(String(after.stageId))
  const lost = stage?.kind === 'lost' && before?.stageId !== after.stageId
  if (!lost || draft.actor.role === 'system' || after.lostReason !== null) return after
  const message = 'Say why it was lost.'
  return refuse('refused', message, { errors: { lostReason: message } })
}

export const opportunities: ResourceRules = { prepare: lossSaysWhy }

export const leads: ResourceRules = {
  prepare: lossSaysWhy,
  actions: {
    convert: {
      needs: () => unionOf(['leads', 'opportunities', 'contacts'].map(name => needsOf(name, { verbs: ['write'] }))),
      decide: convert,
    },
  },
}

/**
 * The lead's person (one who is named, the lead's own, or a new one) gets an opportunity with what the lead says. Agents
 * convert their leads too, though opportunities are not theirs to write: the action is what they may do.
 */
function convert(draft: Draft, lead: StoredRecord, input: Record<string, Json>): Outcome {
  if (lead.convertedTo !== null) return refuse('refused', 'This lead has been converted already.')
  if (!may(draft, 'write', declared, lead)) return refuse('forbidden', 'You may not change leads.')
  const contactId = personOf(draft, lead, input)
  if (isRefused(contactId)) return contactId
  const contactIds = [...new Set([contactId, ...(lead.contactIds as string[])])]
  const values: Record<string, Json> = { title: input.title ?? lead.title ?? null, contactIds }
  for (const name of ['ownerId', 'value', 'source', 'expectedCloseOn']) values[name] = lead[name] ?? null
  const opportunity = createRecord(draft, 'opportunities', draft.newId(), values, { trusted: true })
  if (isRefused(opportunity)) return opportunity
  const won = firstStage(draft, 'leads', 'won')
  const patch = { convertedTo: opportunity.id, contactIds, ...(won ? { stageId: won.id } : {}) }
  const changed = updateRecord(draft, 'leads', lead.id, patch, undefined, { trusted: true })
  if (isRefused(changed)) return changed
  return { ok: true, resource: 'leads', id: lead.id }
}

function personOf(draft: Draft, lead: StoredRecord, input: Record<string, Json>): string | Refused {
  if (typeof input.contactId === 'string') {
    const picked = draft.table(contacts.name).get(input.contactId)
    if (picked && may(draft, 'read', contacts, picked)) return picked.id
    const message = 'There is no such contact.'
    return refuse('invalid', message, { errors: { contactId: message } })
  }
  const [named] = lead.contactIds as string[]
  if (named !== undefined) return named
  const { firstName = null, lastName = null, email = null } = input
  if (firstName === null && lastName === null && email === null) {
    const message = 'Say who it is: pick a person, or give a name or an address.'
    return refuse('invalid', message, { errors: { contactId: message } })
  }
  const values: Record<string, Json> = { firstName, lastName, email, ownerId: lead.ownerId ?? null }
  const made = createRecord(draft, 'contacts', draft.newId(), values)
  return isRefused(made) ? made : made.id
}
