/** What belongs to a record: everything whose declaration refers to its resource. */
import { type AnyResource, referrersOf, resourceNamed } from '@dormouse/model'
import { may } from '../../authProvider.ts'
import { declarationOf } from '../titles.ts'

export interface Relation {
  /** The resource of the related records. */
  resource: string
  /** The field of theirs that holds this record's id. */
  target: string
  /** Its place in the address. */
  path: string
}

/**
 * Kept out of the tabs: what has a tab of another kind (activities, changes), what is about the product itself, and
 * the mirror of something that is there already.
 */
const elsewhere = new Set([
  'activities',
  'changes',
  'logs',
  'notifications',
  'views',
  'reports',
  'transitions',
  'deliveries',
])

/** One tab per resource; where it refers twice, by its first reference. */
export function relatedTo(resource: string): Relation[] {
  const found = new Map<string, Relation>()
  for (const { resource: from, path, to } of referrersOf(resource)) {
    if (to !== resource || from === resource || elsewhere.has(from) || found.has(from)) continue
    if (!may('read', from) || !isFrom(from, path)) continue
    found.set(from, { resource: from, target: path, path: from })
  }
  return [...found.values()]
}

/** A list of exceptions names a person without belonging to them; custom properties come and go. */
const isFrom = (resource: string, path: string): boolean => {
  const field = (declarationOf(resource).fields as AnyResource['fields'])[path]
  return field !== undefined && field.options.readOnly !== true ? true : isProjection(resource, path)
}

/** Records that nobody writes (what a person received) refer by read-only fields. */
const isProjection = (resource: string, path: string): boolean => {
  const declared = resourceNamed(resource)
  return declared?.access.write === undefined && declared?.fields[path] !== undefined
}

/** Whether notes and tasks can be about records of the resource. */
export function takesActivities(resource: string): boolean {
  if (!may('read', 'activities')) return false
  const about = declarationOf('activities').fields.about?.options.fields?.resource
  return about?.options.choices?.includes(resource) ?? false
}

export const keepsHistory = (resource: string): boolean =>
  declarationOf(resource).history !== false && may('read', 'changes')
