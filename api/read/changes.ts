/**
 * The history of every record, projected from the operations that the store's log holds: one row for each changed leaf
 * field that keeps history, one row for a create, one for a removal. The rows of a record lie under `resource/recordId`.
 */
import { type AnyResource, type Json, leaves, resourceNamed } from '@dormouse/model'
import type { CommittedOperation, Entry, ProjectedRow, Projection } from '../store/view.ts'

export interface ChangeRow {
  [field: string]: Json
  id: string
  resource: string
  recordId: string
  /** Dotted path; null where the whole record was made or removed. */
  field: string | null
  from: Json
  to: Json
  at: string
  by: string
  command: string
}

/** What stands in `from` or `to` where the whole record was not there. */
export const recordMade = { from: null, to: 'made' } as const
export const recordRemoved = { from: 'removed', to: null } as const

export const changeKey = (resource: string, recordId: string): string => `${resource}/${recordId}`

/** A row's id names its record, so that one row can be found again without a search. */
const idOf = (operation: CommittedOperation, entry: Entry, index: number, nth: number): string =>
  `${operation.on}.${operation.id}.${entry.sequence}.${index}.${nth}`

export function recordOfChange(id: string): { resource: string; recordId: string } | undefined {
  const match = /^([A-Za-z0-9]+)\.([A-Za-z0-9_-]+)\.\d+\.\d+\.\d+$/.exec(id)
  return match?.[1] && match[2] ? { resource: match[1], recordId: match[2] } : undefined
}

export const changesProjection: Projection = {
  collection: 'changes',
  rows(operation, entry, index) {
    const resource = resourceNamed(operation.on)
    if (!resource || resource.history === false) return []
    const command = entry.commands[operation.by]
    const rows: ProjectedRow[] = []
    const add = (field: string | null, from: Json, to: Json) => {
      const id = idOf(operation, entry, index, rows.length)
      const row: ChangeRow = {
        id,
        resource: operation.on,
        recordId: operation.id,
        field,
        from,
        to,
        at: entry.at,
        by: command?.actor ?? 'unknown',
        command: command?.id ?? 'unknown',
      }
      rows.push({ key: changeKey(operation.on, operation.id), id, row })
    }
    if ('put' in operation) add(null, recordMade.from, recordMade.to)
    else if ('drop' in operation) add(null, recordRemoved.from, recordRemoved.to)
    else
      for (const [path, to] of Object.entries(operation.set))
        if (keepsHistory(resource, path)) add(path, operation.was[path] ?? null, to)
    return rows
  },
}

const historyOf = new WeakMap<AnyResource, Set<string>>()

/** Custom properties have no declaration here; all of them keep history. */
function keepsHistory(resource: AnyResource, path: string): boolean {
  let kept = historyOf.get(resource)
  if (!kept) {
    const declared = leaves(resource).filter(leaf => !leaf.base && leaf.field.options.history !== false)
    kept = new Set(declared.map(leaf => leaf.path))
    historyOf.set(resource, kept)
  }
  return kept.has(path) || path.startsWith('properties.')
}
