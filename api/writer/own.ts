/** What follows for a write from whose a record is. Decided on the draft, so on the newest state. */
import {
  type AnyResource,
  at,
  type Json,
  ownershipOf,
  type Refused,
  reach,
  refuse,
  type Verb,
  withAt,
} from '@dormouse/model'
import { isOwn } from '../read/own.ts'
import type { StoredRecord } from '../store/view.ts'
import type { Draft } from './handler.ts'

/** Whether the actor may do it to this record as it stands. */
export function may(draft: Draft, verb: Verb, resource: AnyResource, record: StoredRecord): boolean {
  const reaches = reach(resource.access, verb, draft.actor.role)
  if (reaches !== 'own') return reaches === 'all'
  if (verb === 'read' && resource.shared && record[resource.shared] === true) return true
  return isOwn(draft, resource, record, draft.actor.id)
}

/**
 * A new record of somebody who keeps only their own is theirs, whatever they sent. Where nobody can send whose it is
 * (saved views, reports), it is whoever makes it.
 */
export function claimed<R extends Record<string, Json>>(draft: Draft, resource: AnyResource, record: R): R {
  const ownership = ownershipOf(resource)
  if (ownership?.kind !== 'staff') return record
  const mine = reach(resource.access, 'write', draft.actor.role) === 'own'
  const unsaid = resource.fields[ownership.path]?.options.readOnly && (at(record, ownership.path) ?? null) === null
  return mine || unsaid ? withAt(record, ownership.path, draft.actor.id) : record
}

/** Whoever may write their own alone may not end up with a record that is not: neither given away nor taken. */
export function mayNotHold(draft: Draft, resource: AnyResource, record: StoredRecord): Refused | undefined {
  if (may(draft, 'write', resource, record)) return undefined
  const errors = { [resource.own as string]: 'This belongs to somebody else.' }
  return refuse('forbidden', `You may only keep ${resource.label[1].toLowerCase()} that are your own.`, { errors })
}
