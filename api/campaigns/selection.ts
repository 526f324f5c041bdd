/**
 * Groups of people, looked up: rules, plus some by hand, minus some. Rules over other records (attended three times, got
 * the last letter) read those records; which ones that are is found out before anything is read.
 */
import {
  asGroup,
  contacts,
  type Json,
  type MatchContext,
  matcher,
  type RelationRule,
  type RuleGroup,
} from '@dormouse/model'
import { contextOf } from '../read/context.ts'
import type { Needs, StoredRecord, View } from '../store/view.ts'

export const everyoneId = 'everyone'

/** What a group says, saved or still being edited. */
export interface Selection {
  match: RuleGroup | null
  include: readonly string[]
  exclude: readonly string[]
}

export const everybody: Selection = { match: { combinator: 'and', rules: [] }, include: [], exclude: [] }

/** The group as it is saved; undefined: there is none of that id. */
export function selectionOf(view: Pick<View, 'table'>, segmentId: string): Selection | undefined {
  if (segmentId === everyoneId) return everybody
  const segment = view.table('segments').get(segmentId)
  if (!segment) return undefined
  return {
    match: segment.match as unknown as RuleGroup | null,
    include: ids(segment.include),
    exclude: ids(segment.exclude),
  }
}

/** The first of two readings: groups, and the campaigns whose deliveries rules may ask for. */
export const selectionNeeds: Needs = { collections: ['segments', 'campaigns', 'properties', 'settings'] }

/** What has to be read before `membersOf` can be asked. `view` is that of the first reading. */
export function needsOfSelections(view: Pick<View, 'table'>, selections: readonly Selection[]): Needs {
  const rules = selections.flatMap(({ match }) => (match ? relationRules(match) : []))
  const collections = new Set(['contacts', 'segments', 'properties', 'settings'])
  const campaigns = new Set<string>()
  for (const rule of rules) {
    if (inLedger(rule.relation)) for (const id of campaignsMeant(view, rule)) campaigns.add(id)
    else collections.add(rule.relation)
  }
  return { collections: [...collections], partitions: [...campaigns].map(id => ['deliveries', id] as const) }
}

/** Whether a person is in the group. A group without rules and without people is empty, not everybody. */
export function membership(view: View, selection: Selection, nowMs: number): (person: StoredRecord) => boolean {
  const include = new Set(selection.include)
  const exclude = new Set(selection.exclude)
  const holds = selection.match ? matcher(contacts, selection.match, contextFor(view, selection, nowMs)) : () => false
  return person => (include.has(person.id) || holds(person)) && !exclude.has(person.id)
}

/** The organisation's zone decides what "this year" is. */
export function timeZoneIn(view: Pick<View, 'table'>): string {
  const zone = view.table('settings').get('settings')?.timeZone
  return typeof zone === 'string' && zone ? zone : 'UTC'
}

/** As in any list of people; but of the ledger only the campaigns are opened that the rules can mean. */
function contextFor(view: View, selection: Selection, nowMs: number): MatchContext {
  const context = contextOf(view, { resource: contacts, actor: { id: 'audience', role: 'system' }, nowMs })
  const campaignIds = new Set(
    (selection.match ? relationRules(selection.match) : []).flatMap(rule => [...campaignsMeant(view, rule)]),
  )
  return {
    ...context,
    related: (relation, person) =>
      inLedger(relation)
        ? deliveriesTo(view, campaignIds, [String(person.id), ...ids(person.mergedFrom)])
        : (context.related?.(relation, person) ?? []),
  }
}

function* deliveriesTo(
  view: View,
  campaignIds: ReadonlySet<string>,
  people: readonly string[],
): Generator<StoredRecord> {
  for (const campaignId of campaignIds)
    for (const id of people) {
      const delivery = view.partition('deliveries', campaignId).get(`${campaignId}_${id}`)
      if (delivery) yield delivery
    }
}

/** What a person received is read from the ledger as well: it has one row for each campaign. */
const inLedger = (relation: string): boolean => relation === 'deliveries' || relation === 'received'

/** A rule that names campaigns asks for those; one that does not, for all that have begun. */
function campaignsMeant(view: Pick<View, 'table'>, rule: RelationRule): ReadonlySet<string> {
  if (!inLedger(rule.relation)) return new Set()
  const named = rule.where ? namedCampaigns(asGroup(rule.where)) : []
  if (named.length > 0) return new Set(named)
  const begun = [...view.table('campaigns').values()].filter(each => Array.isArray(each.waves) && each.waves.length > 0)
  return new Set(begun.map(each => each.id))
}

function namedCampaigns(where: RuleGroup): string[] {
  if (where.combinator === 'or' || where.not) return []
  return where.rules.flatMap(rule => {
    if (!('field' in rule) || rule.field !== 'campaignId') return []
    if (rule.operator !== '=' && rule.operator !== 'in') return []
    return [rule.value ?? []].flat().filter(each => typeof each === 'string')
  })
}

function relationRules(group: RuleGroup): RelationRule[] {
  return group.rules.flatMap(rule => ('rules' in rule ? relationRules(rule) : 'relation' in rule ? [rule] : []))
}

export const ids = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter(each => typeof each === 'string') : []
