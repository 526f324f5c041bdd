/**
 * Whose turn it is. Read from a copy of the ledger that is let go of at once: a hundred thousand deliveries would otherwise
 * lie in memory, and be kept up to date, as long as the campaign runs.
 */
import { countsByCampaign } from '../api/campaigns/counts.ts'
import { tryAgainMs } from '../api/campaigns/reporting.ts'
import type { CollectionSpec, StoredRecord } from '../api/store/view.ts'
import type { Run, RunDeps } from './campaign.ts'

export interface Waiting {
  contactId: string
  contentVersion: number
}

export interface WaitingList {
  now: Waiting[]
  /** Some had a passing trouble: the earliest may be tried again then. */
  dueInMs?: number
}

/** A hundred thousand deliveries are much to hold, even for a moment: of each, what is asked for here and no more. */
export const glanced = (spec: CollectionSpec): CollectionSpec =>
  spec.name === 'deliveries' ? { ...spec, upcast: essentials } : spec

function essentials({ id, campaignId, contactId, state, contentVersion, attempts }: StoredRecord): StoredRecord {
  return { id, campaignId, contactId, state, contentVersion, attempts } as unknown as StoredRecord
}

/** States in which somebody's turn is still to come. */
const awaited = ['queued', 'failed_temporary'] as const

export async function readWaiting({ campaignId }: Run, { reader, glance, clock }: RunDeps): Promise<WaitingList> {
  // The store counts as it goes along: at the end of a campaign nobody need be looked at to know that nobody waits.
  const counts = await reader.read(
    { collections: ['deliveries'] },
    view => countsByCampaign(view).get(campaignId) ?? {},
  )
  if (awaited.every(state => !counts[state])) return { now: [] }
  return glance({ partitions: [['deliveries', campaignId]] }, view => {
    const deliveries = view.partition('deliveries', campaignId)
    const now = deliveries.lookup('state', 'queued').map(waitingOf)
    let dueInMs: number | undefined
    for (const delivery of deliveries.lookup('state', 'failed_temporary')) {
      const inMs = dueAtMs(delivery) - clock.nowMs()
      if (inMs <= 0) now.push(waitingOf(delivery))
      else dueInMs = Math.min(dueInMs ?? inMs, inMs)
    }
    return { now, ...(dueInMs === undefined ? {} : { dueInMs }) }
  })
}

const waitingOf = ({ contactId, contentVersion }: StoredRecord): Waiting => ({
  contactId: String(contactId),
  contentVersion: Number(contentVersion ?? 1),
})

function dueAtMs(delivery: StoredRecord): number {
  const attempts = delivery.attempts as unknown as { wave: number; at: string }[]
  const last = attempts.at(-1)
  const tries = attempts.filter(each => each.wave === last?.wave).length
  return Date.parse(last?.at ?? '') + (tryAgainMs[Math.min(tries, tryAgainMs.length) - 1] ?? 0)
}

const lookMs = 1_000

/** Until somebody is due again, a late wave has come, or the worker is to stop. */
export async function waitForWork(run: Run, dueInMs: number, deps: RunDeps): Promise<void> {
  const { clock, halt, reader } = deps
  const untilMs = clock.nowMs() + dueInMs
  while (!halt.signal.aborted && clock.nowMs() < untilMs) {
    await clock.wait(Math.min(lookMs, untilMs - clock.nowMs()), halt.signal)
    const waves = await reader.read(
      { collections: ['campaigns'] },
      view => view.table('campaigns').get(run.campaignId)?.waves,
    )
    if (Array.isArray(waves) && waves.some(wave => (wave as { ready?: boolean }).ready === false)) return
  }
}
