/** How far a campaign has come: counted from its deliveries (kept per partition by the store), never counted up beside them. */
import type { Json } from '@dormouse/model'
import type { StoredRecord, View } from '../store/view.ts'

export type Counts = Record<string, number>

/** Needs the collection `deliveries`. State of delivery → number of people, for every campaign that has any. */
export function countsByCampaign(view: Pick<View, 'partitions'>): Map<string, Counts> {
  return new Map(view.partitions('deliveries').map(({ partition, counts }) => [partition, present(counts)]))
}

/** A campaign's record as it is read: with `counts` and `total` as they are at this moment. */
export function withCounts(campaign: StoredRecord, all: ReadonlyMap<string, Counts>): StoredRecord {
  const counts = all.get(campaign.id) ?? {}
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return { ...campaign, counts: counts as Json, total } as StoredRecord
}

const present = (counts: Counts): Counts => Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
