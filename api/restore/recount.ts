/** Figures over records of then and now, counted again as after a change of a declaration, slice by slice. */
import { type Actor, register } from '@dormouse/model'
import { commitDirectly } from '../store/direct.ts'
import type { FoldDeps } from '../store/fold.ts'
import { openBatch } from '../writer/draft.ts'
import { rollupsOf, throughsOf } from '../writer/links.ts'
import { systemHandlers } from '../writer/system.ts'

export async function recount(deps: FoldDeps, actor: Actor, hash: (address: string) => string): Promise<void> {
  const handler = systemHandlers['system.recount']
  if (!handler) throw new Error('The writer cannot count figures anew.')
  for (const resource of register) {
    if (resource.layout || rollupsOf(resource).length + throughsOf(resource).length === 0) continue
    for (let after: string | null = ''; after !== null; ) {
      const id = deps.ids.uuid(deps.clock.nowMs())
      const command = { id, type: 'system.recount', actor, at: '', input: { resource: resource.name, after } }
      let next: string | null = null
      await commitDirectly(deps, handler.needs(command, []), (view, now) => {
        const batch = openBatch(view, now, hash)
        const outcome = batch.decide(0, command, draft => handler.decide(draft, command, []))
        if (!outcome.ok) throw new Error(outcome.problem.message)
        next = (outcome.result as { next: string | null }).next
        if (batch.operations.length === 0) return undefined
        return { commands: [{ id, actor: actor.id, outcome }], operations: batch.operations }
      })
      after = next
    }
  }
}
