/** What a list needs besides its own records: whose they are, custom fields, the time zone, related records. */
import {
  type Actor,
  type AnyResource,
  at,
  type Json,
  type MatchContext,
  type Property,
  type RuleGroup,
  relationsOf,
  resourceNamed,
  settings,
} from '@dormouse/model'
import { isoOf } from '../clock.ts'
import type { Needs, StoredRecord, View } from '../store/view.ts'
import { readingNeeds } from './own.ts'
import { propertiesOf, propertyNeeds } from './properties.ts'
import { showNeeds } from './shown.ts'

export interface Asking {
  resource: AnyResource
  actor: Actor
  nowMs: number
  /** All rows instead of a page of them: an export. */
  whole?: boolean
}

export type Context = MatchContext & { properties: readonly Property[] }

export const contextNeeds = ({ resource, actor }: Asking): Needs => ({
  collections: ['settings', ...readingNeeds(resource, actor), ...propertyNeeds(resource), ...showNeeds(resource)],
})

export function contextOf(view: View, { resource, nowMs }: Asking): Context {
  const timeZone = view.table('settings').get('settings')?.timeZone ?? settings.fields.timeZone.options.initial
  return {
    now: isoOf(nowMs),
    timeZone: String(timeZone),
    properties: propertiesOf(view, resource),
    related: (relation, record) => relatedTo(view, resource, relation, record),
  }
}

/** The collections that relation rules look into. Of a partitioned one, every partition: which is known once it is open. */
export function relationNeeds(view: View, resource: AnyResource, where: RuleGroup, opened: Needs): Needs {
  const collections: string[] = []
  const partitions: [string, string][] = []
  for (const name of relationsIn(where)) {
    const related = relationsOf(resource.name).get(name)?.resource
    if (!related || related.layout?.kind === 'sharded') continue
    collections.push(name)
    if (related.layout?.kind !== 'partitioned' || !opened.collections?.includes(name)) continue
    for (const { partition } of view.partitions(name)) partitions.push([name, partition])
  }
  return { collections, partitions }
}

function relationsIn(group: RuleGroup): string[] {
  return group.rules.flatMap(rule => ('rules' in rule ? relationsIn(rule) : 'relation' in rule ? [rule.relation] : []))
}

/** The records of a relation that belong to a record, and to those that were merged into it. */
function* relatedTo(
  view: View,
  resource: AnyResource,
  relation: string,
  record: { readonly [field: string]: Json },
): Generator<StoredRecord> {
  const found = relationsOf(resource.name).get(relation)
  if (!found) return
  const { reference } = found
  const merged = Array.isArray(record.mergedFrom) ? record.mergedFrom : []
  const ids = [record.id, ...merged].map(String)
  // A reference that can name any record says which resource it means.
  const path = reference.to === undefined ? `${reference.path}.id` : reference.path
  const isMeant = (each: StoredRecord) =>
    reference.to !== undefined || at(each, `${reference.path}.resource`) === resource.name
  const tables =
    resourceNamed(relation)?.layout?.kind === 'partitioned'
      ? view.partitions(relation).map(({ partition }) => view.partition(relation, partition))
      : [view.table(relation)]
  for (const table of tables)
    for (const id of ids) for (const each of table.lookup(path, id)) if (isMeant(each)) yield each
}
