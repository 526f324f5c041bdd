/** Removing a record: who still refers to it holds it back, lets go of it, or goes with it. */
import { type AnyResource, type Refused, refuse, resourceNamed } from '@dormouse/model'
import type { StoredRecord } from '../store/view.ts'
import { followersMax } from './derived.ts'
import { isRefused } from './draft.ts'
import type { Draft } from './handler.ts'
import { ledgersOf } from './needs.ts'
import { may } from './own.ts'
import { followed, forbidden, missing, rewrite, stale, type WriteOptions } from './records.ts'
import { type Holding, holdersOf, stillReferred, withoutReference } from './references.ts'
import { rulesOf } from './rules/index.ts'

/** Answers the record as it was. */
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
  return removeTree(draft, resource, record) ?? record
}

/** The record and all that goes with it, each checked as if it went alone. */
function removeTree(draft: Draft, resource: AnyResource, record: StoredRecord): Refused | undefined {
  const going = new Map([[keyOf(resource, record), { resource, record }]])
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
    if (going.size > followersMax)
      return refuse('refused', `More than ${followersMax} records would go with it. Remove some of them first.`)
  }
  for (const each of going.values()) {
    const refused = removeOne(draft, each.resource, each.record, going)
    if (refused) return refused
  }
  return undefined
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
    for (const { id } of holders) {
      const holder = draft.table(link.from.name).get(id)
      if (!holder) continue
      const refused = rewrite(draft, link.from, holder, withoutReference(holder, link, record.id))
      if (isRefused(refused)) return refused
    }
  }
  return followed(draft, resource, before, undefined)
}
