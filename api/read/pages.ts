/**
 * The one door to lists: reads the request, opens what it needs, answers with a page. How a resource lies in the store
 * decides how: whole tables by index, partitions one or all, rows of one record, or the log backwards.
 */
import {
  type Actor,
  type AnyResource,
  type ListParameters,
  type ListQuery,
  type Problem,
  parseListQuery,
  reach,
} from '@dormouse/model'
import type { ObjectStore } from '../store/objects.ts'
import type { Needs, Reader, StoredRecord, View } from '../store/view.ts'
import { type Asking, type Context, contextNeeds, contextOf, relationNeeds } from './context.ts'
import { listTable } from './list.ts'
import { listLog } from './list-log.ts'
import { listPartitions, partitionNeeds } from './list-partitions.ts'
import { listReceived, receivedNeeds } from './list-received.ts'
import { listShard, shardNeeds, subjectsOf } from './list-shard.ts'
import { covers, union } from './needs.ts'
import { type Reading, readingOf } from './own.ts'
import { type Row, shownTo } from './shown.ts'

export interface Pages {
  reader: Reader
  /** The store's files: the log is read from them. */
  objects: ObjectStore
}

export interface PageOfRows {
  rows: Row[]
  total: number
  first: number
  sequence: number
}

export type PageAnswer = { ok: true; page: PageOfRows } | { ok: false; problem: Problem }

/** What every way of listing is handed. */
export interface Listing {
  resource: AnyResource
  actor: Actor
  reading: Reading
  context: Context
}

export type Found = { rows: (StoredRecord | Row)[]; total: number } | { problem: Problem }

const everything = { first: 0, last: Number.MAX_SAFE_INTEGER }
/** Opening one thing may show that another is needed: properties → the query → its relations → their partitions. */
const turnsMax = 4

export async function readPage(pages: Pages, asking: Asking, parameters: ListParameters): Promise<PageAnswer> {
  const { resource, actor } = asking
  if (!reach(resource.access, 'read', actor.role))
    return { ok: false, problem: { kind: 'forbidden', message: forbidden(resource) } }
  let needs = contextNeeds(asking)
  if (!resource.layout) needs = union(needs, { collections: [resource.name] })
  for (let turn = 0; turn < turnsMax; turn++) {
    const looked = await pages.reader.read(needs, view => look(view, asking, parameters, needs))
    if ('answer' in looked) return looked.answer
    if ('log' in looked) return listLog(pages, asking, looked.log)
    needs = union(needs, looked.needs)
  }
  throw new Error(`A list of ${resource.name} needs more and more.`)
}

type Looked = { answer: PageAnswer } | { needs: Needs } | { log: ListQuery }

function look(view: View, asking: Asking, parameters: ListParameters, opened: Needs): Looked {
  const { resource, actor } = asking
  const context = contextOf(view, asking)
  const parsed = parseListQuery(resource, parameters, context.properties, { role: actor.role })
  if (!parsed.ok) return { answer: parsed }
  const query = asking.whole ? { ...parsed.query, range: everything } : parsed.query
  if (resource.name === 'changes' && isAboutNobody(resource, query)) return { log: query }
  const wanted = union(relationNeeds(view, asking, query.where, opened), layoutNeeds(view, asking, query, opened))
  if (!covers(opened, wanted)) return { needs: wanted }
  const reading = readingOf(view, resource, actor)
  if (!reading) return { answer: { ok: false, problem: { kind: 'forbidden', message: forbidden(resource) } } }
  const found = listed(view, query, { resource, actor, reading, context })
  if ('problem' in found) return { answer: { ok: false, problem: found.problem } }
  const show = shownTo(view, resource, actor, context.properties)
  const { first } = query.range
  return {
    answer: { ok: true, page: { rows: found.rows.map(show), total: found.total, first, sequence: view.sequence } },
  }
}

function layoutNeeds(view: View, { resource, actor }: Asking, query: ListQuery, opened: Needs): Needs {
  if (resource.layout?.kind === 'partitioned') return partitionNeeds(view, resource, query, opened)
  if (resource.layout?.kind !== 'sharded') return {}
  return isAboutNobody(resource, query) ? receivedNeeds(view, opened) : shardNeeds(view, resource, query, actor, opened)
}

function listed(view: View, query: ListQuery, listing: Listing): Found {
  const { resource } = listing
  if (resource.layout?.kind === 'partitioned') return listPartitions(view, query, listing)
  if (resource.layout?.kind === 'sharded')
    return isAboutNobody(resource, query) ? listReceived(view, query, listing) : listShard(view, query, listing)
  return listTable(view.table(resource.name), query, listing)
}

/** A list of what follows records that does not say which record. */
const isAboutNobody = (resource: AnyResource, query: ListQuery) =>
  !query.ids && subjectsOf(resource, query).length === 0

const forbidden = (resource: AnyResource) => `You may not see ${resource.label[1].toLowerCase()}.`
