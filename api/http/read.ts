/** Lists and single records over HTTP, as ra-data-simple-rest reads them. */
import type { AnyResource } from '@dormouse/model'
import { readPage } from '../read/pages.ts'
import { noOtherParameters } from './parameters.ts'
import type { ResourceDeps } from './resources.ts'
import { type Answer, type Call, ProblemError } from './route.ts'
import { mustSee } from './seen.ts'

export async function listOf(resource: AnyResource, call: Call, deps: ResourceDeps): Promise<Answer> {
  noOtherParameters(call, ['filter', 'sort', 'range'])
  const asking = { resource, actor: call.actor, nowMs: deps.clock.nowMs() }
  const answer = await readPage(deps, asking, call.query)
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
  const { shown, sequence } = await mustSee(resource, call.params.id ?? '', call.actor, deps)
  const { version } = shown
  return {
    headers: { 'X-Sequence': String(sequence), ...(typeof version === 'number' ? { ETag: `"${version}"` } : {}) },
    body: shown,
  }
}
