/** A record as somebody may see it: fields that are not for their role are left out, not emptied; figures are put in. */
import {
  type Actor,
  type AnyResource,
  fieldReadable,
  type Json,
  type Leaf,
  leaves,
  type Property,
} from '@dormouse/model'
import { countsByCampaign, withCounts } from '../campaigns/counts.ts'
import type { StoredRecord, View } from '../store/view.ts'

export type Row = { [field: string]: Json }
export type Show = (record: StoredRecord | Row) => Row

/** What is read beside the record, for figures that are counted rather than kept. */
const decorations: Record<string, Decoration> = {
  campaigns: {
    needs: ['deliveries'],
    decorate(view) {
      const all = countsByCampaign(view)
      return record => withCounts(record as StoredRecord, all)
    },
  },
}

interface Decoration {
  needs: readonly string[]
  decorate(view: View): Show
}

export const showNeeds = (resource: AnyResource): readonly string[] => decorations[resource.name]?.needs ?? []

/** Most roles see most resources whole: then the record itself goes out. Needs `showNeeds`. */
export function shownTo(view: View, resource: AnyResource, actor: Actor, properties?: readonly Property[]): Show {
  const hidden = hiddenPaths(resource, actor, properties)
  const decorate = decorations[resource.name]?.decorate(view)
  if (!decorate) return hidden.length === 0 ? record => record : record => without(record, hidden)
  return record => without(decorate(record), hidden)
}

const hiddenByLeaves = new WeakMap<readonly Leaf[], Map<Actor['role'], readonly string[]>>()

/** Paths of the fields that the role may not see. Worked out once for each role and set of custom fields. */
export function hiddenPaths(resource: AnyResource, actor: Actor, properties?: readonly Property[]): readonly string[] {
  const all = leaves(resource, properties)
  let byRole = hiddenByLeaves.get(all)
  if (!byRole) {
    byRole = new Map()
    hiddenByLeaves.set(all, byRole)
  }
  let hidden = byRole.get(actor.role)
  if (!hidden) {
    hidden = all.filter(({ field }) => !fieldReadable(field, actor.role)).map(({ path }) => path)
    byRole.set(actor.role, hidden)
  }
  return hidden
}

function without(record: Row, hidden: readonly string[]): Row {
  if (hidden.length === 0) return record
  const shown: Row = { ...record }
  for (const path of hidden) {
    const dot = path.indexOf('.')
    const name = dot < 0 ? path : path.slice(0, dot)
    const value = shown[name]
    if (dot < 0) delete shown[name]
    else if (typeof value === 'object' && value !== null && !Array.isArray(value))
      shown[name] = without(value, [path.slice(dot + 1)])
  }
  return shown
}
