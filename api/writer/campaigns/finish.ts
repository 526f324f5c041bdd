/** How a run ends: everything handed over, or stopped by itself with one plain sentence why. */
import { type Outcome, refuse, type StopCause } from '@dormouse/model'
import { unfinished } from '../../campaigns/states.ts'
import type { Draft, Handler } from '../handler.ts'
import { inOrder, running, wavesOf } from './status.ts'

interface FinishInput {
  campaignId: string
  run: number
}

export const finish: Handler = {
  needs: command => {
    const { campaignId } = command.input as unknown as FinishInput
    return { collections: ['campaigns'], partitions: [['deliveries', campaignId]] }
  },
  decide(draft, command): Outcome {
    const { campaignId, run } = command.input as unknown as FinishInput
    const campaign = draft.table('campaigns').get(campaignId)
    if (!campaign) return refuse('missing', 'There is no such campaign.')
    if (campaign.run !== run) return refuse('conflict', 'Another worker has taken this campaign over.')
    if (campaign.status !== 'sending') return refuse('refused', `It is ${String(campaign.status)}.`)
    if (wavesOf(campaign).some(wave => !wave.ready)) return refuse('refused', 'A wave is still to be prepared.')
    const waiting = waitingIn(draft, campaignId)
    if (waiting > 0) return refuse('refused', `${waiting} are still to be sent.`)
    draft.table('campaigns').set(campaignId, { status: 'done', ...inOrder, finishedAt: draft.now }, { quiet: true })
    return { ok: true, resource: 'campaigns', id: campaignId, result: { status: 'done' } }
  },
}

const waitingIn = (draft: Draft, campaignId: string): number =>
  unfinished.reduce((sum, state) => sum + draft.table('deliveries', campaignId).lookup('state', state).length, 0)

interface StopInput extends FinishInput {
  /** One sentence for a person. */
  reason: string
}

/** The worker can't go on by itself: the letter does not render, the account is paused, today's quota is used up. */
export const stop: Handler = {
  needs: () => ({ collections: ['campaigns'] }),
  decide(draft, command): Outcome {
    const { campaignId, run, reason } = command.input as unknown as StopInput
    const campaign = draft.table('campaigns').get(campaignId)
    if (!campaign) return refuse('missing', 'There is no such campaign.')
    if (campaign.run !== run) return refuse('conflict', 'Another worker has taken this campaign over.')
    if (!running(campaign)) return refuse('refused', `It is ${String(campaign.status)}.`)
    needAttention(draft, campaignId, reason)
    return { ok: true, resource: 'campaigns', id: campaignId, result: { status: 'needs_attention' } }
  },
}

export function needAttention(draft: Draft, campaignId: string, reason: string, cause?: StopCause): void {
  draft
    .table('campaigns')
    .set(
      campaignId,
      { status: 'needs_attention', reason: reason.slice(0, 1000), cause: cause ?? null },
      { quiet: true },
    )
}
