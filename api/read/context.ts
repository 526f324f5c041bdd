/** What a list needs besides its own records: whose they are, custom fields, the time zone, related records. */
import {
  type Actor,
  type AnyResource,
  at,
  deliveries,
  type Json,
  type MatchContext,
  type Property,
  type RuleGroup,
  received,
  relationsOf,
  resourceNamed,
  settings,
} from '@dormouse/model'
import { isoOf } from '../clock.ts'
import type { Needs, StoredRecord, View } from '../store/view.ts'
import { type Reading, readingNeeds, readingOf } from './own.ts'
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

export function contextOf(view: View, asking: Asking): Context {
  const { resource, nowMs } = asking
  const timeZone = view.table('settings').get('settings')?.timeZone ?? settings.fields.timeZone.options.initial
  const readings = new Map<string, Reading | undefined>()
  return {
    now: isoOf(nowMs),
    timeZone: String(timeZone),
    properties: propertiesOf(view, resource),
    *related(relation, record) {
      if (!readings.has(relation)) readings.set(relation, readingOfRelation(view, asking, relation))
      const reading = readings.get(relation)
      if (!reading) return
      for (const each of relatedTo(view, resource, relation, record)) if (reading.all || reading.holds(each)) yield each
    },
  }
}

/** What the asker does not see is not counted for them either. */
function readingOfRelation(view: View, { resource, actor }: Asking, relation: string): Reading | undefined {
  const related = relationsOf(resource.name).get(relation)?.resource
  return related && readingOf(view, related, actor)
}

/** What a person received is read from the ledger of deliveries: it has one row for each letter. */
const keptAs = (relation: string): string => (relation === received.name ? deliveries.name : relation)

/** The collections that relation rules look into. Of a partitioned one, every partition: which is known once it is open. */
export function relationNeeds(view: View, { resource, actor }: Asking, where: RuleGroup, opened: Needs): Needs {
  const collections: string[] = []
  const partitions: [string, string][] = []
  for (const name of relationsIn(where)) {
    const related = relationsOf(resource.name).get(name)?.resource
    if (!related) continue
    const kept = keptAs(name)
    collections.push(kept, ...readingNeeds(related, actor))
    if (!isPartitioned(kept) || !opened.collections?.includes(kept)) continue
    for (const { partition } of view.partitions(kept)) partitions.push([kept, partition])
  }
  return { collections, partitions }
}

const isPartitioned = (name: string): boolean => resourceNamed(name)?.layout?.kind === 'partitioned'

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
  const kept = keptAs(relation)
  const tables = isPartitioned(kept)
    ? view.partitions(kept).map(({ partition }) => view.partition(kept, partition))
    : [view.table(kept)]
  for (const table of tables)
    for (const id of ids) for (const each of table.lookup(path, id)) if (isMeant(each)) yield each
}
