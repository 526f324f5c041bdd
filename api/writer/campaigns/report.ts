/**
 * The worker's one command while it sends: what became of the last half, and whom it wants to write to next.
 *
 * 1. What became of a mail is a fact and always taken, whoever reports it and whatever the campaign's state.
 * 2. Nobody is written to without an intent that was granted here; an older run, or a campaign that does not send, gets none.
 * 3. Consent, suppression, the address and "one mail per address" are looked at now, not when the audience was frozen.
 */
import { type Json, normaliseEmail, type Outcome, refuse } from '@dormouse/model'
import { addressOf, whyNotMailable } from '../../campaigns/mailable.ts'
import type { Intent, ReportedOutcome, ReportInput, ReportResult, Result } from '../../campaigns/reporting.ts'
import type { StoredRecord } from '../../store/view.ts'
import type { Draft, DraftTable, Handler } from '../handler.ts'
import { type Attempt, attemptsOf, changesFor, settled, stateOf, triesMax } from './attempts.ts'
import { mailRulesOf, peopleCollections, personOf } from './people.ts'
import { statusOf } from './status.ts'

export const report: Handler = {
  needs: command => {
    const { campaignId } = command.input as unknown as ReportInput
    return { collections: ['campaigns', ...peopleCollections], partitions: [['deliveries', campaignId]] }
  },
  decide(draft, command): Outcome {
    const { campaignId, run, outcomes, intents } = command.input as unknown as ReportInput
    const campaign = draft.table('campaigns').get(campaignId)
    if (!campaign) return refuse('missing', 'There is no such campaign.')
    const deliveries = draft.table('deliveries', campaignId)
    for (const outcome of outcomes) takeOutcome(deliveries, campaignId, run, outcome)
    const status = statusOf(campaign)
    const result: ReportResult = { status }
    if (campaign.run !== run) result.stopped = 'overtaken'
    else if (status !== 'sending') result.stopped = 'not sending'
    else grant(draft, campaign, deliveries, intents, result)
    return { ok: true, resource: 'campaigns', id: campaignId, result: result as unknown as Json }
  },
}

function takeOutcome(deliveries: DraftTable, campaignId: string, run: number, outcome: ReportedOutcome): void {
  const delivery = deliveries.get(`${campaignId}_${outcome.contactId}`)
  if (!delivery) return
  const attempts = attemptsOf(delivery)
  const next =
    outcome.result === 'released'
      ? released(attempts, run, outcome)
      : settled(attempts, outcome.attempt ?? 0, factOf(outcome, attempts))
  if (next !== attempts) deliveries.set(delivery.id, changesFor(next), { quiet: true })
}

/** A passing trouble that came five times in one wave is a lasting one. */
function factOf(outcome: ReportedOutcome, attempts: readonly Attempt[]) {
  const { result, at, messageId, reason } = outcome
  const wave = attempts.find(each => each.attempt === outcome.attempt)?.wave
  const tries = attempts.filter(each => each.wave === wave && each.attempt <= (outcome.attempt ?? 0)).length
  const lasting = result === 'failed_temporary' && tries >= triesMax
  return {
    state: lasting ? 'failed_permanent' : (result as Exclude<Result, 'released'>),
    at,
    messageId,
    reason,
  } as const
}

/** Back to where it was before the intent. Only the run that intended it knows that it never left. */
function released(
  attempts: readonly Attempt[],
  run: number,
  { attempt: number, at }: ReportedOutcome,
): readonly Attempt[] {
  const index = number === undefined ? attempts.length - 1 : attempts.findIndex(each => each.attempt === number)
  const before = attempts[index]
  if (!before || before.run !== run || (before.state !== 'intended' && before.state !== 'uncertain')) return attempts
  const { run: _run, ...rest } = before
  return attempts.with(index, { ...rest, state: 'queued', at })
}

function grant(
  draft: Draft,
  campaign: StoredRecord,
  deliveries: DraftTable,
  intents: readonly Intent[],
  result: ReportResult,
): void {
  const rules = mailRulesOf(draft)
  const refused: NonNullable<ReportResult['refused']> = {}
  const tries: NonNullable<ReportResult['attempts']> = {}
  for (const { contactId, address } of intents) {
    const delivery = deliveries.get(`${campaign.id}_${contactId}`)
    const state = delivery && stateOf(delivery)
    if (!delivery || (state !== 'queued' && state !== 'failed_temporary')) {
      refused[contactId] = 'skipped'
      continue
    }
    const person = personOf(draft, contactId)
    const why = person
      ? (whyNotMailable(person, rules) ?? sameAddress(draft, campaign, deliveries, delivery, person))
      : 'no longer in the list'
    if (!person || why) {
      deliveries.set(delivery.id, changesFor(closed(delivery, 'skipped', draft.now, why)), { quiet: true })
      refused[contactId] = 'skipped'
    } else if (addressOf(person) !== normaliseEmail(address)) refused[contactId] = 'changed'
    else {
      const number = intend(draft, campaign, deliveries, delivery, address)
      if (number !== 1) tries[contactId] = number
    }
  }
  if (Object.keys(refused).length > 0) result.refused = refused
  if (Object.keys(tries).length > 0) result.attempts = tries
}

function intend(
  draft: Draft,
  campaign: StoredRecord,
  deliveries: DraftTable,
  delivery: StoredRecord,
  address: string,
): number {
  const attempts = attemptsOf(delivery)
  const last = attempts.at(-1)!
  const fresh = { wave: last.wave, state: 'intended', at: draft.now, run: Number(campaign.run) } as const
  const next =
    last.state === 'queued'
      ? attempts.with(-1, { ...last, ...fresh })
      : [...attempts, { ...fresh, attempt: last.attempt + 1 }]
  deliveries.set(
    delivery.id,
    { ...changesFor(next), addressAtSend: address, addressHash: draft.addressHash(address) },
    { quiet: true },
  )
  return next.at(-1)!.attempt
}

function closed(delivery: StoredRecord, state: 'skipped', at: string, reason: string | undefined): readonly Attempt[] {
  const attempts = attemptsOf(delivery)
  return attempts.with(-1, { ...attempts.at(-1)!, state, at, ...(reason ? { reason } : {}) })
}

/** Somebody else of this campaign has, or is about to have, a mail to the very address (it may have changed since). */
function sameAddress(
  draft: Draft,
  campaign: StoredRecord,
  deliveries: DraftTable,
  delivery: StoredRecord,
  person: StoredRecord,
): string | undefined {
  if (campaign.onePer === 'person') return undefined
  const hash = draft.addressHash(addressOf(person)!)
  const other = deliveries
    .lookup('addressHash', hash)
    .find(each => each.id !== delivery.id && !passedOver.has(stateOf(each)))
  // A person's explicit wish to send again is not undone by a rule about first mails.
  if (!other || attemptsOf(delivery).at(-1)!.cause) return undefined
  return `same address as ${String(other.contactId)}`
}

/** `queued` is among them: of two who wait, whoever is intended first gets it. */
const passedOver: ReadonlySet<string> = new Set([
  'queued',
  'skipped',
  'cancelled',
  'failed_permanent',
  'failed_temporary',
])
