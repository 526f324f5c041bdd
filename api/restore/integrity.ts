/**
 * Makes a mixture of then and now hold together: no reference leads nowhere, nothing that is unique is there twice.
 * References let go of what is missing exactly as they do when it is deleted.
 */
import { type AnyResource, at, type Field, isShared, type Json, type Property, resourceNamed } from '@dormouse/model'
import type { StoredRecord } from '../store/view.ts'
import { isWhole, type Link, outgoing } from '../writer/links.ts'
import { withoutReference } from '../writer/references.ts'

/** Collections by name, records by id. */
export type State = Map<string, Map<string, StoredRecord>>

export interface Mended {
  /** Stay because something that stays refers to them. */
  kept: string[]
  /** Could not come back: what they belong to is gone for good. */
  dropped: string[]
  /** Got another value, because theirs is somebody else's by now. */
  renamed: string[]
}

const roundsMax = 20

/**
 * Changes `target`. `present`: how everything is now, where what is needed can be had from. `then`: how it was; what a
 * reference names and neither of them has was gone before, and is left as it stands (a duplicate that was merged).
 */
export function mend(target: State, present: State, then: ReadonlyMap<string, ReadonlyMap<string, unknown>>): Mended {
  const mended: Mended = { kept: [], dropped: [], renamed: [] }
  const isMissing = (to: string, id: string) =>
    isWhole(resourceNamed(to)) &&
    !target.get(to)?.has(id) &&
    (then.get(to)?.has(id) || present.get(to)?.has(id)) === true
  let isWholeYet = false
  for (let round = 0; round < roundsMax && !isWholeYet; round++)
    isWholeYet = mendReferences(target, present, isMissing, mended)
  if (!isWholeYet) throw new Error('References of the restored records lead on and on.')
  for (const [name, records] of target) {
    const resource = resourceNamed(name)
    if (resource) mendUnique(resource, records, present.get(name) ?? new Map(), mended)
  }
  return mended
}

/** Whether nothing had to be mended. */
function mendReferences(
  target: State,
  present: State,
  isMissing: (to: string, id: string) => boolean,
  mended: Mended,
): boolean {
  let isMended = true
  const properties = [...(target.get('properties')?.values() ?? [])] as unknown as Property[]
  for (const [name, records] of target) {
    const resource = resourceNamed(name)
    if (!resource) continue
    const links = outgoing(resource, properties)
    for (const record of [...records.values()])
      for (const link of links)
        for (const { to, id } of namedBy(record, link)) {
          if (!isMissing(to, id)) continue
          isMended = false
          const found = link.onDelete === 'restrict' ? present.get(to)?.get(id) : undefined
          if (found) {
            target.get(to)?.set(id, found)
            mended.kept.push(`${to}/${id}`)
          } else if (link.onDelete === 'detach') {
            const holder = records.get(record.id)
            if (holder) records.set(record.id, withoutReference(holder, link, id))
          } else if (records.delete(record.id)) mended.dropped.push(`${name}/${record.id}`)
        }
  }
  return isMended
}

function namedBy(record: StoredRecord, link: Link): { to: string; id: string }[] {
  const held = at(record, link.path) ?? null
  if (held === null) return []
  if (link.to === undefined) {
    const { resource = null, id = null } = held as Record<string, Json>
    return resource === null || id === null ? [] : [{ to: String(resource), id: String(id) }]
  }
  const { to } = link
  return (Array.isArray(held) ? held : [held]).map(id => ({ to, id: String(id) }))
}

/** Of two records with one value, the one of then has it; of two members of staff, the one who signs in with it now. */
function mendUnique(
  resource: AnyResource,
  records: Map<string, StoredRecord>,
  present: ReadonlyMap<string, StoredRecord>,
  mended: Mended,
): void {
  for (const [name, field] of Object.entries<Field>(resource.fields)) {
    if (!field.options.unique) continue
    const isOfNow = (record: StoredRecord) => present.get(record.id) === record
    const first = [...records.values()].sort((a, b) => Number(isOfNow(a)) - Number(isOfNow(b)))
    if (resource.name === 'staff') first.reverse()
    const taken = new Set<Json>()
    for (const record of first) {
      const value = record[name] ?? null
      if (value === null || isShared(field, record)) continue
      if (taken.has(value)) {
        const other = otherValue(field, record, String(value), taken)
        records.set(record.id, { ...record, [name]: other })
        mended.renamed.push(`${resource.name}/${record.id}`)
        if (other !== null) taken.add(other)
      } else taken.add(value)
    }
  }
}

function otherValue(field: Field, { id }: StoredRecord, value: string, taken: ReadonlySet<Json>): string | null {
  if (field.kind === 'email') return field.options.required ? `${id}@restored.invalid` : null
  for (let n = 2; ; n++) if (!taken.has(`${value} (${n})`)) return `${value} (${n})`
}
