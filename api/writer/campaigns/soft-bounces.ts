/**
 * An address whose last three campaigns all came back with a passing trouble has most likely stopped working: it is marked,
 * and a person is asked. Looked up in the ledger each time and counted nowhere, so that order and repetition do not matter.
 */
import type { MailEvent } from '../../campaigns/mail-event.ts'
import type { StoredRecord } from '../../store/view.ts'
import type { Draft } from '../handler.ts'
import { left, stateOf } from './attempts.ts'
import { worsenMail } from './people.ts'

const campaignsRunning = 3

export function softBounces(draft: Draft, person: StoredRecord, event: MailEvent): void {
  const status = (person.mail as { status?: string } | null)?.status ?? 'ok'
  if (status !== 'ok' && status !== 'soft_bouncing') return
  const campaignIds = new Set([event.campaignId, ...(event.others ?? [])])
  const last = [...campaignIds]
    .map(id => draft.table('deliveries', id).get(`${id}_${event.contactId}`))
    .filter(each => each !== undefined && left(stateOf(each)) && stateOf(each) !== 'accepted')
    .sort((a, b) => (String(a!.acceptedAt) < String(b!.acceptedAt) ? 1 : -1))
    .slice(0, campaignsRunning)
  const all = last.length === campaignsRunning && last.every(each => stateOf(each!) === 'bounced_soft')
  if (all && status === 'ok')
    worsenMail(draft, person, {
      status: 'soft_bouncing',
      since: String(last[0]!.settledAt),
      cause: `${campaignsRunning} campaigns in a row came back`,
    })
  if (!all && status === 'soft_bouncing' && event.kind === 'delivered')
    draft
      .table('contacts')
      .set(person.id, { 'mail.status': 'ok', 'mail.since': event.at, 'mail.cause': null }, { quiet: true })
}
