/** A restore as operations: from how everything is now to how it is to be, one operation a record. Pure. */
import { diff, register, resourceNamed, same } from '@dormouse/model'
import type { CommittedOperation, StoredRecord, View } from '../store/view.ts'
import { rollupsOf, throughsOf } from '../writer/links.ts'
import { type Mended, mend, type State } from './integrity.ts'
import { afterRestore, type Since } from './policy.ts'

/** Everything that is read as a whole and has a declaration; passwords and sessions have none, the ledger is partitioned. */
export const restoredCollections: readonly string[] = register.filter(({ layout }) => !layout).map(({ name }) => name)

export interface Restoring {
  operations: CommittedOperation[]
  /** By collection: how many come back, go, and change. */
  counts: Map<string, { back: number; gone: number; changed: number }>
  mended: Mended
  /** Campaigns that now wait for a person. */
  waiting: string[]
}

export function planRestore(
  view: View,
  then: ReadonlyMap<string, ReadonlyMap<string, StoredRecord>>,
  since: Since,
  { now, by }: { now: string; by: string },
): Restoring {
  const present: State = new Map()
  const target: State = new Map()
  for (const name of restoredCollections) {
    const records = new Map<string, StoredRecord>()
    for (const record of view.table(name).values()) records.set(record.id, record)
    present.set(name, records)
    target.set(name, targetOf(name, then.get(name) ?? new Map(), records, since))
  }
  const mended = mend(target, present, then)
  const operations: CommittedOperation[] = []
  const counts: Restoring['counts'] = new Map()
  for (const name of restoredCollections) {
    const count = { back: 0, gone: 0, changed: 0 }
    const records = target.get(name) as Map<string, StoredRecord>
    for (const record of present.get(name)?.values() ?? [])
      if (!records.has(record.id)) {
        operations.push({ on: name, id: record.id, drop: record, by: 0 })
        count.gone++
      }
    for (const record of records.values()) {
      const operation = operationFor(name, record, present.get(name)?.get(record.id), { now, by })
      if (!operation) continue
      operations.push(operation)
      if ('put' in operation) count.back++
      else count.changed++
    }
    if (count.back + count.gone + count.changed > 0) counts.set(name, count)
  }
  const waiting = [...(target.get('campaigns')?.values() ?? [])].flatMap(each =>
    each.status === 'needs_attention' ? String(each.name) : [],
  )
  return { operations, counts, mended, waiting }
}

function targetOf(
  name: string,
  then: ReadonlyMap<string, StoredRecord>,
  now: ReadonlyMap<string, StoredRecord>,
  since: Since,
): Map<string, StoredRecord> {
  const records = new Map<string, StoredRecord>()
  for (const id of new Set([...then.keys(), ...now.keys()])) {
    const record = afterRestore(name, then.get(id), now.get(id), since)
    if (record) records.set(id, record)
  }
  return records
}

/** Versions only ever rise: whoever still has the record open from then must not save over what came since. */
function operationFor(
  on: string,
  record: StoredRecord,
  now: StoredRecord | undefined,
  { now: updatedAt, by: updatedBy }: { now: string; by: string },
): CommittedOperation | undefined {
  const stamped = (version: number): StoredRecord => ({ ...record, version, updatedAt, updatedBy })
  if (!now) return { on, id: record.id, put: stamped(record.version + 1), by: 0 }
  const { version, updatedAt: at, updatedBy: by } = now
  // Figures over other records are counted again afterwards: what they were then is nobody's to bring back.
  const derived = Object.fromEntries(derivedOf(on).map(name => [name, now[name] ?? null]))
  if (same(now, { ...record, ...derived, version, updatedAt: at, updatedBy: by })) return undefined
  const { set, was } = diff(now, { ...stamped(version + 1), ...derived })
  return { on, id: record.id, set, was, by: 0 }
}

function derivedOf(name: string): string[] {
  const resource = resourceNamed(name)
  return resource ? [...rollupsOf(resource), ...throughsOf(resource)].map(each => each.name) : []
}

/** `3 contacts come back`: for the report. */
export const labelOf = (name: string, n: number): string =>
  (resourceNamed(name)?.label[n === 1 ? 0 : 1] ?? name).toLowerCase()
