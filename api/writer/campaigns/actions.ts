/**
 * What people may do to a campaign. Each decision reads: is the move legal from this state, does the wish make sense,
 * then the change. The worker notices the new state within a second or one batch; the launcher starts one where needed.
 */
import { at, type Command, isTimeZone, type Json, type Outcome, type Refused, refuse } from '@dormouse/model'
import { graceMs } from '../../campaigns/reporting.ts'
import { gotIt, retriable } from '../../campaigns/states.ts'
import { momentOf } from '../../campaigns/wall-time.ts'
import type { StoredRecord } from '../../store/view.ts'
import { isRefused } from '../draft.ts'
import type { ActionRule, Draft } from '../handler.ts'
import { attemptsOf, changesFor, left, queuedAgain, stateOf } from './attempts.ts'
import { freezeLetter, letterCollections } from './letters.ts'
import { begun, inOrder, onward, refusedMove, type Wave, wavesJson, wavesOf } from './status.ts'
import { cancelQueued } from './sweep.ts'

type Input = Record<string, Json>

const ledger = (_input: Json, id: string) => ({
  collections: ['campaigns', 'contacts', 'segments', 'logs', ...letterCollections],
  partitions: [
    ['deliveries', id],
    ['letters', id],
  ] as const,
})

export const campaignActions: Record<string, ActionRule> = {
  send: { needs: ledger, decide: send },
  pause: { needs: ledger, decide: pause },
  resume: { needs: ledger, decide: resume },
  cancel: { needs: ledger, decide: cancel },
  recipients: { needs: ledger, decide: addRecipients },
  retry: { needs: ledger, decide: retry },
  settle: { needs: ledger, decide: settle },
}

/** Now, or at a wall time in the organisation's zone. A scheduled campaign can be edited until its time comes. */
function send(draft: Draft, campaign: StoredRecord, input: Input, command: Command): Outcome {
  const refused = refusedMove(campaign, 'send') ?? nobodyChosen(campaign) ?? senderMissing(draft)
  if (refused) return refused
  if (typeof input.at !== 'string' || input.at === '') return beginSending(draft, campaign, command.actor.id)
  const { at: scheduledAt } = input
  const moment = momentOf(scheduledAt, timeZoneOf(draft))
  if (moment === undefined) return invalid('at', `"${scheduledAt}" is not a date and time like 2026-05-03T09:00.`)
  if (moment <= Date.parse(draft.now)) return invalid('at', 'This time has passed already.')
  // A letter that can't be sent is found out now, while somebody is looking, and not at night.
  const trial = draft.attempt(() => asRefusal(freezeLetter(draft, campaign)))
  if (trial.problem.kind !== 'expired') return trial
  draft.table('campaigns').set(campaign.id, { status: 'scheduled', scheduledAt, ...inOrder })
  return done(campaign.id)
}

/** `attempt` takes back what a refusal changed: a trial is one that is always refused, by "expired" when it went well. */
const asRefusal = (answer: { version: number } | Refused): Refused =>
  isRefused(answer) ? answer : refuse('expired', 'a trial')

/** From draft, or when the time has come: freeze the letter and let the worker freeze the audience. */
export function beginSending(draft: Draft, campaign: StoredRecord, by: string): Outcome {
  const letter = freezeLetter(draft, campaign)
  if (isRefused(letter)) return letter
  const wave: Wave = { wave: 1, kind: 'original', at: draft.now, by, ready: false }
  draft.table('campaigns').set(campaign.id, {
    status: 'preparing',
    ...inOrder,
    contentVersion: letter.version,
    waves: wavesJson([wave]),
    startedAt: draft.now,
  })
  logged(draft, campaign.id, { wave: 1 })
  return done(campaign.id)
}

function pause(draft: Draft, campaign: StoredRecord): Outcome {
  const refused = refusedMove(campaign, 'pause')
  if (refused) return refused
  draft.table('campaigns').set(campaign.id, { status: 'paused', ...inOrder })
  return done(campaign.id)
}

