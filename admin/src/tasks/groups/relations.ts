/** What a person can have taken part in, and how a sentence says how often. */
import type { Json, RelationRule, RuleGroup } from '@dormouse/model'

/** In the model's names; all of them refer to the person by `contactId` or `contactIds`. */
export const relations = ['attendances', 'deliveries', 'leads'] as const
export type Relation = (typeof relations)[number]

export const isRelation = (field: string): boolean => field.startsWith('related:')

/** What stands behind the subject in the sentence. */
export interface Times {
  count: number
  where: Record<string, Json>
  /** A condition that came over the API and that this screen cannot show; kept as it is. */
  other?: RuleGroup
  within?: RelationRule['within']
}

export const periods = ['thisYear', 'lastYear', 'last30Days', 'last90Days', 'last365Days'] as const

/** What became of a letter, as one would ask for it; the states that answer it. */
export const outcomes = {
  got: ['accepted', 'delivered', 'delayed', 'complained'],
  bounced: ['bounced_hard', 'bounced_soft', 'rejected', 'failed_permanent'],
  notSent: ['skipped', 'cancelled'],
} as const
export type Outcome = keyof typeof outcomes

export function outcomeOf(states: Json | undefined): Outcome | undefined {
  if (!Array.isArray(states)) return undefined
  const key = (list: readonly unknown[]) => [...list].sort().join()
  return (Object.keys(outcomes) as Outcome[]).find(name => key(outcomes[name]) === key(states))
}

/** What a fresh sentence begins with: the question that is asked most. */
export const firstTimes: Record<Relation, Times> = {
  attendances: { count: 1, where: { status: 'attended' } },
  deliveries: { count: 1, where: { state: [...outcomes.got] } },
  leads: { count: 1, where: {} },
}
