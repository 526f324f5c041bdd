/**
 * Hands one half over: up to 250 mails whose intents are granted. Answers what became of each, always of all of them:
 * a mail nobody tried is `released`, one that may have left is `uncertain`.
 */

import type { Prepared } from '../api/campaigns/letters.ts'
import type { ReportedOutcome, Result } from '../api/campaigns/reporting.ts'
import { type Clock, isoOf } from '../api/clock.ts'
import type { MailTags } from '../api/mail/message.ts'
import type { Sender } from '../api/mail/sender.ts'
import type { Halt } from './halt.ts'
import type { Pace } from './pace.ts'

export interface Granted {
  contactId: string
  attempt: number
  tags: MailTags
  write: Prepared['write']
}

export interface HalfDeps {
  sender: Sender
  pace: Pace
  halt: Halt
  clock: Clock
}

export interface HalfDone {
  outcomes: ReportedOutcome[]
  /** Nothing more is to be sent until a person has done something: why. */
  stopped?: string
}

/** How long mails under way may take once the worker is to end. */
const leavingMs = 5_000
/** Throttled for this long, a mail goes back to wait its turn. */
const throttledMsMax = 60_000
const throttledWaitMs = 250

export async function sendHalf(half: readonly Granted[], deps: HalfDeps): Promise<HalfDone> {
  const done: HalfDone = { outcomes: [] }
  const open = new Set(half)
  const queue = [...half]
  const settle = (granted: Granted, result: Result, more: { messageId?: string; reason?: string } = {}) => {
    // What comes after the worker has given up on it is too late to be told.
    if (!open.delete(granted)) return
    const { contactId, attempt } = granted
    done.outcomes.push({ contactId, attempt, result, at: isoOf(deps.clock.nowMs()), ...more })
  }

  async function lane(): Promise<void> {
    for (let granted = queue.shift(); granted; granted = queue.shift()) {
      if (done.stopped || deps.halt.signal.aborted) settle(granted, 'released')
      else await sendOne(granted)
    }
  }

  async function sendOne(granted: Granted): Promise<void> {
    const untilMs = deps.clock.nowMs() + throttledMsMax
    for (;;) {
      await deps.pace.turn(deps.halt.signal)
      if (done.stopped || deps.halt.signal.aborted) return settle(granted, 'released')
      const mail = granted.write()
      if (typeof mail === 'string') {
        done.stopped ??= mail
        return settle(granted, 'released')
      }
      const sent = await deps.sender.send({ ...mail, at: isoOf(deps.clock.nowMs()), tags: granted.tags })
      if (sent.kind === 'accepted') return settle(granted, 'accepted', { messageId: sent.messageId })
      if (sent.kind === 'permanent') return settle(granted, 'failed_permanent', { reason: sent.reason })
      if (sent.kind === 'temporary') return settle(granted, 'failed_temporary', { reason: sent.reason })
      if (sent.kind === 'unknown') return settle(granted, 'uncertain', { reason: sent.reason })
      if (sent.kind === 'account') {
        done.stopped ??= sent.reason
        return settle(granted, 'released')
      }
      deps.pace.throttled()
      if (deps.clock.nowMs() >= untilMs) return settle(granted, 'released')
      await deps.clock.wait(throttledWaitMs, deps.halt.signal)
    }
  }

  const lanes = Promise.all(Array.from({ length: Math.min(deps.sender.parallel, half.length) }, lane))
  const over = new AbortController()
  await Promise.race([lanes, patience(deps, over.signal)])
  over.abort()
  for (const granted of [...open]) settle(granted, queue.includes(granted) ? 'released' : 'uncertain')
  return done
}

/** Resolves some seconds after the worker was asked to end; never before that. */
async function patience({ halt, clock }: HalfDeps, over: AbortSignal): Promise<void> {
  if (!halt.signal.aborted)
    await new Promise<void>(resolve =>
      halt.signal.addEventListener('abort', () => resolve(), { once: true, signal: over }),
    )
  await clock.wait(leavingMs, over)
}
