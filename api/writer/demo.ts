/** The one thing sample data need that nobody can ask for: a letter that was sent before the store began. */
import { refuse } from '@dormouse/model'
import { freezeLetter, letterCollections } from './campaigns/letters.ts'
import { isRefused } from './draft.ts'
import type { Handler } from './handler.ts'

const freeze: Handler = {
  needs: ({ input }) => ({
    collections: ['campaigns', ...letterCollections],
    partitions: [['letters', (input as { campaignId: string }).campaignId]],
  }),
  decide(draft, { input }) {
    const { campaignId } = input as { campaignId: string }
    const campaign = draft.table('campaigns').get(campaignId)
    if (draft.actor.role !== 'system' || !campaign) return refuse('forbidden', 'You may not do this.')
    const letter = freezeLetter(draft, campaign)
    if (isRefused(letter)) return letter
    draft.table('campaigns').set(campaignId, { contentVersion: letter.version }, { quiet: true })
    return { ok: true, resource: 'campaigns', id: campaignId }
  },
}

export const demoHandlers: Record<string, Handler> = { 'demo.freezeLetter': freeze }
