/** The loop in which mails leave: two halves, one on its way while the other is being written down. */
import type { Json } from '@dormouse/model'
import { letterCollections, type Prepared } from '../api/campaigns/letters.ts'
import { halfMax, halfMin, type ReportedOutcome, type ReportResult } from '../api/campaigns/reporting.ts'
import { isoOf } from '../api/clock.ts'
import type { Run, RunDeps } from './campaign.ts'
import { type Granted, sendHalf } from './half.ts'
import type { Pace } from './pace.ts'
import type { Waiting } from './waiting.ts'

export type SendingEnd =
  /** Everybody who was waiting has been tried. */
  { kind: 'through' } | { kind: 'stopped'; reason: string } | { kind: 'halted' }

type Ready = Prepared & { contactId: string }

export async function sendAll(run: Run, waiting: readonly Waiting[], speed: Pace, deps: RunDeps): Promise<SendingEnd> {
  const { halt } = deps
  let half = halfMin
  let sending: Granted[] = []
  let outcomes: ReportedOutcome[] = []
  let next = 0
  while (!halt.signal.aborted && (next < waiting.length || sending.length > 0)) {
    const ready = await fill(run, waiting.slice(next, next + half), deps)
    next += half
    const handedOver = sending.length
    const beganMs = deps.clock.nowMs()
    let sentMs = 0
    const [sent, granted] = await Promise.all([
      sendHalf(sending, { ...deps, pace: speed }).finally(() => {
        sentMs = deps.clock.nowMs() - beganMs
      }),
      report(run, deps, outcomes, ready),
    ])
    const reportMs = deps.clock.nowMs() - beganMs
    outcomes = sent.outcomes
    sending = granted ?? []
    if (sent.stopped)
      return finishRound(run, deps, granted ?? ready, outcomes, { kind: 'stopped', reason: sent.stopped })
    if (!granted) return finishRound(run, deps, ready, outcomes, { kind: 'halted' })
    deps.relieve()
    if (handedOver === half) half = nextHalf(half, sentMs, reportMs)
  }
  return finishRound(run, deps, sending, outcomes, halt.signal.aborted ? { kind: 'halted' } : { kind: 'through' })
}

/** The rate asks for larger halves where handing over takes less time than writing down; a slow service for smaller ones. */
export function nextHalf(half: number, sentMs: number, reportMs: number): number {
  if (sentMs < reportMs) return Math.min(halfMax, half * 2)
  return sentMs > 10 * reportMs && sentMs > 2_000 ? Math.max(halfMin, Math.floor(half / 2)) : half
}

/** What is or may be granted and was not tried is given back; then everything that is known is written down. */
async function finishRound(
  run: Run,
  deps: RunDeps,
  untried: readonly { contactId: string }[],
  outcomes: ReportedOutcome[],
  end: SendingEnd,
): Promise<SendingEnd> {
  const at = isoOf(deps.clock.nowMs())
  const released = untried.map(({ contactId }) => ({ contactId, result: 'released' as const, at }))
  const all = [...outcomes, ...released]
  if (all.length === 0) return end
  const input = { campaignId: run.campaignId, run: run.number, outcomes: all, intents: [] } as unknown as Json
  await deps.ledger.tell(run.commandId(), 'campaign.report', input, deps.halt.signal)
  return end
}

/** To whom the next half goes, and what their letters will be made from. */
function fill({ campaignId }: Run, half: readonly Waiting[], { reader, letters }: RunDeps): Promise<Ready[]> {
  const needs = { collections: letterCollections, partitions: [['letters', campaignId]] as const }
  return reader.read(needs, view =>
    half.map(each => ({
      contactId: each.contactId,
      ...(letters.mailFor(view, { campaignId, ...each }) ?? unreachable),
    })),
  )
}

/** Asked for all the same: the writer refuses the intent and says in the ledger why. */
const unreachable: Prepared = { address: '', write: () => 'This person can no longer be written to.' }

/** Undefined: nothing is granted, or nobody waited to hear it. */
async function report(
  run: Run,
  { ledger, halt }: RunDeps,
  outcomes: ReportedOutcome[],
  ready: readonly Ready[],
): Promise<Granted[] | undefined> {
  if (outcomes.length === 0 && ready.length === 0) return []
  const { campaignId, number } = run
  const intents = ready.map(({ contactId, address }) => ({ contactId, address }))
  const input = { campaignId, run: number, outcomes, intents } as unknown as Json
  const answer = await ledger.tell(run.commandId(), 'campaign.report', input, halt.signal)
  if (!answer?.ok) {
    halt.now(answer ? 'failed' : 'leaving')
    return undefined
  }
  const result = answer.result as unknown as ReportResult
  if (result.stopped) {
    halt.now(result.stopped === 'overtaken' ? 'overtaken' : 'paused')
    return undefined
  }
  return ready
    .filter(({ contactId }) => !result.refused?.[contactId])
    .map(({ contactId, write }) => {
      const attempt = result.attempts?.[contactId] ?? 1
      const tags = { campaignId, deliveryId: `${campaignId}_${contactId}`, attempt }
      return { contactId, attempt, tags, write }
    })
}
