/**
 * Places in a pipeline: which moves are allowed, and since when each record stands where it stands. Every move ends one
 * row of `transitions` and begins the next, so that time in stage is a sum over rows, never a guess.
 */
import { type AnyResource, at, type Field, type Json, type Refused, refuse } from '@dormouse/model'
import type { StoredRecord } from '../store/view.ts'
import type { Draft } from './handler.ts'

/** The field that says where a record stands, if its resource has one. */
export function stageFieldOf(resource: AnyResource): { name: string; pipeline: string } | undefined {
  const found = Object.entries<Field>(resource.fields).find(([, field]) => field.kind === 'stage')
  return found && { name: found[0], pipeline: (found[1].options as unknown as { pipeline: string }).pipeline }
}

/** A new record that names no stage begins where the settings say, or at the pipeline's first stage. */
export function startStage(draft: Draft, resource: AnyResource, values: Record<string, Json>): Record<string, Json> {
  const place = stageFieldOf(resource)
  if (!place || (values[place.name] ?? null) !== null) return values
  const begin = at(draft.table('settings').get('settings') ?? {}, `pipelines.${place.pipeline}`)
  const start = typeof begin === 'string' ? begin : firstStage(draft, place.pipeline)?.id
  return start ? { ...values, [place.name]: start } : values
}

/** The first stage of a pipeline, or its first one of a kind. */
export function firstStage(draft: Draft, pipeline: string, kind = 'open'): StoredRecord | undefined {
  let first: StoredRecord | undefined
  for (const stage of draft.table('stages').lookup('pipeline', pipeline))
    if (stage.kind === kind && (!first || Number(stage.order) < Number(first.order))) first = stage
  return first
}

/** Checks a move before it is written; the answer stands on its stage since now. */
export function moveStage(
  draft: Draft,
  resource: AnyResource,
  before: StoredRecord | undefined,
  after: StoredRecord,
  trusted: boolean,
): StoredRecord | Refused {
  const place = stageFieldOf(resource)
  if (!place || before?.[place.name] === after[place.name]) return after
  const to = draft.table('stages').get(String(after[place.name]))
  if (to && to.pipeline !== place.pipeline) return refusedAt(place.name, `“${to.name}” is a stage of something else.`)
  const from = before && draft.table('stages').get(String(before[place.name]))
  const allowed = (from?.allowedNext ?? []) as string[]
  if (!trusted && from && to && allowed.length > 0 && !allowed.includes(to.id))
    return refusedAt(place.name, wayOut(draft, from, to))
  // Sample data and imports say since when; for everybody else it is now.
  const told = draft.actor.role === 'system' && typeof after.stageEnteredAt === 'string' && !before
  return told ? after : { ...after, stageEnteredAt: draft.now }
}

function wayOut(draft: Draft, from: StoredRecord, to: StoredRecord): string {
  const names = (from.allowedNext as string[]).flatMap(id => {
    const stage = draft.table('stages').get(id)
    return stage ? [`“${stage.name}”`] : []
  })
  return `From “${from.name}” this can’t go to “${to.name}”, only to ${names.join(' or ')}.`
}

const refusedAt = (field: string, sentence: string): Refused =>
  refuse('refused', sentence, { errors: { [field]: sentence } })

/** Ends the row of the stage that was left and begins one for the stage that was entered. */
export function recordMove(
  draft: Draft,
  resource: AnyResource,
  before: StoredRecord | undefined,
  after: StoredRecord | undefined,
): void {
  const place = stageFieldOf(resource)
  if (!place) return
  const left = before?.[place.name] ?? null
  const entered = after?.[place.name] ?? null
  if (left === entered && before && after) return
  const id = (after ?? before)?.id as string
  const transitions = draft.table('transitions')
  const movedAt = after && typeof after.stageEnteredAt === 'string' ? after.stageEnteredAt : draft.now
  for (const row of [...transitions.lookup('recordId', id)]) {
    if (row.resource !== resource.name || row.exitedAt !== null) continue
    const seconds = Math.max(0, Math.round((Date.parse(movedAt) - Date.parse(String(row.enteredAt))) / 1000))
    transitions.set(row.id, { exitedAt: movedAt, seconds })
  }
  if (entered === null) return
  transitions.create(draft.newId(), {
    resource: resource.name,
    recordId: id,
    fromStage: left,
    toStage: entered,
    enteredAt: movedAt,
    exitedAt: null,
    seconds: null,
    by: draft.actor.id,
  })
}
