/**
 * The one way records are made, changed and removed, whoever asks: REST, an import, an action, sample data. Each write
 * goes through the same labelled phases; a refusal anywhere leaves the draft to its command, which discards it.
 */
import {
  type AnyResource,
  idPattern,
  isCreatable,
  type Json,
  ownershipOf,
  type Refused,
  reach,
  refuse,
  resourceNamed,
  same,
  withComputed,
} from '@dormouse/model'
import { clientIdPattern } from '../ids.ts'
import type { StoredRecord } from '../store/view.ts'
import { acceptNew, acceptPatch, invalid } from './accept.ts'
import { brokenRules } from './declared-rules.ts'
import { figuresOf, keepDerived, shownThrough } from './derived.ts'
import { isRefused } from './draft.ts'
import type { Draft, DraftTable } from './handler.ts'
import { takenByJob } from './jobs.ts'
import { rollupsOf } from './links.ts'
import { claimed, may, mayNotHold } from './own.ts'
import { danglingReferences } from './references.ts'
import { rulesOf } from './rules/index.ts'
import { moveStage, recordMove, startStage } from './stages.ts'
import { takenValues } from './unique.ts'

export { deleteRecord } from './removals.ts'

export interface WriteOptions {
  /**
   * The product itself writes: access is not asked for, and fields that nobody may send can be set. So for the `system`
   * actor; an action that was allowed says so where what belongs to it is more than the actor could do by hand.
   */
  trusted?: boolean
}

type Values = Record<string, Json>

/** The same words whether it does not exist or is somebody else's: whoever may not see it learns nothing. */
export const missing = (): Refused => refuse('missing', 'There is no such record.')

export function createRecord(
  draft: Draft,
  name: string,
  id: string,
  values: Values,
  { trusted = draft.actor.role === 'system' }: WriteOptions = {},
): StoredRecord | Refused {
  const resource = resourceNamed(name)
  if (!resource || resource.layout?.kind === 'sharded') return missing()
  // Authorise.
  const mayMake = isCreatable(resource) && reach(resource.access, 'write', draft.actor.role) !== undefined
  if (!trusted && !mayMake) return forbidden(draft, 'add', resource)
  // Find: the id is free.
  if (!(trusted ? idPattern : clientIdPattern).test(id))
    return refuse('invalid', 'An id has up to 64 letters, digits and hyphens.')
  if (resource.single && id !== resource.single)
    return refuse('refused', `There are ${resource.label[1].toLowerCase()} already.`)
  const table = tableOf(draft, resource, values)
  if (table.get(id)) return refuse('conflict', 'There is a record with this id already.')
  // Validate, normalise.
  const accepted = acceptNew(draft, resource, startStage(draft, resource, values), trusted)
  if (isRefused(accepted)) return accepted
  const own = trusted ? accepted : claimed(draft, resource, accepted)
  const figures = figuresOf(draft, rollupsOf(resource), id)
  const settled = settle(draft, resource, undefined, { ...base, ...own, ...figures, id }, trusted)
  if (isRefused(settled)) return settled
  // Write, and what follows.
  const { createdAt } = values
  const record = table.create(id, typeof createdAt === 'string' ? { ...settled, createdAt } : withoutBase(settled))
  return followed(draft, resource, undefined, record) ?? (table.get(id) as StoredRecord)
}

export function updateRecord(
  draft: Draft,
  name: string,
  id: string,
  patch: Values,
  ifVersion?: number,
  { trusted = draft.actor.role === 'system' }: WriteOptions = {},
): StoredRecord | Refused {
  const resource = resourceNamed(name)
  if (!resource || resource.layout) return missing()
  const table = draft.table(name)
  // Find. The one record of its kind is made by its first change.
  const before = table.get(id)
  if (!before && resource.single === id) return createRecord(draft, name, id, patch, { trusted })
  if (!before) return missing()
  // Authorise.
  if (!trusted && !may(draft, 'read', resource, before)) return missing()
  if (!trusted && !may(draft, 'write', resource, before)) return forbidden(draft, 'change', resource)
  const taken = takenByJob(draft, name, id)
  if (taken) return taken
  // Stale?
  if (ifVersion !== undefined && ifVersion !== before.version) return stale(resource, before)
  // Validate, normalise.
  const accepted = acceptPatch(draft, resource, before, patch, trusted)
  if (isRefused(accepted)) return accepted
  const settled = settle(draft, resource, before, accepted, trusted)
  if (isRefused(settled)) return settled
  return rewrite(draft, resource, before, settled)
}

