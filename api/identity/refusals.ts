/**
 * Keeps a trace of refused sign-ins without letting strangers make the writer work: at most one log entry per account or
 * address and minute, with the number of tries since the last one, and a bound over everybody together.
 */
import type { Actor } from '@dormouse/model'
import type { Caller, Deps } from '../deps.ts'

const minuteMs = 60_000
/** A botnet with a thousand addresses still leaves no more than this. */
const entriesPerMinuteMax = 30
const subjectsMax = 5_000
const system: Actor = { id: 'sign-in', role: 'system' }

type RefusalDeps = Pick<Deps, 'submit' | 'clock' | 'log'>

/** `staffId`: whose account was tried, where there is one. */
export function refusedSignIns({ submit, clock, log }: RefusalDeps) {
  const subjects = new Map<string, { loggedMs: number; since: number }>()
  let minute = { startedMs: 0, entries: 0 }

  return async (staffId: string | undefined, from: Caller): Promise<void> => {
    const nowMs = clock.nowMs()
    if (nowMs - minute.startedMs >= minuteMs) minute = { startedMs: nowMs, entries: 0 }
    const subject = staffId ?? `from ${from.address}`
    const known = subjects.get(subject) ?? { loggedMs: 0, since: 0 }
    known.since++
    subjects.delete(subject)
    if (subjects.size >= subjectsMax) subjects.delete(subjects.keys().next().value ?? '')
    subjects.set(subject, known)
    if (nowMs - known.loggedMs < minuteMs || minute.entries >= entriesPerMinuteMax) return
    minute.entries++
    const input = { staffId: staffId ?? null, from: from.address, count: known.since }
    subjects.set(subject, { loggedMs: nowMs, since: 0 })
    try {
      await submit({ type: 'identity.refused', actor: system, input }, { waitMs: 0 })
    } catch (error) {
      // The refusal itself stands whether or not it could be noted.
      log.warn({ error: String(error) }, 'a refused sign-in could not be noted')
    }
  }
}
