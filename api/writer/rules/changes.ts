/** "Put it back": the value from before a change goes through the same door as any other edit. */
import { type Json, refuse, resourceNamed, withAt } from '@dormouse/model'
import { changeKey, recordOfChange } from '../../read/changes.ts'
import type { StoredRecord } from '../../store/view.ts'
import { isRefused } from '../draft.ts'
import type { Draft, ResourceRules } from '../handler.ts'
import { needsOf, unionOf } from '../needs.ts'
import { may } from '../own.ts'
import { updateRecord } from '../records.ts'

export const changes: ResourceRules = {
  find(draft, id) {
    const place = recordOfChange(id)
    const resource = place && resourceNamed(place.resource)
    const record = resource && !resource.layout ? draft.table(place.resource).get(place.recordId) : undefined
    // What happened to a record is open to whoever may read it.
    if (!place || !resource || !record || !may(draft, 'read', resource, record)) return undefined
    return rowOf(draft, place, id)
  },
  actions: {
    restore: {
      needs(_input, id) {
        const place = recordOfChange(id)
        if (!place) return {}
        return unionOf([
          needsOf(place.resource, { verbs: ['write'] }),
          { keys: [['changes', changeKey(place.resource, place.recordId)]] },
        ])
      },
      decide(draft, row) {
        const { resource, recordId, field, from } = row as unknown as {
          resource: string
          recordId: string
          field: string | null
          from: Json
        }
        if (field === null) return refuse('refused', 'Only a change of a field can be put back.')
        const before = draft.table(resource).get(recordId)
        const after = updateRecord(draft, resource, recordId, withAt({}, field, from))
        if (isRefused(after)) return after
        if (after.version === before?.version)
          return refuse('refused', 'It has this value already, or is kept by Dormouse itself.')
        return { ok: true, resource, id: recordId }
      },
    },
  },
}

function rowOf(draft: Draft, place: { resource: string; recordId: string }, id: string): StoredRecord | undefined {
  const rows = draft.rows('changes', changeKey(place.resource, place.recordId))
  return rows.find(row => row.id === id) as StoredRecord | undefined
}
