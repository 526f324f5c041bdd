/**
 * A worker takes a campaign up. It gets the next run number; whatever an earlier run intended and did not report may have
 * left or not, and is uncertain from now on. An earlier run that is still alive can report, but intend nothing more.
 */
import { type Json, type Outcome, refuse } from '@dormouse/model'
import type { BeginInput } from '../../campaigns/reporting.ts'
import { unfinished } from '../../campaigns/states.ts'
import type { Draft, Handler } from '../handler.ts'
import { attemptsOf, changesFor } from './attempts.ts'
import { running } from './status.ts'

export const begin: Handler = {
  needs: command => {
    const { campaignId } = command.input as unknown as BeginInput
    return { collections: ['campaigns'], partitions: [['deliveries', campaignId]] }
  },
  decide(draft, command): Outcome {
    const { campaignId, feedback } = command.input as unknown as BeginInput
    const campaign = draft.table('campaigns').get(campaignId)
    if (!campaign) return refuse('missing', 'There is no such campaign.')
    const leftovers = campaign.status === 'cancelled' && count(draft, campaignId) > 0
    if (!running(campaign) && !leftovers)
      return refuse('refused', `There is nothing to do: it is ${String(campaign.status)}.`)
    const run = Number(campaign.run ?? 0) + 1
    draft.table('campaigns').set(campaignId, { run, feedback: feedback === true }, { quiet: true })
    const uncertain = markUncertain(draft, campaignId)
    const result: Json = { run, status: campaign.status!, uncertain }
    return { ok: true, resource: 'campaigns', id: campaignId, result }
  },
}

function markUncertain(draft: Draft, campaignId: string): number {
  const deliveries = draft.table('deliveries', campaignId)
  const intended = [...deliveries.lookup('state', 'intended')]
  for (const delivery of intended) {
    const attempts = attemptsOf(delivery)
    const last = { ...attempts.at(-1)!, state: 'uncertain', at: draft.now } as const
    deliveries.set(delivery.id, changesFor(attempts.with(-1, last)), { quiet: true })
  }
  return intended.length
}

const count = (draft: Draft, campaignId: string): number =>
  unfinished.reduce((sum, state) => sum + draft.table('deliveries', campaignId).lookup('state', state).length, 0)
