/** How far a campaign is: what the screen asks every second while mails leave. */
import type { Json } from '@dormouse/model'
import type { Reader } from '../store/view.ts'
import { type Counts, countsByCampaign, withCounts } from './counts.ts'
import { halfMax } from './reporting.ts'

export interface Progress {
  status: Json
  reason: Json
  counts: Counts
  total: number
  /** Not handed over yet. */
  waiting: number
  startedAt: Json
  finishedAt: Json
  /** A worker that is killed leaves at most this many people uncertain. */
  uncertainMax: number
}

export function progressOf(campaignId: string, { reader }: { reader: Reader }): Promise<Progress | undefined> {
  return reader.read({ collections: ['campaigns', 'deliveries'] }, view => {
    const campaign = view.table('campaigns').get(campaignId)
    if (!campaign) return undefined
    const { status, reason, startedAt, finishedAt, counts, total } = withCounts(campaign, countsByCampaign(view))
    const people = counts as Counts
    const waiting = (people.queued ?? 0) + (people.intended ?? 0) + (people.failed_temporary ?? 0)
    return {
      status: status ?? null,
      reason: reason ?? null,
      counts: people,
      total: Number(total),
      waiting,
      startedAt: startedAt ?? null,
      finishedAt: finishedAt ?? null,
      uncertainMax: 2 * halfMax,
    }
  })
}
