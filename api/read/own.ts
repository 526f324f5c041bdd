/**
 * Whose a record is, through references too: an account belongs to its contact's owner, its transactions with it. One
 * question, asked by lists, counts, search, single records, history and exports alike.
 */
import { type Actor, type AnyResource, at, leafAt, ownershipOf, reach, resourceNamed } from '@dormouse/model'
import type { StoredRecord, View } from '../store/view.ts'

/** No declaration refers further than this: transaction → account → contact → staff. */
const stepsMax = 4

/** Which records of a resource somebody may read; undefined: none at all. */
export type Reading = { all: true } | { all: false; ownedBy?: OwnedBy; holds(record: StoredRecord): boolean }

/** Where the owner stands in the record itself, an index can find what is somebody's. */
export interface OwnedBy {
  path: string
  staffId: string
}

export function readingOf(view: Pick<View, 'table'>, resource: AnyResource, actor: Actor): Reading | undefined {
  const reaches = reach(resource.access, 'read', actor.role)
  if (!reaches) return undefined
  if (reaches === 'all') return { all: true }
  const { shared } = resource
  const ownership = ownershipOf(resource)
  const isShared = (record: StoredRecord) => shared !== undefined && record[shared] === true
  return {
    all: false,
    ...(ownership?.kind === 'staff' && !shared ? { ownedBy: { path: ownership.path, staffId: actor.id } } : {}),
    holds: record => isShared(record) || isOwn(view, resource, record, actor.id),
  }
}

/** The collections that `readingOf` looks into for that actor. */
export function readingNeeds(resource: AnyResource, actor: Actor): string[] {
  if (reach(resource.access, 'read', actor.role) !== 'own') return []
  const found = new Set<string>()
  collect(resource, found, 0)
  return [...found]
}

function collect(resource: AnyResource, found: Set<string>, step: number): void {
  if (step === stepsMax) return
  for (const name of targetsOf(resource)) {
    const target = resourceNamed(name)
    if (!target || found.has(name)) continue
    found.add(name)
    collect(target, found, step + 1)
  }
}

/** The resources whose records decide whose a record of this one is. */
function targetsOf(resource: AnyResource): readonly string[] {
  const ownership = ownershipOf(resource)
  if (ownership?.kind === 'record') return [ownership.to]
  if (ownership?.kind !== 'about') return []
  const { choices } = (leafAt(resource, ownership.resourcePath)?.field.options ?? {}) as { choices?: readonly string[] }
  return (choices ?? []).filter(name => resourceNamed(name)?.own !== undefined)
}

/** Records by id: a view, or the writer's draft. */
export interface Found {
  table(name: string): { get(id: string): StoredRecord | undefined }
}

export function isOwn(view: Found, resource: AnyResource, record: StoredRecord, actorId: string, step = 0): boolean {
  const ownership = ownershipOf(resource)
  if (!ownership || step === stepsMax) return false
  if (ownership.kind === 'self') return record.id === actorId
  if (ownership.kind === 'staff') return [at(record, ownership.path)].flat().includes(actorId)
  const about = ownership.kind === 'about'
  const name = about ? at(record, ownership.resourcePath) : ownership.to
  const ids = [at(record, about ? ownership.idPath : ownership.path)].flat()
  const target = typeof name === 'string' && targetsOf(resource).includes(name) ? resourceNamed(name) : undefined
  if (!target) return false
  return ids.some(id => {
    const found = typeof id === 'string' ? view.table(target.name).get(id) : undefined
    return found !== undefined && isOwn(view, target, found, actorId, step + 1)
  })
}