/** Going on after a letter that could not be rendered takes the template as it was mended, if nobody has the old one. */
function resume(draft: Draft, campaign: StoredRecord): Outcome {
  const refused = refusedMove(campaign, 'resume') ?? senderMissing(draft)
  if (refused) return refused
  if (!begun(campaign)) return beginSending(draft, campaign, draft.actor.id)
  const changes: Record<string, Json> = { status: onward(wavesOf(campaign)), ...inOrder }
  if (campaign.status === 'needs_attention' && nothingLeftYet(draft, campaign.id)) {
    const letter = freezeLetter(draft, campaign)
    if (isRefused(letter)) return letter
    changes.contentVersion = letter.version
  }
  draft.table('campaigns').set(campaign.id, changes)
  return done(campaign.id)
}

function nothingLeftYet(draft: Draft, campaignId: string): boolean {
  for (const delivery of draft.table('deliveries', campaignId).values())
    for (const { state } of attemptsOf(delivery))
      if (left(state) || state === 'intended' || state === 'uncertain') return false
  return true
}

/** What is with the mail service already can't be called back; whoever is still waiting will not get it. */
function cancel(draft: Draft, campaign: StoredRecord): Outcome {
  const refused = refusedMove(campaign, 'cancel')
  if (refused) return refused
  draft.table('campaigns').set(campaign.id, { status: 'cancelled', ...inOrder, finishedAt: draft.now })
  cancelQueued(draft, campaign.id)
  return done(campaign.id)
}

/** A late wave: the worker works out who is meant and who has it already; somebody must be left. */
function addRecipients(draft: Draft, campaign: StoredRecord, input: Input): Outcome {
  const refused = refusedMove(campaign, 'recipients')
  if (refused) return refused
  const contactIds = idsOf(input.contactIds)
  const segmentIds = idsOf(input.segmentIds)
  const again = input.again === true
  if (contactIds.length === 0 && segmentIds.length === 0) return refuse('refused', 'Nobody is chosen yet.')
  const missing = contactIds.find(id => !draft.table('contacts').get(id))
  if (missing) return invalid('contactIds', `There is no such person: ${missing}.`)
  const unknown = segmentIds.find(id => id !== everyone && !draft.table('segments').get(id))
  if (unknown) return invalid('segmentIds', `There is no such group: ${unknown}.`)
  if (!again && segmentIds.length === 0) {
    const have = contactIds.filter(id => hasIt(draft, campaign.id, id))
    if (have.length === contactIds.length)
      return refuse('refused', have.length === 1 ? 'This person already got it.' : `All ${have.length} already got it.`)
  }
  const wave = newWave(draft, campaign, { kind: 'late', contactIds, segmentIds, ...(again ? { again } : {}) })
  return withWave(draft, campaign, wave)
}

function retry(draft: Draft, campaign: StoredRecord, input: Input): Outcome {
  const refused = refusedMove(campaign, 'retry')
  if (refused) return refused
  const states = idsOf(input.states)
  const wrong = states.find(state => !(retriable as ReadonlySet<string>).has(state))
  if (wrong) return invalid('states', `Those that are "${wrong}" can't be tried again.`)
  const deliveries = draft.table('deliveries', campaign.id)
  if (!states.some(state => deliveries.lookup('state', state).length > 0))
    return refuse('refused', 'There is nobody to try again.')
  return withWave(draft, campaign, newWave(draft, campaign, { kind: 'retry', states }))
}

/** Not sure whether it arrived: a person says so, or sends it once more knowing that it may arrive twice. */
function settle(draft: Draft, campaign: StoredRecord, input: Input): Outcome {
  const refused = refusedMove(campaign, 'settle')
  if (refused) return refused
  const resend = input.as === 'resend'
  if (resend && campaign.status === 'cancelled') return refuse('refused', 'This campaign was stopped for good.')
  const deliveries = draft.table('deliveries', campaign.id)
  const meant = [...new Set(idsOf(input.deliveryIds))].flatMap(id => deliveries.get(id) ?? [])
  const uncertain = meant.filter(delivery => stateOf(delivery) === 'uncertain')
  const early = resend && campaign.feedback === true ? tooEarly(uncertain, draft.now) : undefined
  if (early) return early
  for (const delivery of uncertain) {
    const attempts = attemptsOf(delivery)
    const wave = Number(delivery.wave)
    const by = `marked as arrived by ${draft.actor.name ?? draft.actor.id}`
    const next = resend
      ? queuedAgain(attempts, wave, draft.now, 'unsure')
      : attempts.with(-1, { ...attempts.at(-1)!, state: 'delivered', at: draft.now, reason: by })
    deliveries.set(delivery.id, changesFor(next), { quiet: true })
  }
  const settled = uncertain.length
  if (settled === 0) return refuse('refused', 'None of these is uncertain any more.')
  if (resend && campaign.status === 'done')
    draft.table('campaigns').set(campaign.id, { status: 'sending', finishedAt: null })
  logged(draft, campaign.id, { settled, as: input.as ?? null })
  return done(campaign.id)
}

