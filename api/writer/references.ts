/** References: they point at something the actor may see, and nothing they point at goes unnoticed. */
import {
  type AnyResource,
  at,
  type Json,
  type Property,
  type Refused,
  refuse,
  resourceNamed,
  withAt,
} from '@dormouse/model'
import type { StoredRecord } from '../store/view.ts'
import { propertiesOf } from './accept.ts'
import type { Draft } from './handler.ts'
import { isGoing } from './jobs.ts'
import { incoming, isWhole, type Link, outgoing } from './links.ts'
import { may } from './own.ts'

/**
 * Sentences at the fields whose new references lead nowhere, or to a record the actor may not read: both the same, so
 * that nobody learns what exists. What was referred to before stays as it is.
 */
export function danglingReferences(
  draft: Draft,
  resource: AnyResource,
  before: StoredRecord | undefined,
  after: StoredRecord,
  trusted: boolean,
): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const link of outgoing(resource, propertiesOf(draft, resource))) {
    if (before && at(before, link.path) === at(after, link.path)) continue
    const had = new Set(before ? targets(before, link).map(key) : [])
    for (const target of targets(after, link))
      if (!had.has(key(target)) && !leadsSomewhere(draft, link, target, trusted)) errors[link.path] = nowhere(target.to)
  }
  return errors
}

interface Target {
  to: string
  id: string
}
const key = ({ to, id }: Target) => `${to}/${id}`

function targets(record: StoredRecord, link: Link): Target[] {
  const held = at(record, link.path) ?? null
  if (held === null) return []
  if (link.to === undefined) {
    const { resource, id } = held as { resource: Json; id: Json }
    return resource === null && id === null ? [] : [{ to: String(resource), id: String(id) }]
  }
  const { to } = link
  return (Array.isArray(held) ? held : [held]).map(id => ({ to, id: String(id) }))
}

function leadsSomewhere(draft: Draft, link: Link, { to, id }: Target, trusted: boolean): boolean {
  const resource = resourceNamed(to)
  if (!resource) return false
  // A row of a ledger: only who wrote it knows its partition, and nobody deletes it.
  if (!isWhole(resource)) return true
  const found = draft.table(to).get(id)
  if (!found || isGoing(draft, to, id)) return false
  // A place in a pipeline can be given by whoever may move the record, and whose it is was decided before.
  return trusted || link.stage || (to === 'staff' && link.path === link.from.own) || may(draft, 'read', resource, found)
}

const nowhere = (to: string): string => `There is no such ${resourceNamed(to)?.label[0].toLowerCase() ?? 'record'}.`

/** A link and the records that refer by it to the one that is to go. */
export interface Holding {
  link: Link
  holders: readonly StoredRecord[]
}

export function holdersOf(draft: Draft, resource: AnyResource, id: string): Holding[] {
  const properties = [...draft.table('properties').values()] as unknown as readonly Property[]
  return incoming(resource, properties).flatMap(link => {
    const table = draft.table(link.from.name)
    const holders = link.to
      ? table.lookup(link.path, id)
      : table.lookup(`${link.path}.id`, id).filter(record => at(record, `${link.path}.resource`) === resource.name)
    return holders.length > 0 ? [{ link, holders }] : []
  })
}

/** Why a record can't go yet: "14 leads and 1 account still refer to it." */
export function stillReferred(resource: AnyResource, holdings: readonly Holding[]): Refused | undefined {
  const counts = new Map<AnyResource, number>()
  for (const { link, holders } of holdings)
    if (link.onDelete === 'restrict') counts.set(link.from, (counts.get(link.from) ?? 0) + holders.length)
  if (counts.size === 0) return undefined
  const parts = [...counts].map(([{ label }, n]) => `${n} ${label[n === 1 ? 0 : 1].toLowerCase()}`)
  const all = parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts[0]
  const verb = counts.size === 1 && [...counts.values()][0] === 1 ? 'refers' : 'refer'
  return refuse('refused', `This ${resource.label[0].toLowerCase()} can’t be deleted: ${all} still ${verb} to it.`)
}

/** The holder without the reference to the one that goes. */
export function withoutReference(holder: StoredRecord, link: Link, id: string): StoredRecord {
  if (link.to === undefined) {
    const about = at(holder, link.path) as Record<string, Json>
    return withAt(holder, link.path, { ...about, resource: null, id: null })
  }
  const held = at(holder, link.path)
  return withAt(holder, link.path, Array.isArray(held) ? held.filter(each => each !== id) : null)
}
