/** One record, for whoever may see it. Somebody else's answers exactly like one that does not exist. */
import type { Actor, AnyResource } from '@dormouse/model'
import { blank } from '@dormouse/model'
import type { Needs, StoredRecord, View } from '../store/view.ts'
import { union } from './needs.ts'
import { readingNeeds, readingOf } from './own.ts'
import { propertyNeeds } from './properties.ts'
import { rowsOf, subjectNeeds, subjectOfRow } from './shard.ts'
import { showNeeds } from './shown.ts'

/** The partition that a record of a partitioned resource lies in: its id begins with it, `<campaignId>_<contactId>`. */
export const partitionOfId = (id: string): string => id.split('_', 1)[0] ?? ''

export function findNeeds(resource: AnyResource, id: string, actor: Actor): Needs {
  const { name, layout } = resource
  const beside = [...readingNeeds(resource, actor), ...propertyNeeds(resource), ...showNeeds(resource)]
  if (!layout) return { collections: [name, ...beside] }
  const needs: Needs = { collections: beside }
  if (layout.kind === 'partitioned') return union(needs, { partitions: [[name, partitionOfId(id)]] })
  const subject = subjectOfRow(resource, id)
  return subject ? union(needs, subjectNeeds(resource, subject, actor)) : needs
}

export function findRecord(view: View, resource: AnyResource, id: string, actor: Actor): StoredRecord | undefined {
  const reading = readingOf(view, resource, actor)
  if (!reading) return undefined
  if (resource.layout?.kind === 'sharded') return rowOf(view, resource, id, actor)
  const record = stored(view, resource, id)
  return record && (reading.all || reading.holds(record)) ? record : undefined
}

function stored(view: View, resource: AnyResource, id: string): StoredRecord | undefined {
  if (resource.layout) return view.partition(resource.name, partitionOfId(id)).get(id)
  const table = view.table(resource.name)
  const found = table.get(id)
  if (found) return found
  // The one record of its kind is there from the start, with its initial values; its first change makes it.
  if (resource.single === id) return { ...(blank(resource) as object), ...unmade, id } as StoredRecord
  // Whoever follows an old link to a duplicate finds the person it was merged into.
  return 'mergedFrom' in resource.fields ? table.lookup('mergedFrom', id)[0] : undefined
}

const unmade = {
  createdAt: '1970-01-01T00:00:00.000Z',
  createdBy: 'dormouse',
  updatedAt: '1970-01-01T00:00:00.000Z',
  updatedBy: 'dormouse',
  version: 0,
}

function rowOf(view: View, resource: AnyResource, id: string, actor: Actor): StoredRecord | undefined {
  const subject = subjectOfRow(resource, id)
  const rows = subject ? rowsOf(view, resource, subject, actor) : []
  return rows.find(row => row.id === id) as StoredRecord | undefined
}
