/**
 * What changed lately, whatever the record: the log read backwards. As far back as a person looks; beyond that they say
 * which record they mean.
 */
import { type Actor, type AnyResource, type ListQuery, reach, register, resourceNamed } from '@dormouse/model'
import { entriesBackward } from '../store/log.ts'
import { rootKey } from '../store/paths.ts'
import { parseRoot } from '../store/root.ts'
import type { Root, View } from '../store/view.ts'
import { type ChangeRow, changesProjection } from './changes.ts'
import { type Asking, contextNeeds, contextOf } from './context.ts'
import { findRecord } from './find.ts'
import { sorted } from './list-shard.ts'
import { union } from './needs.ts'
import { readingNeeds } from './own.ts'
import type { PageAnswer, Pages } from './pages.ts'
import { withBase } from './shard.ts'
import { hiddenPaths, type Row } from './shown.ts'

/** Rows and entries looked at for one page. A page of the newest changes reads one or two objects. */
const rowsMax = 5_000
const entriesMax = 20_000

export async function listLog(pages: Pages, asking: Asking, query: ListQuery): Promise<PageAnswer> {
  const { resource, actor } = asking
  const got = await pages.objects.get(rootKey)
  const { rows, isWhole } =
    got.kind === 'found' ? await newest(pages, parseRoot(got.body)) : { rows: [], isWhole: true }
  const isNewestFirst = query.sort.field === 'at' && query.sort.order === 'desc'
  if (!isWhole && !isNewestFirst) return { ok: false, problem: tooMany }
  const needs = union(contextNeeds(asking), { collections: ownCollections(actor) })
  return pages.reader.read(needs, view => {
    const seen = visible(view, actor)
    const found = sorted(rows.filter(seen).map(withBase), query, { resource, actor, context: contextOf(view, asking) })
    return { ok: true, page: { ...found, first: query.range.first, sequence: view.sequence } }
  })
}

async function newest({ objects }: Pages, root: Root): Promise<{ rows: ChangeRow[]; isWhole: boolean }> {
  const rows: ChangeRow[] = []
  let entries = 0
  for await (const entry of entriesBackward(objects, root)) {
    if (++entries > entriesMax || rows.length >= rowsMax) return { rows, isWhole: false }
    for (const [index, operation] of entry.operations.entries())
      for (const { row } of changesProjection.rows(operation, entry, index)) rows.push(row as ChangeRow)
  }
  return { rows, isWhole: true }
}

/** The resources of which this actor sees some records and not others. */
const ownOnly = (actor: Actor): AnyResource[] =>
  register.filter(each => !each.layout && reach(each.access, 'read', actor.role) === 'own')

const ownCollections = (actor: Actor): string[] =>
  ownOnly(actor).flatMap(each => [each.name, ...readingNeeds(each, actor)])

function visible(view: View, actor: Actor): (row: Row) => boolean {
  const known = new Map<string, { reaches: ReturnType<typeof reach>; hidden: Set<string> }>()
  return row => {
    const resource = resourceNamed(String(row.resource))
    if (!resource) return false
    let rights = known.get(resource.name)
    if (!rights) {
      rights = { reaches: reach(resource.access, 'read', actor.role), hidden: new Set(hiddenPaths(resource, actor)) }
      known.set(resource.name, rights)
    }
    if (!rights.reaches || (typeof row.field === 'string' && rights.hidden.has(row.field))) return false
    return (
      rights.reaches === 'all' ||
      (!resource.layout && findRecord(view, resource, String(row.recordId), actor) !== undefined)
    )
  }
}

const message =
  'There are too many changes for this: say of which record (resource and recordId), or sort by at, newest first.'
const tooMany = { kind: 'invalid' as const, message, errors: { sort: message } }
