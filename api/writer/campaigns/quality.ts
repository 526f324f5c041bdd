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

/** How often each rate has doubled from where it becomes a concern; 0: it is none. */
interface Concerns {
  bounced: number
  complained: number
}

/**
 * Stops a campaign whose rates have become a concern since `before`. A person who has looked and said "go on" is asked
 * again only when a rate has doubled, and not by every bounce that follows.
 */
export function judgeQuality(draft: Draft, campaignId: string, before: Concerns): void {
  const campaign = draft.table('campaigns').get(campaignId)
  if (!campaign || !running(campaign)) return
  const now = concernsOf(draft, campaignId)
  const { accepted, bounced, complained } = countsOf(draft, campaignId)
  if (now.bounced > before.bounced)
    needAttention(
      draft,
      campaignId,
      `${bounced} of the first ${accepted} addresses do not exist. Look at the list before you go on.`,
      { code: 'bounced', count: bounced, of: accepted },
    )
  else if (now.complained > before.complained)
    needAttention(
      draft,
      campaignId,
      `${complained} of the first ${accepted} people marked this letter as unwanted. Look at who gets it before you go on.`,
      { code: 'complained', count: complained, of: accepted },
    )
}

export function concernsOf(draft: Draft, campaignId: string): Concerns {
  const { accepted, bounced, complained } = countsOf(draft, campaignId)
  return { bounced: concern(bounced, accepted, bounces), complained: concern(complained, accepted, complaints) }
}

function concern(count: number, accepted: number, { rate, min }: { rate: number; min: number }): number {
  if (accepted < acceptedMin || count < min || count / accepted < rate) return 0
  return 1 + Math.floor(Math.log2(count / accepted / rate))
}

function countsOf(draft: Draft, campaignId: string): { accepted: number; bounced: number; complained: number } {
  const deliveries = draft.table('deliveries', campaignId)
  const count = (state: DeliveryState) => deliveries.lookup('state', state).length
  return {
    accepted: handedOver.reduce((sum, state) => sum + count(state), 0),
    bounced: count('bounced_hard'),
    complained: count('complained'),
  }
}
