/** What belongs to a record: everything whose declaration refers to its resource. */
import { included, type Reference, referrersOf } from '@dormouse/model'
import { may, me } from '../../authProvider.ts'
import { declarationOf, fieldsOf } from '../titles.ts'

export interface Relation {
  /** The resource of the related records; its name is also the tab's place in the address. */
  resource: string
  /** The field of theirs that holds this record's id. */
  target: string
  /** What else tells them apart: the resource, where the field may name records of several. */
  filter: Record<string, string>
  /** What a new one is filled in with, so that it belongs here. */
  source(id: string): Record<string, unknown>
}

/**
 * Kept out of the tabs: what has a tab of another kind, what is about the product itself, and lists that name a record
 * without belonging to it (a group's exceptions).
 */
const elsewhere = new Set(
  'activities changes deliveries jobs logs notifications reports segments settings suppressions transitions views'.split(
    ' ',
  ),
)

/** One tab per resource; where it refers twice, by the reference that is required, else by its first. */
export function relatedTo(resource: string): Relation[] {
  const found = new Map<string, Reference>()
  for (const reference of referrersOf(resource)) {
    const { resource: from, path, to } = reference
    if (from === resource || elsewhere.has(from) || !may('read', from) || path.startsWith('audience.')) continue
    if (to === undefined ? !mayBeAbout(from, path, resource) : !isOwn(from, path)) continue
    if (!found.has(from)) found.set(from, reference)
  }
  return [...found.values()].map(relationOf(resource))
}

/** A reference that every record of theirs has, or that stands in their list: they belong to this one. */
function isOwn(resource: string, path: string): boolean {
  const field = fieldsOf(resource)[path]
  if (!field || !included(field.options.read, me().role)) return false
  return field.options.required === true || field.options.list === true
}

function mayBeAbout(resource: string, path: string, about: string): boolean {
  const fields = (fieldsOf(resource)[path]?.options as { fields?: Record<string, { options: { choices?: string[] } }> })
    ?.fields
  return fields?.resource?.options.choices?.includes(about) ?? false
}

const relationOf =
  (about: string) =>
  ({ resource, path, to, list }: Reference): Relation =>
    to === undefined
      ? {
          resource,
          target: `${path}.id`,
          filter: { [`${path}.resource`]: about },
          source: id => ({ [path]: { resource: about, id } }),
        }
      : { resource, target: path, filter: {}, source: id => ({ [path]: list ? [id] : id }) }

/** Whether notes and tasks can be about records of the resource. */
export const takesActivities = (resource: string): boolean =>
  may('read', 'activities') && mayBeAbout('activities', 'about', resource)

export const keepsHistory = (resource: string): boolean =>
  declarationOf(resource).history !== false && may('read', 'changes')
