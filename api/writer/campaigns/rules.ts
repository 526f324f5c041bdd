/**
 * Rules of the resources that mailing is made of, run inside every change of them, whoever asks: what has begun keeps its
 * letter and audience, and the group of everyone stays what it is.
 */
import { isDeepStrictEqual } from 'node:util'
import { refuse } from '@dormouse/model'
import type { ResourceRules } from '../handler.ts'
import { campaignActions, everyone } from './actions.ts'
import { begun } from './status.ts'

/** What the first send freezes. */
const frozen = ['templateId', 'subject', 'audience', 'onePer'] as const

const campaigns: ResourceRules = {
  prepare(_draft, before, after) {
    if (!before || !begun(before)) return after
    const changed = frozen.find(field => !isDeepStrictEqual(before[field], after[field]))
    if (!changed) return after
    const sentence =
      'This campaign has begun: its letter and its audience stay as they were sent. Make a copy to change them.'
    return refuse('refused', sentence, { errors: { [changed]: sentence } })
  },
  remove(_draft, before) {
    if (!begun(before)) return undefined
    return refuse('refused', 'This campaign has been sent. Who got it stays on record, so it can’t be deleted.')
  },
  actions: campaignActions,
}

const segments: ResourceRules = {
  prepare(_draft, before, after) {
    const rules = ['match', 'include', 'exclude'] as const
    if (before?.id !== everyone || rules.every(field => isDeepStrictEqual(before[field], after[field]))) return after
    return refuse('refused', 'This group is everybody, by definition. Make a group of your own for some of them.')
  },
  remove(_draft, before) {
    return before.id === everyone ? refuse('refused', 'The group of everybody can’t be deleted.') : undefined
  },
}

export const campaignRules: Record<string, ResourceRules> = { campaigns, segments }
