/**
 * What the mail service tells after a mail has left: up to 500 events in a command.
 *
 * 1. Any order and any number of repetitions give the same end state (`attempts.ts` keeps the stronger fact, and follows
 *    nothing from a fact that says nothing new).
 * 2. An event whose ids match no delivery, or whose message id is another's, changes nothing and suppresses nobody.
 * 3. A permanent bounce makes the address invalid, a complaint suppresses it at once, for everybody who is reached there.
 */
import type { DeliveryState, Json, Outcome } from '@dormouse/model'
import type { MailEvent } from '../../campaigns/mail-event.ts'
import type { StoredRecord } from '../../store/view.ts'
import type { Draft, Handler } from '../handler.ts'
import { attemptsOf, changesFor, settled } from './attempts.ts'
import { peopleAt, peopleCollections, personOf, suppress, worsenMail } from './people.ts'
import { concernsOf, judgeQuality } from './quality.ts'
import { softBounces } from './soft-bounces.ts'

export const mailEvents: Handler = {
  needs: (_command, rows) => {
    const ids = new Set<string>()
    for (const event of rows as unknown as MailEvent[])
      for (const id of [event.campaignId, ...(event.others ?? [])]) ids.add(id)
    return {
      collections: ['campaigns', ...peopleCollections],
      partitions: [...ids].map(id => ['deliveries', id] as const),
    }
  },
  decide(draft, _command, rows): Outcome {
    const counts = { taken: 0, known: 0, ignored: 0 }
    const events = rows as unknown as MailEvent[]
    const concerns = new Map([...new Set(events.map(each => each.campaignId))].map(id => [id, concernsOf(draft, id)]))
    for (const event of events) counts[takeEvent(draft, event)]++
    for (const [campaignId, before] of concerns) judgeQuality(draft, campaignId, before)
    return { ok: true, result: counts }
  },
}

/** `known`: said nothing new. `ignored`: nobody's delivery. */
function takeEvent(draft: Draft, event: MailEvent): 'taken' | 'known' | 'ignored' {
  const deliveries = draft.table('deliveries', event.campaignId)
  const delivery = deliveries.get(`${event.campaignId}_${event.contactId}`)
  const attempts = delivery ? attemptsOf(delivery) : []
  const attempt = attempts.find(each => each.attempt === event.attempt)
  if (!delivery || !attempt) return 'ignored'
  if (attempt.messageId && event.messageId && attempt.messageId !== event.messageId) return 'ignored'
  if (event.kind === 'opened' || event.kind === 'clicked') return takeTrace(draft, delivery, event)
  const next = settled(attempts, event.attempt, {
    state: event.kind satisfies DeliveryState,
    at: event.at,
    ...(event.messageId ? { messageId: event.messageId } : {}),
    ...(event.reason ? { reason: event.reason } : {}),
  })
  if (next === attempts) return 'known'
  deliveries.set(delivery.id, changesFor(next), { quiet: true })
  follow(draft, delivery, event)
  return 'taken'
}

/** The first time counts, whichever event comes first; a machine's opening is marked as long as no person's is known. */
function takeTrace(draft: Draft, delivery: StoredRecord, event: MailEvent): 'taken' | 'known' {
  const field = event.kind === 'opened' ? 'openedAt' : 'clickedAt'
  const changes: Record<string, Json> = {}
  const known = delivery[field]
  if (typeof known !== 'string' || event.at < known) changes[field] = event.at
  const bot = event.likelyBot === true && delivery.likelyBot !== false
  if (delivery.likelyBot !== bot) changes.likelyBot = bot
  if (Object.keys(changes).length === 0) return 'known'
  draft.table('deliveries', event.campaignId).set(delivery.id, changes, { quiet: true })
  return 'taken'
}

/** What an event means for the person, and for everybody at the address it was sent to. */
function follow(draft: Draft, delivery: StoredRecord, event: MailEvent): void {
  const hash = typeof delivery.addressHash === 'string' ? delivery.addressHash : undefined
  const person = personOf(draft, event.contactId)
  const people = person && hash ? peopleAt(draft, person, hash) : []
  const cause = event.reason ?? event.kind
  if (event.kind === 'bounced_hard')
    for (const each of people) worsenMail(draft, each, { status: 'invalid', since: event.at, cause })
  if (event.kind === 'complained' && hash) {
    const { campaignId, contactId, at } = event
    suppress(draft, hash, { reason: 'complained', since: at, source: 'the mail service', contactId, campaignId })
    for (const each of people) worsenMail(draft, each, { status: 'complained', since: at, cause })
  }
  if (person && people.length > 0 && (event.kind === 'bounced_soft' || event.kind === 'delivered'))
    softBounces(draft, person, event)
}
