/**
 * Two records of one person become one. Everything that refers to the duplicate refers to the survivor afterwards, the
 * survivor takes over what it lacks, and carries the duplicate's id: histories and the ledger of letters, which are never
 * rewritten, are read under both.
 */
import {
  type AnyResource,
  at,
  contacts,
  type Json,
  leaves,
  type Outcome,
  type Refused,
  refuse,
  same,
  withAt,
} from '@dormouse/model'
import type { StoredRecord } from '../../store/view.ts'
import { propertiesOf } from '../accept.ts'
import { isRefused } from '../draft.ts'
import type { Draft } from '../handler.ts'
import { followersMax, startJob, takenByJob } from '../jobs.ts'
import type { Link } from '../links.ts'
import { may } from '../own.ts'
import { followed, missing, rewrite } from '../records.ts'
import { holdersOf } from '../references.ts'
import { takenValues } from '../unique.ts'

export function mergeContacts(draft: Draft, survivor: StoredRecord, otherId: string): Outcome {
  const table = draft.table('contacts')
  const other = table.get(otherId)
  if (!other || !may(draft, 'write', contacts, other)) return missing()
  if (other.id === survivor.id) return refuse('invalid', 'A person can’t be merged with themselves.')
  const taken = takenByJob(draft, 'contacts', other.id) ?? takenByJob(draft, 'contacts', survivor.id)
  if (taken) return taken
  const total = holdersOf(draft, contacts, other.id).reduce((sum, { holders }) => sum + holders.length, 0)
  if (total > followersMax) {
    const begun = { kind: 'merge', resource: 'contacts', recordId: other.id, intoId: survivor.id, total } as const
    return { ok: true, resource: 'jobs', id: startJob(draft, begun) }
  }
  return joinContacts(draft, survivor, other)
}

/** The last step of a large merge, the only one of any other. */
export function joinContacts(draft: Draft, survivor: StoredRecord, other: StoredRecord): Outcome {
  const refused = moveReferences(draft, other, survivor, Number.POSITIVE_INFINITY)
  if (isRefused(refused)) return refused
  const table = draft.table('contacts')
  // Gone before the survivor takes over its address, which nobody else may have.
  const gone = table.get(other.id) as StoredRecord
  table.remove(other.id)
  const left = followed(draft, contacts, gone, undefined)
  if (left) return left
  const now = table.get(survivor.id) as StoredRecord
  const merged = rewrite(draft, contacts, now, union(draft, now, gone))
  if (isRefused(merged)) return merged
  return { ok: true, resource: 'contacts', id: survivor.id }
}

/** Up to `most` of what refers to the one refers to the other afterwards. Fewer than `most`: all of it does. */
export function moveReferences(
  draft: Draft,
  other: StoredRecord,
  survivor: StoredRecord,
  most: number,
): number | Refused {
  let changed = 0
  for (const { link, holders } of holdersOf(draft, contacts, other.id))
    for (const { id } of [...holders]) {
      if (changed >= most) return changed
      const holder = draft.table(link.from.name).get(id)
      const refused = holder && moveReference(draft, link, holder, other.id, survivor.id)
      if (isRefused(refused)) return refused
      changed += 1
    }
  return changed
}

function moveReference(draft: Draft, link: Link, holder: StoredRecord, from: string, to: string): unknown {
  const moved = pointedAt(holder, link, from, to)
  if (Object.keys(takenValues(draft, link.from, holder, moved)).length === 0)
    return rewrite(draft, link.from, holder, moved)
  // Both were at the same event: one row of the two stays, and it tells the most.
  const twin = twinOf(draft, link.from, moved)
  draft.table(link.from.name).remove(holder.id)
  const left = followed(draft, link.from, holder, undefined)
  if (left || !twin) return left
  return tellsMore(holder, twin)
    ? rewrite(draft, link.from, twin, { ...twin, status: holder.status ?? null })
    : undefined
}

function pointedAt(holder: StoredRecord, link: Link, from: string, to: string): StoredRecord {
  if (link.to === undefined) return withAt(holder, `${link.path}.id`, to)
  const held = at(holder, link.path)
  const value = Array.isArray(held) ? [...new Set(held.map(each => (each === from ? to : each)))] : to
  return withAt(holder, link.path, value)
}

function twinOf(draft: Draft, resource: AnyResource, moved: StoredRecord): StoredRecord | undefined {
  for (const names of resource.unique ?? []) {
    const [first = ''] = names
    for (const each of draft.table(resource.name).lookup(first, String(moved[first])))
      if (each.id !== moved.id && names.every((name: string) => same(each[name], moved[name]))) return each
  }
  return undefined
}

const worth = ['cancelled', 'no_show', 'waiting', 'registered', 'attended']
const tellsMore = (one: StoredRecord, two: StoredRecord): boolean =>
  worth.indexOf(String(one.status)) > worth.indexOf(String(two.status))

/** The survivor with what it lacks. A no is stronger than a yes, whichever of the two said it. */
function union(draft: Draft, survivor: StoredRecord, other: StoredRecord): StoredRecord {
  let record = survivor
  for (const { path, field, base } of leaves(contacts, propertiesOf(draft, contacts))) {
    if (base || field.options.readOnly || path.startsWith('consent.')) continue
    const mine = at(record, path) ?? null
    const theirs = at(other, path) ?? null
    if (theirs === null) continue
    if (Array.isArray(mine) && Array.isArray(theirs)) record = withAt(record, path, [...new Set([...mine, ...theirs])])
    else if (mine === null) record = withAt(record, path, theirs)
  }
  const mergedFrom = [...new Set([...idsOf(survivor), other.id, ...idsOf(other)])]
  return { ...record, consent: consentOf(survivor, other), mail: mailOf(survivor, other, record), mergedFrom }
}

const idsOf = ({ mergedFrom }: StoredRecord): string[] => (mergedFrom as string[] | null) ?? []

function consentOf(survivor: StoredRecord, other: StoredRecord): Json {
  const mine = at(survivor, 'consent.email') ?? null
  const theirs = at(other, 'consent.email') ?? null
  const takes = theirs === false ? mine !== false : mine === null && theirs !== null
  return ((takes ? other : survivor).consent ?? null) as Json
}

function mailOf(survivor: StoredRecord, other: StoredRecord, merged: StoredRecord): Json {
  const strength = ['ok', 'soft_bouncing', 'invalid', 'unsubscribed', 'complained']
  const of = (contact: StoredRecord) => strength.indexOf(String(at(contact, 'mail.status') ?? 'ok'))
  const personal = of(other) >= strength.indexOf('unsubscribed') && of(other) > of(survivor)
  // What a mail service said of an address goes with the address.
  const withAddress =
    survivor.email === null && merged.email === other.email && of(survivor) < strength.indexOf('unsubscribed')
  return ((personal || withAddress ? other : survivor).mail ?? null) as Json
}
