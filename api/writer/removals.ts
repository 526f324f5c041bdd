/** Removing a record: who still refers to it holds it back, lets go of it, or goes with it. */
import { type AnyResource, type Refused, refuse, resourceNamed } from '@dormouse/model'
import type { StoredRecord } from '../store/view.ts'
import { isRefused } from './draft.ts'
import type { Draft } from './handler.ts'
import { followersMax, startJob, takenByJob } from './jobs.ts'
import type { Link } from './links.ts'
import { ledgersOf } from './needs.ts'
import { may } from './own.ts'
import { followed, forbidden, missing, rewrite, stale, type WriteOptions } from './records.ts'
import { type Holding, holdersOf, stillReferred, withoutReference } from './references.ts'
import { rulesOf } from './rules/index.ts'

/** Records that may go with one; whoever deletes more than that should know what they do. */
const treeMax = 500_000

/**
 * Answers the record as it was. Where more goes with it than one command may change, it is still there afterwards, in
 * the hands of a job (`jobTaking`) that takes all of it away in steps.
 */
export function deleteRecord(
  draft: Draft,
  name: string,
  id: string,
  ifVersion?: number,
  { trusted = draft.actor.role === 'system' }: WriteOptions = {},
): StoredRecord | Refused {
  const resource = resourceNamed(name)
  if (!resource || resource.layout) return missing()
  // Find.
  const record = draft.table(name).get(id)
  if (!record) return missing()
  // Authorise.
  if (!trusted && !may(draft, 'read', resource, record)) return missing()
  if (!trusted && !may(draft, 'delete', resource, record)) return forbidden(draft, 'delete', resource)
  // Stale?
  if (ifVersion !== undefined && ifVersion !== record.version) return stale(resource, record)
  const taken = takenByJob(draft, name, id)
  if (taken) return taken
  return removeTree(draft, resource, record) ?? record
}

export function removeTree(draft: Draft, resource: AnyResource, record: StoredRecord): Refused | undefined {
  const tree = treeOf(draft, resource, record)
  if (isRefused(tree)) return tree
  if (tree.touched > followersMax) {
    startJob(draft, { kind: 'delete', resource: resource.name, recordId: record.id, total: tree.touched })
    return undefined
  }
  for (const each of tree.going.values()) {
    const refused = removeOne(draft, each.resource, each.record, tree.going)
    if (refused) return refused
  }
  return undefined
}

/** The record and all that goes with it, each checked as if it went alone; and how many records that changes in all. */
function treeOf(
  draft: Draft,
  resource: AnyResource,
  record: StoredRecord,
): Refused | { going: Going; touched: number } {
  const going = new Map([[keyOf(resource, record), { resource, record }]])
  let detached = 0
  // A map is walked in the order of insertion, and what is added while walking is walked as well.
  for (const each of going.values()) {
    const refused = rulesOf(each.resource.name)?.remove?.(draft, each.record)
    if (refused) return refused
    const holdings = holdersOf(draft, each.resource, each.record.id)
    const held =
      stillReferred(each.resource, staying(holdings, going)) ?? keptByLedger(draft, each.resource, each.record)
    if (held) return held
    for (const { link, holders } of holdings)
      if (link.onDelete === 'cascade')
        for (const holder of holders) going.set(keyOf(link.from, holder), { resource: link.from, record: holder })
      else if (link.onDelete === 'detach') detached += holders.length
    if (going.size > treeMax)
      return refuse('refused', `More than ${treeMax} records would go with it. Remove some of them first.`)
  }
  return { going, touched: going.size + detached }
}

/**
 * A piece of a large removal: what hangs on the record goes or lets go, from the leaves inwards, up to `most` records;
 * the record itself stays. Answers how many were changed; fewer than `most`: nothing hangs on it any more.
 */
export function removeFollowers(
  draft: Draft,
  resource: AnyResource,
  record: StoredRecord,
  most: number,
  above: ReadonlySet<string> = new Set(),
): number | Refused {
  const path = new Set(above).add(keyOf(resource, record))
  let changed = 0
  for (const { link, holders } of holdersOf(draft, resource, record.id)) {
    // Nothing that holds it back was there; what came since refuses the last step.
    if (link.onDelete === 'restrict') continue
    for (const holder of [...holders]) {
      if (changed >= most) return changed
      // Who leads back to itself goes with the last step, in one piece.
      if (path.has(keyOf(link.from, holder))) continue
      const inner = link.onDelete === 'cascade' ? removeFollowers(draft, link.from, holder, most - changed, path) : 0
      if (isRefused(inner)) return inner
      changed += inner
      if (changed >= most) return changed
      const refused =
        link.onDelete === 'cascade' ? removeAlone(draft, link.from, holder) : letGo(draft, link, holder, record.id)
      if (refused) return refused
      changed += 1
    }
  }
  return changed
}

/** Somebody may have come to refer to it since the whole was checked. */
function removeAlone(draft: Draft, resource: AnyResource, record: StoredRecord): Refused | undefined {
  const held =
    rulesOf(resource.name)?.remove?.(draft, record) ??
    stillReferred(resource, holdersOf(draft, resource, record.id)) ??
    keptByLedger(draft, resource, record)
  return held ?? removeOne(draft, resource, record, new Map())
}

function letGo(draft: Draft, link: Link, { id }: StoredRecord, from: string): Refused | undefined {
  const holder = draft.table(link.from.name).get(id)
  const written = holder && rewrite(draft, link.from, holder, withoutReference(holder, link, from))
  return isRefused(written) ? written : undefined
}

type Going = ReadonlyMap<string, { resource: AnyResource; record: StoredRecord }>
const keyOf = (resource: AnyResource, record: StoredRecord): string => `${resource.name}/${record.id}`

/** Whoever goes too holds nothing back. */
function staying(holdings: readonly Holding[], going: Going): Holding[] {
  return holdings.flatMap(({ link, holders }) => {
    const left = holders.filter(holder => !going.has(keyOf(link.from, holder)))
    return left.length > 0 ? [{ link, holders: left }] : []
  })
}

function keptByLedger(draft: Draft, resource: AnyResource, record: StoredRecord): Refused | undefined {
  for (const ledger of ledgersOf(resource.name)) {
    const { size } = draft.table(ledger.name, record.id)
    if (size === 0) continue
    const what = `${size} ${ledger.label[size === 1 ? 0 : 1].toLowerCase()}`
    return refuse(
      'refused',
      `This ${resource.label[0].toLowerCase()} can’t be deleted: ${what} are kept with it for good.`,
    )
  }
  return undefined
}

/** Removed first, so that nobody who lets go of it moves up into its place; then its followers hear of it. */
function removeOne(draft: Draft, resource: AnyResource, record: StoredRecord, going: Going): Refused | undefined {
  const before = draft.table(resource.name).get(record.id)
  if (!before) return undefined
  const holdings = staying(holdersOf(draft, resource, record.id), going)
  draft.table(resource.name).remove(record.id)
  for (const { link, holders } of holdings) {
    if (link.onDelete !== 'detach') continue
    for (const holder of holders) {
      const refused = letGo(draft, link, holder, record.id)
      if (refused) return refused
    }
  }
  return followed(draft, resource, before, undefined)
}
