/**
 * Lists of partitioned resources: the deliveries of one campaign are one table; all deliveries together are read partition
 * by partition, in the order of their ids, and only those partitions that the page touches.
 */
import { type AnyResource, comparator, type ListQuery, type RuleGroup } from '@dormouse/model'
import type { Needs, StoredRecord, View } from '../store/view.ts'
import { partitionOfId } from './find.ts'
import { listTable } from './list.ts'
import type { Found, Listing } from './pages.ts'

/** Up to this many rows over all partitions are filtered and sorted together; beyond, the asker has to say which. */
const togetherMax = 50_000

export function partitionNeeds(view: View, resource: AnyResource, query: ListQuery, opened: Needs): Needs {
  const named = partitionsNamed(resource, query)
  if (named) return { partitions: named.map(each => [resource.name, each]) }
  if (!opened.collections?.includes(resource.name)) return { collections: [resource.name] }
  const all = view.partitions(resource.name)
  const touched = isPlain(query) ? touchedBy(all, query.range) : countOf(all) <= togetherMax ? all : []
  return { collections: [resource.name], partitions: touched.map(({ partition }) => [resource.name, partition]) }
}

export function listPartitions(view: View, query: ListQuery, listing: Listing): Found {
  const { resource } = listing
  const named = partitionsNamed(resource, query)
  if (named && query.ids) return byIds(view, resource, query.ids)
  if (named?.[0] !== undefined && named.length === 1)
    return listTable(view.partition(resource.name, named[0]), query, listing)
  const all = view.partitions(resource.name).filter(({ partition }) => !named || named.includes(partition))
  if (!named && isPlain(query)) return inIdOrder(view, query, listing)
  if (countOf(all) > togetherMax) return { problem: tooMany(resource) }
  return together(
    view,
    query,
    listing,
    all.map(({ partition }) => partition),
  )
}

/** Without any filter, in the order of ids: what can be paged through however many there are. */
const isPlain = ({ ids, q, where, sort }: ListQuery): boolean =>
  !ids && q === undefined && where.rules.length === 0 && sort.field === 'id' && sort.order === 'asc'

/** The partitions that the filter names; undefined: it could be any. */
function partitionsNamed(resource: AnyResource, query: ListQuery): string[] | undefined {
  if (query.ids) return [...new Set(query.ids.map(partitionOfId))]
  const by = resource.layout?.kind === 'partitioned' ? resource.layout.by : undefined
  for (const rule of topRules(query.where))
    if ('field' in rule && rule.field === by) {
      if (rule.operator === '=' && typeof rule.value === 'string') return [rule.value]
      if (rule.operator === 'in' && Array.isArray(rule.value)) return [...new Set(rule.value.map(String))]
    }
  return undefined
}

/** Rules that must hold whatever the others say. */
const topRules = (group: RuleGroup): RuleGroup['rules'] =>
  group.not || (group.combinator === 'or' && group.rules.length > 1)
    ? []
    : group.rules.flatMap(rule => ('rules' in rule ? topRules(rule) : [rule]))

type Partition = { partition: string; rows: number }
const countOf = (all: readonly Partition[]) => all.reduce((sum, { rows }) => sum + rows, 0)

/** Ids begin with their partition and an underscore, and are sorted so. */
const byId = (all: readonly Partition[]) => all.toSorted((a, b) => (`${a.partition}_` < `${b.partition}_` ? -1 : 1))

function touchedBy(all: readonly Partition[], { first, last }: ListQuery['range']): Partition[] {
  let begin = 0
  return byId(all).filter(({ rows }) => {
    const isTouched = begin <= last && begin + rows > first
    begin += rows
    return isTouched
  })
}

function inIdOrder(view: View, query: ListQuery, { resource, ...listing }: Listing): Found {
  const all = view.partitions(resource.name)
  const rows: StoredRecord[] = []
  let begin = 0
  const touched = new Set(touchedBy(all, query.range).map(({ partition }) => partition))
  for (const { partition, rows: count } of byId(all)) {
    if (touched.has(partition)) {
      const range = { first: Math.max(0, query.range.first - begin), last: query.range.last - begin }
      const page = listTable(view.partition(resource.name, partition), { ...query, range }, { resource, ...listing })
      rows.push(...page.rows)
    }
    begin += count
  }
  return { rows, total: begin }
}

function together(view: View, query: ListQuery, listing: Listing, partitions: readonly string[]): Found {
  const { resource, context } = listing
  const everything = { ...query, range: { first: 0, last: togetherMax } }
  const rows = partitions.flatMap(each => listTable(view.partition(resource.name, each), everything, listing).rows)
  rows.sort(comparator(resource, query.sort, context.properties))
  return { rows: rows.slice(query.range.first, query.range.last + 1), total: rows.length }
}

function byIds(view: View, resource: AnyResource, ids: readonly string[]): Found {
  const rows = ids.flatMap(id => view.partition(resource.name, partitionOfId(id)).get(id) ?? [])
  return { rows, total: rows.length }
}

function tooMany(resource: AnyResource) {
  const by = resource.layout?.kind === 'partitioned' ? resource.layout.by : 'id'
  const message = `There are too many ${resource.label[1].toLowerCase()} for this: filter by ${by}, or sort by id without a filter.`
  return { kind: 'invalid' as const, message, errors: { [by]: message } }
}
