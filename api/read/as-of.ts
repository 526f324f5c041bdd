/**
 * `?asOf=`: contacts and groups as they were, at today's rights. What somebody may see of a record today they may see of
 * its past; a record that is gone is open to those who see all of its kind; who was erased is nowhere.
 *
 * A past state is made once and kept for the next page of it (`store/past.ts` says how and what it costs).
 */
import {
  type Actor,
  type AnyResource,
  type ListParameters,
  type Problem,
  parseListQuery,
  type RuleGroup,
  reach,
} from '@dormouse/model'
import { isoOf } from '../clock.ts'
import { collectionSpecs, projections } from '../collections.ts'
import { erasedCollection, erasedNames } from '../erasure/erased.ts'
import { specsByName } from '../store/layout.ts'
import { type Past, stateAt, type Tables } from '../store/past.ts'
import { MemoryTable } from '../store/table.ts'
import type { StoredRecord, View } from '../store/view.ts'
import { type Asking, contextNeeds, contextOf } from './context.ts'
import { findNeeds } from './find.ts'
import { listTable } from './list.ts'
import { union } from './needs.ts'
import { type Reading, readingOf } from './own.ts'
import type { PageAnswer, Pages } from './pages.ts'
import { propertiesOf } from './properties.ts'
import { type Row, shownTo } from './shown.ts'

/** Log that one request may read: seconds of work. Day pins keep what lies in between far below. */
const logBytesMax = 32 * 1024 * 1024
/** Past states kept in memory: whoever looks into the past turns pages. */
const keptMax = 2

export async function readPageAsOf(
  pages: Pages,
  asking: Asking,
  parameters: ListParameters,
  asOf: string,
): Promise<PageAnswer> {
  const { resource, actor } = asking
  if (!reach(resource.access, 'read', actor.role)) return refused('forbidden', forbidden(resource))
  const past = await pastOf(pages, asking, asOf)
  if ('problem' in past) return { ok: false, problem: past.problem }
  const needs = union(contextNeeds(asking), { collections: [resource.name, erasedCollection] })
  return pages.reader.read(needs, (view): PageAnswer => {
    const context = contextOf(view, asking)
    const parsed = parseListQuery(resource, parameters, context.properties, { role: actor.role })
    if (!parsed.ok) return parsed
    if (looksAround(parsed.query.where))
      return refused('invalid', 'A filter that counts other records looks at today: leave it out, or asOf.', 'asOf')
    const reading = pastReading(view, resource, actor)
    if (!reading) return refused('forbidden', forbidden(resource))
    const table = withoutErased(view, resource, past.table)
    const found = listTable(table, parsed.query, { resource, actor, reading, context })
    const show = shownTo(view, resource, actor, context.properties)
    const { first } = parsed.query.range
    return { ok: true, page: { rows: found.rows.map(show), total: found.total, first, sequence: view.sequence } }
  })
}

export type AsOf = { ok: true; shown: Row | undefined; sequence: number } | { ok: false; problem: Problem }

/** One record as it was; undefined where it was not there yet, or may not be seen. */
export async function findAsOf(pages: Pages, asking: Asking, id: string, asOf: string): Promise<AsOf> {
  const { resource, actor } = asking
  const past = await pastOf(pages, asking, asOf)
  if ('problem' in past) return { ok: false, problem: past.problem }
  const needs = union(findNeeds(resource, id, actor), { collections: [resource.name, erasedCollection] })
  return pages.reader.read(needs, (view): AsOf => {
    const record = withoutErased(view, resource, past.table).get(id)
    const reading = pastReading(view, resource, actor)
    const maySee = record && reading && (reading.all || reading.holds(record))
    const show = shownTo(view, resource, actor, propertiesOf(view, resource))
    return { ok: true, shown: maySee ? show(record) : undefined, sequence: view.sequence }
  })
}

/** Whoever lost a client to a colleague does not keep a window on their past; the colleague has it. */
function pastReading(view: View, resource: AnyResource, actor: Actor): Reading | undefined {
  const reading = readingOf(view, resource, actor)
  if (!reading || reading.all) return reading
  const holds = (record: StoredRecord) => {
    const now = view.table(resource.name).get(record.id)
    return now !== undefined && reading.holds(now)
  }
  return { all: false, holds }
}

const looksAround = (group: RuleGroup): boolean =>
  group.rules.some(rule => ('rules' in rule ? looksAround(rule) : 'relation' in rule))

/** Somebody may have been erased since the state was made. */
function withoutErased(view: View, { name }: AnyResource, table: MemoryTable): MemoryTable {
  for (const erased of erasedNames(view)) {
    const [resource, id = ''] = erased.split('/')
    if (resource === name) table.remove(id)
  }
  return table
}

const kept = new WeakMap<Pages['reader'], Map<string, Promise<Past>>>()

/** The table as it was, or why it cannot be had. */
async function pastOf(
  pages: Pages,
  { resource, nowMs }: Asking,
  asOf: string,
): Promise<{ table: MemoryTable } | { problem: Problem }> {
  if (!resource.past) return problemOf('refused', 'Only contacts and groups can be looked at as they were.')
  const ms = moment.test(asOf) ? Date.parse(asOf) : Number.NaN
  if (Number.isNaN(ms)) return problemOf('invalid', 'asOf is a moment like 2026-03-01T09:00:00Z.')
  if (ms > nowMs) return problemOf('invalid', 'asOf lies in the future.')
  const past = await remembered(pages, resource.name, isoOf(ms))
  if (past.kind === 'before')
    return problemOf('refused', `There is nothing from that time: these data begin on ${past.beganAt.slice(0, 10)}.`)
  if (past.kind === 'far')
    return problemOf('refused', 'Too much has changed around that day to go there. Try a day before or after it.')
  return { table: past.tables.get(resource.name) as MemoryTable }
}

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/

function remembered(pages: Pages, name: string, time: string): Promise<Past> {
  const states = kept.get(pages.reader) ?? new Map<string, Promise<Past>>()
  kept.set(pages.reader, states)
  const key = `${name} ${time}`
  let state = states.get(key)
  if (!state) {
    if (states.size >= keptMax) states.delete(states.keys().next().value as string)
    state = stateAt({ objects: pages.objects, specs, present: copies(pages) }, [name], time, logBytesMax)
    states.set(key, state)
    // What failed, or came to nothing, is tried again.
    state.then(
      ({ kind }) => kind !== 'found' && states.delete(key),
      () => states.delete(key),
    )
  }
  return state
}

const specs = specsByName(collectionSpecs, projections)

/** Records are shared, not copied: only those that were different then take memory of their own. */
const copies =
  ({ reader }: Pages) =>
  (names: readonly string[]) =>
    reader.read({ collections: names }, view => {
      const tables: Tables = new Map()
      for (const name of names) {
        const copy = new MemoryTable(name)
        for (const record of view.table(name).values()) copy.put(record)
        tables.set(name, copy)
      }
      return { sequence: view.sequence, tables }
    })

const forbidden = (resource: AnyResource) => `You may not see ${resource.label[1].toLowerCase()}.`

const problemOf = (kind: Problem['kind'], message: string) => ({
  problem: { kind, message, errors: { asOf: message } },
})

const refused = (kind: Problem['kind'], message: string, at?: string): PageAnswer => ({
  ok: false,
  problem: { kind, message, ...(at ? { errors: { [at]: message } } : {}) },
})
