/** A record as somebody may see it: fields that are not for their role are left out, not emptied. */
import { type Actor, type AnyResource, fieldReadable, type Json, leaves, type Property } from '@dormouse/model'
import type { StoredRecord } from '../store/view.ts'

export type Row = { [field: string]: Json }
export type Show = (record: StoredRecord | Row) => Row

/** Most roles see most resources whole: then the record itself goes out, and its text may be remembered. */
export function shownTo(resource: AnyResource, actor: Actor, properties?: readonly Property[]): Show {
  const hidden = hiddenPaths(resource, actor, properties)
  return hidden.length === 0 ? record => record : record => without(record, hidden)
}

export const hiddenPaths = (resource: AnyResource, actor: Actor, properties?: readonly Property[]): string[] =>
  leaves(resource, properties)
    .filter(({ field }) => !fieldReadable(field, actor.role))
    .map(({ path }) => path)

function without(record: Row, hidden: readonly string[]): Row {
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
