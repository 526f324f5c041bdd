/**
 * Values that follow from other records, kept by the writer in the same commit as their cause: figures over related
 * records (rollups) and values shown through a reference (computed). They are quiet: nobody's change, no version.
 *
 * Figures are kept by difference where that is exact (counts and whole sums) and made anew from the related records
 * where it is not (smallest, largest, last, sums of fractions or of several currencies).
 */
import {
  type AnyResource,
  at,
  type Json,
  type Refused,
  resourceNamed,
  same,
  withAt,
  withComputed,
} from '@dormouse/model'
import type { StoredRecord } from '../store/view.ts'
import { isRefused } from './draft.ts'
import { contribution, figureOver, moved } from './figures.ts'
import type { Draft } from './handler.ts'
import { followersMax, refreshLater } from './jobs.ts'
import {
  isWhole,
  type Rollup,
  type RollupFacts,
  rollupsOf,
  rollupsOver,
  type Through,
  throughsOf,
  throughsTo,
} from './links.ts'

/** Brings what follows from this change up to date. `before` undefined: created; `after` undefined: removed. */
export function keepDerived(
  draft: Draft,
  resource: AnyResource,
  before: StoredRecord | undefined,
  after: StoredRecord | undefined,
): Refused | undefined {
  for (const rollup of rollupsOver(resource)) {
    const refused = keepFigure(draft, rollup, before, after)
    if (refused) return refused
  }
  return before && after ? keepThroughs(draft, resource, before, after) : undefined
}

/** The figures of a record that is being made: not always nothing, for it may come back under its old id. */
export function figuresOf(draft: Draft, rollups: readonly Rollup[], id: string): Record<string, Json> {
  return Object.fromEntries(
    rollups.map(({ name, options }) => [name, figureOver(draft.table(options.from), options, id)]),
  )
}

/** Makes everything that is derived in a record anew. */
export function rederive(draft: Draft, resource: AnyResource, record: StoredRecord): Refused | undefined {
  const figures = figuresOf(draft, rollupsOf(resource), record.id)
  return setQuietly(draft, resource, record, shownThrough(draft, resource, { ...record, ...figures }))
}

function keepFigure(
  draft: Draft,
  { of, name, options }: Rollup,
  before: StoredRecord | undefined,
  after: StoredRecord | undefined,
): Refused | undefined {
  const was = targetsOf(before, options)
  const is = targetsOf(after, options)
  for (const id of new Set([...was, ...is])) {
    const target = draft.table(of.name).get(id)
    if (!target) continue
    const left = was.includes(id) && before ? contribution(before, options) : undefined
    const came = is.includes(id) && after ? contribution(after, options) : undefined
    // Which one is last may change with its time alone; the other figures change only with what counts.
    if (same(left, came) && options.last === undefined) continue
    const figure =
      moved(target[name] ?? null, left, came, options) ?? figureOver(draft.table(options.from), options, id)
    const refused = setQuietly(draft, of, target, { [name]: figure })
    if (refused) return refused
  }
  return undefined
}

function targetsOf(record: StoredRecord | undefined, options: RollupFacts): readonly string[] {
  const held = record && at(record, options.by)
  if (held === null || held === undefined) return []
  return Array.isArray(held) ? held.map(String) : [String(held)]
}

function keepThroughs(
  draft: Draft,
  resource: AnyResource,
  before: StoredRecord,
  after: StoredRecord,
): Refused | undefined {
  for (const { of, name, by, path } of throughsTo(resource)) {
    if (same(at(after, path) ?? null, at(before, path) ?? null)) continue
    const total = draft.table(of.name).lookup(by, after.id).length
    if (total > followersMax) refreshLater(draft, { resource: resource.name, recordId: after.id, total })
    else {
      const refreshed = refreshFollowers(draft, { of, name, by, path }, after, total)
      if (isRefused(refreshed)) return refreshed
    }
  }
  return undefined
}

/** Up to `most` of those who show another value than the record has now. Answers how many: fewer, and none is left. */
export function refreshFollowers(
  draft: Draft,
  { of, name, by, path }: Omit<Through, 'to'>,
  record: StoredRecord,
  most: number,
): number | Refused {
  const value = at(record, path) ?? null
  let changed = 0
  for (const follower of [...draft.table(of.name).lookup(by, record.id)]) {
    if (changed >= most) return changed
    if (same(follower[name] ?? null, value)) continue
    const refused = setQuietly(draft, of, follower, { [name]: value })
    if (refused) return refused
    changed += 1
  }
  return changed
}

/** Others may follow from what follows; references form no circles of figures (`check.ts` of the model refuses them). */
function setQuietly(
  draft: Draft,
  resource: AnyResource,
  record: StoredRecord,
  changes: Record<string, Json>,
): Refused | undefined {
  const table = draft.table(resource.name)
  const set = table.set(record.id, changes, { quiet: true })
  if (set === record) return undefined
  const changed = table.set(record.id, withComputed(resource, set), { quiet: true })
  return keepDerived(draft, resource, record, changed)
}

/** The record with the values it shows of those it refers to. */
export function shownThrough(draft: Draft, resource: AnyResource, record: StoredRecord): StoredRecord {
  let shown = record
  for (const { name, by, path, to } of throughsOf(resource)) {
    const id = at(record, by) ?? null
    const target = id !== null && isWhole(resourceNamed(to)) ? draft.table(to).get(String(id)) : undefined
    const value = (target && at(target, path)) ?? null
    if (!same(shown[name], value)) shown = withAt(shown, name, value)
  }
  return shown
}
