/** Lists of rows that are all at hand: what follows one record, filtered and sorted at will. */
import {
  type Actor,
  type AnyResource,
  comparator,
  type ListQuery,
  matcher,
  type RuleGroup,
  wordsOf,
} from '@dormouse/model'
import type { Needs, View } from '../store/view.ts'
import { searchTextOf } from './list.ts'
import { union } from './needs.ts'
import type { Found, Listing } from './pages.ts'
import { rowsOf, type Subject, subjectNeeds, subjectOf, subjectOfRow } from './shard.ts'
import type { Row } from './shown.ts'

/** Whose rows a query asks for; none: it names nobody. */
export function subjectsOf(resource: AnyResource, query: ListQuery): Subject[] {
  if (resource.layout?.kind !== 'sharded') return []
  if (query.ids)
    return [
      ...new Map(query.ids.flatMap(id => subjectOfRow(resource, id) ?? []).map(each => [each.key, each])).values(),
    ]
  const id = equalTo(query.where, resource.layout.by)
  return id === undefined ? [] : [subjectOf(resource, id, equalTo(query.where, 'resource')) ?? []].flat()
}

function equalTo({ combinator, not, rules }: RuleGroup, field: string): string | undefined {
  if (not || (combinator === 'or' && rules.length > 1)) return undefined
  for (const rule of rules) {
    if ('field' in rule && rule.field === field && rule.operator === '=' && typeof rule.value === 'string')
      return rule.value
    const inner = 'rules' in rule ? equalTo(rule, field) : undefined
    if (inner !== undefined) return inner
  }
  return undefined
}

export function shardNeeds(view: View, resource: AnyResource, query: ListQuery, actor: Actor, opened: Needs): Needs {
  let needs: Needs = {}
  for (const subject of subjectsOf(resource, query)) {
    needs = union(needs, subjectNeeds(resource, subject, actor))
    if (opened.collections?.includes(subject.resource.name))
      needs = union(needs, { keys: mergedKeys(view, resource, subject).map(key => [resource.name, key] as const) })
  }
  return needs
}

/** A person's letters include those of the duplicates that were merged into them; histories are told record by record. */
function mergedKeys(view: View, resource: AnyResource, { resource: of, id }: Subject): string[] {
  if (resource.name === 'changes' || of.layout) return []
  const merged = view.table(of.name).get(id)?.mergedFrom
  return Array.isArray(merged) ? merged.map(String) : []
}

export function listShard(view: View, query: ListQuery, listing: Listing): Found {
  const { resource, actor } = listing
  const rows = subjectsOf(resource, query).flatMap(subject =>
    rowsOf(view, resource, subject, actor, [subject.key, ...mergedKeys(view, resource, subject)]),
  )
  if (!query.ids) return sorted(rows, query, listing)
  const found = query.ids.map(id => rows.find(row => row.id === id)).filter(row => row !== undefined)
  return { rows: found, total: found.length }
}

/** Searches, filters, sorts and cuts. */
export function sorted(
  rows: readonly Row[],
  query: ListQuery,
  { resource, context, actor }: Pick<Listing, 'resource' | 'context' | 'actor'>,
): { rows: Row[]; total: number } {
  const holds = matcher(resource, query.where, context)
  const words = wordsOf(query.q ?? '')
  const { textOf } = searchTextOf({ resource, actor })
  const found = rows.filter(row => holds(row) && words.every(word => textOf(row).includes(word)))
  found.sort(comparator(resource, query.sort, context.properties))
  return { rows: found.slice(query.range.first, query.range.last + 1), total: found.length }
}
