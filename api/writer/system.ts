/** Commands of the product itself: entries of the log, and batches of records (sample data, files from a bank). */
import { isPlain, type Json, type Problem, type Refused, refuse, resourceNamed } from '@dormouse/model'
import { z } from 'zod'
import type { Needs, StoredRecord } from '../store/view.ts'
import { rederive } from './derived.ts'
import { isRefused } from './draft.ts'
import type { Draft, Handler } from './handler.ts'
import { isWhole } from './links.ts'
import { needsOf, unionOf } from './needs.ts'
import { createRecord, updateRecord } from './records.ts'
import { deleteRecord } from './removals.ts'

const values = z.custom<Record<string, Json>>(isPlain)
const name = z.string().max(100)
const id = z.string().min(1).max(200)

const operation = z.discriminatedUnion('op', [
  z.object({ op: z.literal('create'), resource: name, id, values }),
  z.object({ op: z.literal('update'), resource: name, id, values }),
  z.object({ op: z.literal('delete'), resource: name, id }),
  /** Sets values by dotted path that nobody is said to have changed: no version, no history of a person. */
  z.object({ op: z.literal('note'), resource: name, id, values }),
])
type Operation = z.infer<typeof operation>

/** Problems that the outcome spells out; the others are counted. */
const problemsMax = 100

const byTheProduct = (decide: Handler['decide']): Handler['decide'] => {
  return (draft, command, rows) =>
    draft.actor.role === 'system' ? decide(draft, command, rows) : refuse('forbidden', 'You may not do this.')
}

/** `{operations}` inline, or one operation a row. Each stands for itself; `result` counts and names what was refused. */
const write: Handler = {
  needs: ({ input }, rows) => unionOf(needsPerResource(read(input, rows).operations)),
  decide: byTheProduct((draft, { input }, rows) => {
    const { operations, malformed } = read(input, rows)
    const problems: { index: number; id: string; problem: Problem }[] = []
    let refused = malformed
    for (const [index, each] of operations.entries()) {
      const written = draft.attempt(() => perform(draft, each))
      if (!isRefused(written)) continue
      refused += 1
      if (problems.length < problemsMax) problems.push({ index, id: each.id, problem: withoutRecord(written.problem) })
    }
    const done = operations.length + malformed - refused
    return { ok: true, result: { done, refused, problems } as unknown as Json }
  }),
}

function perform(draft: Draft, each: Operation): StoredRecord | Refused | undefined {
  if (each.op === 'create') return createRecord(draft, each.resource, each.id, each.values)
  if (each.op === 'update') return updateRecord(draft, each.resource, each.id, each.values)
  if (each.op === 'delete') return deleteRecord(draft, each.resource, each.id)
  const table = draft.table(each.resource)
  if (!table.get(each.id)) return refuse('missing', 'There is no such record.')
  return table.set(each.id, each.values, { quiet: true })
}

const withoutRecord = ({ current: _left, ...problem }: Problem): Problem => problem

function read(input: Json, rows: readonly Json[]): { operations: Operation[]; malformed: number } {
  const given = rows.length > 0 ? rows : ((input as { operations?: Json[] } | null)?.operations ?? [])
  const operations: Operation[] = []
  for (const each of given) {
    const parsed = operation.safeParse(each)
    if (parsed.success) operations.push(parsed.data)
  }
  return { operations, malformed: given.length - operations.length }
}

function* needsPerResource(operations: readonly Operation[]): Iterable<Needs> {
  const verbs = new Map<string, Set<'write' | 'delete'>>()
  const partitions = new Set<string>()
  for (const each of operations) {
    const known = verbs.get(each.resource) ?? new Set()
    verbs.set(each.resource, known.add(each.op === 'delete' ? 'delete' : 'write'))
    const layout = resourceNamed(each.resource)?.layout
    if (each.op === 'create' && layout?.kind === 'partitioned')
      partitions.add(`${each.resource}\0${each.values[layout.by]}`)
  }
  for (const [resource, set] of verbs) {
    const ids = operations.flatMap(each => (each.op === 'delete' && each.resource === resource ? [each.id] : []))
    yield needsOf(resource, { verbs: [...set], ids })
  }
  yield { partitions: [...partitions].map(pair => pair.split('\0') as [string, string]) }
}

/** `{entries: [{what, about?, from?, actor?, at?, count?}]}`: ids, never values. */
const log: Handler = {
  needs: () => needsOf('logs', { verbs: ['write'] }),
  decide: byTheProduct((draft, { input }, rows) => {
    const entries = rows.length > 0 ? rows : ((input as { entries?: Json[] } | null)?.entries ?? [])
    for (const entry of entries) {
      const values = { at: draft.now, actor: draft.actor.id, ...(entry as Record<string, Json>) }
      const written = draft.attempt(() => createRecord(draft, 'logs', draft.newId(), values))
      if (isRefused(written)) return written
    }
    return { ok: true }
  }),
}

/** Records that one command of `recount` looks at. */
const recountMax = 2_000

/**
 * Makes the figures and shown values of a resource anew, a slice a command: for when a declaration has a new one, which
 * stored records do not have yet. `{resource, after?}` → `{next}`: where to go on, null at the end.
 */
const recount: Handler = {
  needs: ({ input }) => needsOf(String((input as { resource?: Json } | null)?.resource), { verbs: ['write'] }),
  decide: byTheProduct((draft, { input }) => {
    const { resource: name, after = '' } = input as { resource: string; after?: string | null }
    const resource = resourceNamed(name)
    if (!isWhole(resource)) return refuse('missing', 'There is no such resource.')
    const table = draft.table(name)
    const ids = [...table.values()].map(({ id }) => id).filter(id => id > String(after))
    const slice = ids.sort().slice(0, recountMax)
    for (const id of slice) {
      const refused = rederive(draft, resource, table.get(id) as StoredRecord)
      if (refused) return refused
    }
    return { ok: true, result: { next: ids.length > slice.length ? (slice.at(-1) as string) : null } }
  }),
}

export const systemHandlers: Record<string, Handler> = { 'system.write': write, 'system.recount': recount, log }
