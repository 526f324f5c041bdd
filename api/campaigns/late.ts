/** Before a campaign goes to somebody else: how many are chosen, have it already, and would get it. */
import type { DeliveryState, Json } from '@dormouse/model'
import type { StoredRecord, View } from '../store/view.ts'
import { readAudience, resolveAudience } from './audience.ts'
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

/** Under their own id or that of a duplicate that was merged into them. */
function got(view: View, campaignId: string, contactId: string): boolean {
  const deliveries = view.partition('deliveries', campaignId)
  const merged = ids(view.table('contacts').get(contactId)?.mergedFrom)
  return [contactId, ...merged].some(id => {
    const delivery: StoredRecord | undefined = deliveries.get(`${campaignId}_${id}`)
    return delivery !== undefined && gotIt.has(delivery.state as DeliveryState)
  })
}
