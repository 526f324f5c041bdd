/** Taking back what was not sent yet, in pieces that one commit can carry. */
import type { Outcome } from '@dormouse/model'
import { refuse } from '@dormouse/model'
import type { Draft, Handler } from '../handler.ts'
import { attemptsOf, changesFor, stateOf } from './attempts.ts'

const rowsMax = 2_000

/** Up to 2,000 of those still waiting become cancelled; answers how many. */
export function cancelQueued(draft: Draft, campaignId: string): number {
  const deliveries = draft.table('deliveries', campaignId)
  const waiting = (['queued', 'failed_temporary'] as const).flatMap(state => [...deliveries.lookup('state', state)])
  const some = waiting.slice(0, rowsMax)
  for (const delivery of some) {
    const attempts = attemptsOf(delivery)
    const last = { ...attempts.at(-1)!, state: 'cancelled', at: draft.now } as const
    deliveries.set(delivery.id, changesFor(attempts.with(-1, last)), { quiet: true })
  }
  return some.length
}

interface SweepInput {
  campaignId: string
}

/** The rest of a stopped campaign, for audiences that one commit can't take back. Answers how many are left. */
export const sweep: Handler = {
  needs: command => {
    const { campaignId } = command.input as unknown as SweepInput
    return { collections: ['campaigns'], partitions: [['deliveries', campaignId]] }
  },
  decide(draft, command): Outcome {
    const { campaignId } = command.input as unknown as SweepInput
    const campaign = draft.table('campaigns').get(campaignId)
    if (!campaign) return refuse('missing', 'There is no such campaign.')
    if (campaign.status !== 'cancelled') return refuse('refused', 'This campaign was not stopped.')
    const cancelled = cancelQueued(draft, campaignId)
    const deliveries = draft.table('deliveries', campaignId)
    const left = [...deliveries.lookup('state', 'queued'), ...deliveries.lookup('state', 'failed_temporary')]
    return {
      ok: true,
      resource: 'campaigns',
      id: campaignId,
      result: { cancelled, left: left.filter(each => stateOf(each) !== 'cancelled').length },
    }
  },
}
