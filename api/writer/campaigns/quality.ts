/**
 * When a campaign stops by itself: too many bounces or complaints get an account suspended, and a wrong list is best
 * noticed early. Amazon reviews an account at 5 % bounces or 0.1 % complaints (SES developer guide, "Understanding your
 * bounce rate"); small numbers prove nothing.
 */
import type { DeliveryState } from '@dormouse/model'
import type { Draft } from '../handler.ts'
import { needAttention } from './finish.ts'
import { running } from './status.ts'

const acceptedMin = 100
const bounces = { rate: 0.05, min: 10 }
const complaints = { rate: 0.001, min: 3 }
const handedOver: readonly DeliveryState[] = [
  'accepted',
  'delayed',
  'bounced_soft',
  'delivered',
  'rejected',
  'bounced_hard',
  'complained',
]

export function judgeQuality(draft: Draft, campaignId: string): void {
  const campaign = draft.table('campaigns').get(campaignId)
  if (!campaign || !running(campaign)) return
  const deliveries = draft.table('deliveries', campaignId)
  const count = (state: DeliveryState) => deliveries.lookup('state', state).length
  const bounced = count('bounced_hard')
  const complained = count('complained')
  if (bounced < bounces.min && complained < complaints.min) return
  const accepted = handedOver.reduce((sum, state) => sum + count(state), 0)
  if (accepted < acceptedMin) return
  if (bounced >= bounces.min && bounced / accepted >= bounces.rate)
    needAttention(
      draft,
      campaignId,
      `${bounced} of the first ${accepted} addresses do not exist. Look at the list before you go on.`,
    )
  else if (complained >= complaints.min && complained / accepted >= complaints.rate)
    needAttention(
      draft,
      campaignId,
      `${complained} of the first ${accepted} people marked this letter as unwanted. Look at who gets it before you go on.`,
    )
}