/** Writes a record as settled, and what follows from it. For handlers that move many records and have checked them. */
export function rewrite(
  draft: Draft,
  resource: AnyResource,
  before: StoredRecord,
  after: StoredRecord,
): StoredRecord | Refused {
  const table = draft.table(resource.name)
  const record = table.set(before.id, changesBetween(before, after))
  if (record === before) return before
  return followed(draft, resource, before, record) ?? (table.get(before.id) as StoredRecord)
}

/** Everything that must hold for the record as it is about to be, in the order a person can mend it. */
function settle(
  draft: Draft,
  resource: AnyResource,
  before: StoredRecord | undefined,
  accepted: StoredRecord,
  trusted: boolean,
): StoredRecord | Refused {
  const seen = withComputed(resource, shownThrough(draft, resource, accepted))
  // The row as merged is authorised, not only the patch: nobody gives a record away or takes one. Where it belongs to
  // what it refers to, that must be there first: somebody else's is as good as missing.
  const isNamed = ownershipOf(resource)?.kind === 'staff'
  const taking = trusted ? undefined : mayNotHold(draft, resource, seen)
  if (taking && isNamed) return taking
  const taken = takenValues(draft, resource, before, seen)
  if (some(taken)) return refuse('conflict', Object.values(taken)[0] as string, { errors: taken })
  const dangling = danglingReferences(draft, resource, before, seen, trusted)
  if (some(dangling)) return invalid(dangling)
  if (taking) return taking
  const broken = brokenRules(draft, resource, before, seen)
  if (broken) return broken
  // The resource's own rules, then the move, then once more what their changes have made different.
  const prepared = rulesOf(resource.name)?.prepare?.(draft, before, seen) ?? seen
  if (isRefused(prepared)) return prepared
  const moved = moveStage(draft, resource, before, prepared, trusted)
  if (isRefused(moved) || moved === seen) return moved
  const again = takenValues(draft, resource, before, moved)
  if (some(again)) return refuse('conflict', Object.values(again)[0] as string, { errors: again })
  return withComputed(resource, moved)
}

/** What follows from a write that was made; a refusal refuses the write. */
export function followed(
  draft: Draft,
  resource: AnyResource,
  before: StoredRecord | undefined,
  after: StoredRecord | undefined,
): Refused | undefined {
  const refused = keepDerived(draft, resource, before, after)
  if (refused) return refused
  recordMove(draft, resource, before, after)
  rulesOf(resource.name)?.follow?.(draft, before, after)
  return undefined
}

export function stale(resource: AnyResource, { id, version }: StoredRecord): Refused {
  const message = `This ${resource.label[0].toLowerCase()} was changed while you were editing. Look at it again, then save.`
  // Outcomes are kept: which record it was is enough, the API adds what the asker may see of it.
  return refuse('conflict', message, { current: { id, version } })
}

export function forbidden(draft: Draft, verb: string, resource: AnyResource): Refused {
  const who = draft.actor.role === 'system' ? 'Nobody' : 'You'
  return refuse('forbidden', `${who} may not ${verb} ${resource.label[1].toLowerCase()}.`)
}

export function tableOf(draft: Draft, resource: AnyResource, values: Values): DraftTable {
  const { layout, name } = resource
  return layout?.kind === 'partitioned' ? draft.table(name, String(values[layout.by])) : draft.table(name)
}

/** Stands in while a new record is checked; the table puts the real ones in. */
const base = { id: '', createdAt: '', createdBy: '', updatedAt: '', updatedBy: '', version: 1 }

function withoutBase(record: StoredRecord): Values {
  const { id, createdAt, createdBy, updatedAt, updatedBy, version, ...values } = record
  return values
}

function changesBetween(before: StoredRecord, after: StoredRecord): Values {
  const changes: Values = {}
  for (const [name, value] of Object.entries(after))
    if (!(name in base) && !same(before[name], value)) changes[name] = value
  return changes
}

const some = (errors: object): boolean => Object.keys(errors).length > 0
