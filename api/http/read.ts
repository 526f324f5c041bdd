/** Lists and single records over HTTP, as ra-data-simple-rest reads them. */
import type { AnyResource } from '@dormouse/model'
import { findAsOf, readPageAsOf } from '../read/as-of.ts'
import { readPage } from '../read/pages.ts'
import { noOtherParameters } from './parameters.ts'
import { missing } from './problems.ts'
import type { ResourceDeps } from './resources.ts'
import { type Answer, type Call, ProblemError } from './route.ts'
import { mayAtAll, mustSee } from './seen.ts'

export async function listOf(resource: AnyResource, call: Call, deps: ResourceDeps): Promise<Answer> {
  noOtherParameters(call, ['filter', 'sort', 'range', 'asOf'])
  const asking = { resource, actor: call.actor, nowMs: deps.clock.nowMs() }
  const { asOf, ...query } = call.query
  const answer =
    asOf === undefined ? await readPage(deps, asking, query) : await readPageAsOf(deps, asking, query, asOf)
  if (!answer.ok) throw new ProblemError(answer.problem)
  const { rows, total, first, sequence } = answer.page
  const range = rows.length === 0 ? '*' : `${first}-${first + rows.length - 1}`
  return {
    headers: {
      'Content-Range': `${resource.name} ${range}/${total}`,
      'X-Total-Count': String(total),
      'X-Sequence': String(sequence),
    },
    body: rows,
  }
}

export async function getRecord(resource: AnyResource, call: Call, deps: ResourceDeps): Promise<Answer> {
  noOtherParameters(call, ['asOf'])
  const id = call.params.id ?? ''
  if (call.query.asOf !== undefined) return getAsOf(resource, id, call.query.asOf, call, deps)
  const { shown, sequence } = await mustSee(resource, id, call.actor, deps)
  const headers: Record<string, string> = { 'X-Sequence': String(sequence) }
  if (typeof shown.version === 'number') headers.ETag = `"${shown.version}"`
  return { headers, body: shown }
}

/** Without an ETag: what was cannot be changed. */
async function getAsOf(
  resource: AnyResource,
  id: string,
  asOf: string,
  { actor }: Call,
  deps: ResourceDeps,
): Promise<Answer> {
  mayAtAll(resource, 'read', actor)
  const found = await findAsOf(deps, { resource, actor, nowMs: deps.clock.nowMs() }, id, asOf)
  if (!found.ok) throw new ProblemError(found.problem)
  if (!found.shown) throw missing()
  return { headers: { 'X-Sequence': String(found.sequence) }, body: found.shown }
}
