/** A record as somebody may see it: fields that are not for their role are left out, not emptied; figures are put in. */
import { type Actor, type AnyResource, fieldReadable, type Json, leaves, type Property } from '@dormouse/model'
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

export const hiddenPaths = (resource: AnyResource, actor: Actor, properties?: readonly Property[]): string[] =>
  leaves(resource, properties)
    .filter(({ field }) => !fieldReadable(field, actor.role))
    .map(({ path }) => path)

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
