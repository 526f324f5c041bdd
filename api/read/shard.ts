/**
 * Rows of what follows a record: its changes, the letters a person got. Whoever may not see the record sees none of them,
 * and nothing of fields that are hidden from them.
 */
import { type Actor, type AnyResource, type Json, reach, resourceNamed } from '@dormouse/model'
import type { Needs, View } from '../store/view.ts'
import { changeKey, recordOfChange } from './changes.ts'
import { findNeeds, findRecord } from './find.ts'
import { union } from './needs.ts'
import { hiddenPaths, type Row } from './shown.ts'

/** The record that rows follow, and the key they lie under. */
export interface Subject {
  resource: AnyResource
  id: string
  key: string
}

/** `of`: the resource of the record, for rows that may follow a record of any. */
export function subjectOf(resource: AnyResource, id: string, of?: string): Subject | undefined {
  const by = resource.layout?.kind === 'sharded' ? resource.layout.by : ''
  const isHistory = resource.name === 'changes'
  const name: string | undefined = isHistory ? of : resource.fields[by]?.options.to
  const subject = name === undefined ? undefined : resourceNamed(name)
  if (!subject || subject.layout?.kind === 'sharded') return undefined
  return { resource: subject, id, key: isHistory ? changeKey(subject.name, id) : id }
}

/** From the id of a row. */
export function subjectOfRow(resource: AnyResource, rowId: string): Subject | undefined {
  if (resource.name !== 'changes') return subjectOf(resource, rowId.slice(rowId.indexOf('_') + 1))
  const place = recordOfChange(rowId)
  return place && subjectOf(resource, place.recordId, place.resource)
}

export function subjectNeeds(resource: AnyResource, subject: Subject, actor: Actor): Needs {
  const keys: Needs = { keys: [[resource.name, subject.key]] }
  return seesAll(resource, subject, actor) ? keys : union(findNeeds(subject.resource, subject.id, actor), keys)
}

/** Whoever may see every record of a kind sees every history of it: the record itself need not be opened. */
const seesAll = (resource: AnyResource, { resource: of }: Subject, actor: Actor): boolean =>
  resource.name === 'changes' && !of.layout && reach(of.access, 'read', actor.role) === 'all'

/** All rows under the keys, oldest first, as the actor may see them. */
export function rowsOf(view: View, resource: AnyResource, subject: Subject, actor: Actor, keys = [subject.key]): Row[] {
  if (!seesAll(resource, subject, actor) && !maySee(view, subject, actor)) return []
  const isHistory = resource.name === 'changes'
  const hidden = new Set(isHistory ? hiddenPaths(subject.resource, actor) : [])
  return keys
    .flatMap(key => view.rows(resource.name, key))
    .filter(row => typeof row.field !== 'string' || !hidden.has(row.field))
    .map(row => withBase(isHistory ? row : { ...row, contactId: subject.id }))
}

/** Projected rows were never written, so what every record has follows from what they tell. */
export function withBase(row: Row): Row {
  const at: Json = row.at ?? null
  const by: Json = row.by ?? 'dormouse'
  return { createdAt: at, createdBy: by, updatedAt: at, updatedBy: by, version: 1, ...row }
}

/** The history of a record that is gone is open to those who could see all records of its kind. */
function maySee(view: View, { resource, id }: Subject, actor: Actor): boolean {
  if (findRecord(view, resource, id, actor)) return true
  const isGone = !resource.layout && view.table(resource.name).get(id) === undefined
  return isGone && reach(resource.access, 'read', actor.role) === 'all'
}