/** What the mail service may still tell by itself is not guessed at: a second letter can't be taken back. */
function tooEarly(uncertain: readonly StoredRecord[], now: string): Refused | undefined {
  const sinceMs = Math.max(...uncertain.map(delivery => Date.parse(attemptsOf(delivery).at(-1)?.at ?? now)))
  const waitMs = sinceMs + graceMs - Date.parse(now)
  if (!(waitMs > 0)) return undefined
  const minutes = Math.ceil(waitMs / 60_000)
  const wait = minutes === 1 ? 'another minute' : `another ${minutes} minutes`
  return refuse('refused', `The mail service may still say whether they arrived. Wait ${wait}, then look again.`)
}

function newWave(draft: Draft, campaign: StoredRecord, more: Partial<Wave> & Pick<Wave, 'kind'>): Wave {
  const wave = Math.max(0, ...wavesOf(campaign).map(each => each.wave)) + 1
  return { wave, at: draft.now, by: draft.actor.id, ready: false, ...more }
}

/** A campaign that is done goes on; one that waits for a person goes on when that person says so. */
function withWave(draft: Draft, campaign: StoredRecord, wave: Wave): Outcome {
  const status = campaign.status === 'done' ? 'sending' : campaign.status
  const waves = wavesJson([...wavesOf(campaign), wave])
  draft.table('campaigns').set(campaign.id, { status: status!, waves, finishedAt: null })
  logged(draft, campaign.id, { wave: wave.wave, kind: wave.kind, again: wave.again === true })
  return done(campaign.id)
}

/** The built-in group of all people. */
export const everyone = 'everyone'

/** Merged duplicates count as one person: what either got, both got. */
export function hasIt(draft: Draft, campaignId: string, contactId: string): boolean {
  const merged = draft.table('contacts').get(contactId)?.mergedFrom
  return [contactId, ...idsOf(merged ?? null)].some(id => {
    const delivery = draft.table('deliveries', campaignId).get(`${campaignId}_${id}`)
    return delivery !== undefined && gotIt.has(stateOf(delivery))
  })
}

export const idsOf = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter(each => typeof each === 'string') : []

function nobodyChosen(campaign: StoredRecord): Refused | undefined {
  const some = idsOf(at(campaign, 'audience.segmentIds')).length + idsOf(at(campaign, 'audience.contactIds')).length
  if (some > 0) return undefined
  return refuse('refused', 'Nobody is chosen yet. Choose a group, or the group of everyone.')
}

function senderMissing(draft: Draft): Refused | undefined {
  const settings = draft.table('settings').get('settings')
  if (settings?.senderEmail) return undefined
  return refuse('refused', 'No sender address is set up yet. An administrator can do that in the settings.')
}

export function timeZoneOf(draft: Draft): string {
  const zone = draft.table('settings').get('settings')?.timeZone
  return typeof zone === 'string' && isTimeZone(zone) ? zone : 'UTC'
}

/** Who sent what to how many is in the log for administrators. */
function logged(draft: Draft, campaignId: string, more: Record<string, Json>): void {
  draft.table('logs').create(draft.newId(), {
    at: draft.now,
    actor: draft.actor.id,
    what: 'sent',
    about: { resource: 'campaigns', id: campaignId, ...more },
    from: null,
    count: 1,
  })
}

/** The answer is the campaign as it stands then. */
const done = (id: string): Outcome => ({ ok: true, resource: 'campaigns', id })
const invalid = (field: string, sentence: string): Refused =>
  refuse('invalid', sentence, { errors: { [field]: sentence } })
