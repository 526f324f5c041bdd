/**
 * The time of a scheduled campaign has come. Fires once: whoever comes second finds it no longer scheduled. More than two
 * hours late (nothing was running) it does not send by itself; a person decides.
 */
import { type Outcome, refuse } from '@dormouse/model'
import { momentOf } from '../../campaigns/wall-time.ts'
import { isRefused } from '../draft.ts'
import type { Handler } from '../handler.ts'
import { beginSending, timeZoneOf } from './actions.ts'
import { needAttention } from './finish.ts'
import { letterCollections } from './letters.ts'

interface FireInput {
  campaignId: string
  /** The time it was set to when the clock was started for it. */
  scheduledAt: string
}

export const overdueMs = 2 * 3_600_000

export const fire: Handler = {
  needs: command => {
    const { campaignId } = command.input as unknown as FireInput
    return { collections: ['campaigns', 'logs', ...letterCollections], partitions: [['letters', campaignId]] }
  },
  decide(draft, command): Outcome {
    const { campaignId, scheduledAt } = command.input as unknown as FireInput
    const campaign = draft.table('campaigns').get(campaignId)
    if (!campaign) return refuse('missing', 'There is no such campaign.')
    if (campaign.status !== 'scheduled' || campaign.scheduledAt !== scheduledAt)
      return refuse('refused', 'This campaign no longer waits for that time.')
    const moment = momentOf(scheduledAt, timeZoneOf(draft)) ?? 0
    const lateMs = Date.parse(draft.now) - moment
    if (lateMs < 0) return refuse('refused', 'The time has not come yet.')
    if (lateMs > overdueMs) {
      needAttention(
        draft,
        campaignId,
        `It should have left at ${scheduledAt.replace('T', ' ')}, but nothing was running then.`,
        { code: 'overdue', scheduledAt },
      )
      return { ok: true, resource: 'campaigns', id: campaignId, result: { status: 'needs_attention' } }
    }
    const begun = beginSending(draft, campaign, campaign.updatedBy)
    if (!isRefused(begun)) return begun
    needAttention(draft, campaignId, begun.problem.message)
    return { ok: true, resource: 'campaigns', id: campaignId, result: { status: 'needs_attention' } }
  },
}
