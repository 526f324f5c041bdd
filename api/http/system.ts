/** What is there besides resources: whether the server lives, what became of a command, what the API is. */
import type { Deps } from '../deps.ts'
import { answerTo } from './outcomes.ts'
import { missing } from './problems.ts'
import type { Answer, Call, Route } from './route.ts'

export const version = '0.1.0'

type SystemDeps = Pick<Deps, 'reader'>

export function systemRoutes({ reader }: SystemDeps): Route[] {
  return [
    {
      method: 'get',
      path: '/health',
      access: 'public',
      about: 'Whether the server can read the store: `{status: "ok", version, sequence}`.',
      handle: async () => ({ body: { status: 'ok', version, sequence: await reader.read({}, view => view.sequence) } }),
    },
    {
      method: 'get',
      path: '/commands/:id',
      access: 'signedIn',
      about:
        'What became of a change that was answered with 202: pending, or the answer the change itself would have had.',
      handle: call => outcomeOf(call, reader),
    },
  ]
}

/** Only its sender and admins learn anything; to others it is not there. */
async function outcomeOf({ params, actor }: Call, reader: Deps['reader']): Promise<Answer> {
  const { id = '' } = params
  const found = await reader.outcome(id, 0)
  // Not decided yet, or never sent: nobody knows before the writer does.
  if (!found) return { status: 200, headers: { 'Retry-After': '1' }, body: { id, pending: true } }
  const isTheirs = found.actor === actor.id || actor.role === 'root' || actor.role === 'admin'
  if (!isTheirs) throw missing()
  return answerTo(found.outcome, found.sequence, { reader, actor })
}
