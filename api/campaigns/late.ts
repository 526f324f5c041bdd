/** Before a campaign goes to somebody else: how many are chosen, have it already, and would get it. */
import type { DeliveryState, Json } from '@dormouse/model'
import type { StoredRecord, View } from '../store/view.ts'
import { audienceOf, readAudience, resolveAudience } from './audience.ts'
import type { CheckDeps } from './check.ts'
import { ids } from './selection.ts'
import { gotIt } from './states.ts'

export interface LatePeople {
  chosen: number
  haveIt: number
  willReceive: number
}

export function latePeople(campaignId: string, body: { [key: string]: Json }, deps: CheckDeps): Promise<LatePeople> {
  const audience = {
    contactIds: ids(body.contactIds),
    segmentIds: ids(body.segmentIds),
    exceptContactIds: [],
    exceptSegmentIds: [],
  }
  return readAudience(
    deps.reader,
    () => ({ audience }),
    { partitions: [['deliveries', campaignId]] },
    view => {
      const onePer = view.table('campaigns').get(campaignId)?.onePer === 'person' ? 'person' : 'address'
      const rows = resolveAudience(view, audience, { onePer, nowMs: deps.clock.nowMs(), addressHash: deps.addressHash })
      const have = rows.filter(row => got(view, campaignId, row.contactId))
      const again = body.again === true
      const willReceive = rows.filter(row => !row.skip && (again || !got(view, campaignId, row.contactId))).length
      return { chosen: rows.length, haveIt: have.length, willReceive }
    },
  )
}

/** Lists are cut here (the count is not): more people than this joined is a new campaign. */
const listedMax = 5_000

export interface Newcomers {
  count: number
  contactIds: string[]
}

/** Who belongs to the campaign's own audience by now (its exceptions hold) and neither has the letter nor is about to. */
export function newcomersTo(campaignId: string, deps: CheckDeps): Promise<Newcomers> {
  return readAudience(
    deps.reader,
    view => ({ audience: audienceOf(view.table('campaigns').get(campaignId) ?? ({ id: campaignId } as StoredRecord)) }),
    { partitions: [['deliveries', campaignId]] },
    (view, audience) => {
      const onePer = view.table('campaigns').get(campaignId)?.onePer === 'person' ? 'person' : 'address'
      const rows = resolveAudience(view, audience, { onePer, nowMs: deps.clock.nowMs(), addressHash: deps.addressHash })
      const fresh = rows.filter(row => !row.skip && !listed(view, campaignId, row.contactId))
      return { count: fresh.length, contactIds: fresh.slice(0, listedMax).map(row => row.contactId) }
    },
  )
}

/** Whoever stands in the ledger was there when it was sent, whatever became of their letter: that is no newcomer. */
const listed = (view: View, campaignId: string, contactId: string): boolean =>
  [contactId, ...ids(view.table('contacts').get(contactId)?.mergedFrom)].some(
    id => view.partition('deliveries', campaignId).get(`${campaignId}_${id}`) !== undefined,
  )

/** Under their own id or that of a duplicate that was merged into them. */
function got(view: View, campaignId: string, contactId: string): boolean {
  const deliveries = view.partition('deliveries', campaignId)
  const merged = ids(view.table('contacts').get(contactId)?.mergedFrom)
  return [contactId, ...merged].some(id => {
    const delivery: StoredRecord | undefined = deliveries.get(`${campaignId}_${id}`)
    return delivery !== undefined && gotIt.has(delivery.state as DeliveryState)
  })
}
