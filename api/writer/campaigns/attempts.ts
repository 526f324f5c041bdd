/**
 * The ledger's arithmetic: what becomes of one try to reach one person. A delivery's state is the state of its last try.
 *
 * 1. Every fact is taken once: of two facts about one try the stronger stays, whatever order they come in.
 * 2. A try that may have left is never repeated by itself: only `queued` and `failed_temporary` can be intended.
 * 3. `intended → queued` only when the sender says that the mail was never handed over.
 *
 *     queued → intended → accepted → delayed < bounced_soft < delivered < rejected < bounced_hard < complained
 *                      ↘ uncertain ↗           (a fact settles what was uncertain)
 *                      ↘ failed_temporary → (a new try)        ↘ failed_permanent
 */
import { isDeepStrictEqual } from 'node:util'
import type { DeliveryState, Json } from '@dormouse/model'
import type { StoredRecord } from '../../store/view.ts'

export interface Attempt {
  attempt: number
  wave: number
  state: DeliveryState
  /** When it came into this state, UTC ISO 8601. */
  at: string
  run?: number
  /** When the mail service took it over. */
  acceptedAt?: string
  messageId?: string
  reason?: string
  /** Ordered by a person for somebody who may have got it already. */
  cause?: 'again' | 'unsure'
}

const strength: Record<DeliveryState, number> = {
  queued: 0,
  intended: 1,
  skipped: 1,
  cancelled: 1,
  failed_temporary: 2,
  uncertain: 2,
  failed_permanent: 2,
  accepted: 10,
  delayed: 11,
  bounced_soft: 12,
  delivered: 13,
  rejected: 14,
  bounced_hard: 15,
  complained: 16,
}

/** From here on it is certain that the mail left. */
export const left = (state: DeliveryState): boolean => strength[state] >= strength.accepted

/** Tries of one wave after which a passing trouble counts as a lasting one: about 30 minutes (see `worker/campaign.ts`). */
export const triesMax = 5

export const attemptsOf = (delivery: StoredRecord): readonly Attempt[] => delivery.attempts as unknown as Attempt[]
export const stateOf = (delivery: StoredRecord): DeliveryState => delivery.state as DeliveryState

/** A fact about one try, from the sender or from the mail service's events. */
export interface Fact {
  state: DeliveryState
  at: string
  messageId?: string
  reason?: string
}

/** The tries with the fact taken in; the same array when it says nothing new. */
export function settled(attempts: readonly Attempt[], number: number, fact: Fact): readonly Attempt[] {
  const index = attempts.findIndex(each => each.attempt === number)
  const before = attempts[index]
  if (!before) return attempts
  const after = stronger(before, fact)
  if (after === before) return attempts
  const next = attempts.with(index, after)
  // Ordered again because nobody knew, and now it is known to have left: the second one is not needed.
  const last = next.at(-1)!
  const needless = last.attempt > number && last.state === 'queued' && last.cause === 'unsure' && left(after.state)
  return needless ? next.slice(0, -1) : next
}

/** Of two facts in the same state the earlier one counts, so that neither order nor repetition matters. */
function stronger(before: Attempt, fact: Fact): Attempt {
  const next = { ...before }
  if (fact.state === 'accepted' && !(before.acceptedAt && before.acceptedAt <= fact.at)) next.acceptedAt = fact.at
  if (!before.messageId && fact.messageId) next.messageId = fact.messageId
  const rises = strength[fact.state] > strength[before.state]
  const earlier =
    fact.state === before.state &&
    (fact.at < before.at || (fact.at === before.at && (fact.reason ?? '') > (before.reason ?? '')))
  if (rises || earlier) {
    next.state = fact.state
    next.at = fact.at
    if (fact.reason) next.reason = fact.reason
    else delete next.reason
  }
  return isDeepStrictEqual(next, before) ? before : next
}

/** The fields of a delivery that follow from its tries. */
export function changesFor(attempts: readonly Attempt[]): Record<string, Json> {
  const last = attempts.at(-1)!
  return {
    attempts: attempts as unknown as Json,
    state: last.state,
    wave: last.wave,
    reason: last.reason ?? null,
    messageId: last.messageId ?? null,
    acceptedAt: left(last.state) ? (last.acceptedAt ?? last.at) : null,
    settledAt: left(last.state) && last.state !== 'accepted' ? last.at : null,
  }
}

/** One more try for somebody, to be made by the worker. */
export function queuedAgain(
  attempts: readonly Attempt[],
  wave: number,
  at: string,
  cause?: Attempt['cause'],
): readonly Attempt[] {
  const attempt = Math.max(0, ...attempts.map(each => each.attempt)) + 1
  return [...attempts, { attempt, wave, state: 'queued', at, ...(cause ? { cause } : {}) }]
}
