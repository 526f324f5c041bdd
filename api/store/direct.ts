/**
 * Commits without a queue: what the command line does to a store that a server may be working on at the same time. The
 * watermark stays where it is, and the compare-and-swap decides between this process and the writer, as it does between
 * any two writers: whoever comes second looks again.
 */
import { buildEntry, checkPlan, placed } from './entry.ts'
import { type FoldDeps, fold } from './fold.ts'
import { publish } from './publish.ts'
import { foldDue, nextTime, rootBytesAim, StoreProblem, serialiseRoot } from './root.ts'
import type { Needs, Plan, Root, View } from './view.ts'

export interface DirectOptions {
  /** What was read before may no longer be trusted: everybody who holds records drops them. */
  raiseEpoch?: boolean
}

/** Rounds of deciding again while the server commits. It pauses between batches, so that a few are plenty. */
const roundsMax = 20

/**
 * `decide` is asked again on a newer state whenever somebody else was faster; undefined: there is nothing to do. Resolves
 * with the sequence of the commit, or of the state in which there was nothing to do. The plan's commands keep their ids from
 * one time to the next: by them a commit is known that landed though nobody heard of it.
 */
export async function commitDirectly(
  deps: FoldDeps,
  needs: Needs,
  decide: (view: View, now: string) => Plan | undefined,
  { raiseEpoch = false }: DirectOptions = {},
): Promise<{ sequence: number; plan: Plan | undefined }> {
  const { objects, replica, clock, ids } = deps
  for (let round = 0; round < roundsMax; round++) {
    await replica.refresh()
    if (replica.tag === undefined) throw new StoreProblem('There is no store here: root.json is missing.')
    if (foldDue(replica.root)) await fold(deps)
    const decided = await replica.pinned({ ...needs, outcomes: true }, view => {
      const { root, tag } = replica
      const now = nextTime(root, clock.nowMs())
      const plan = decide(view, now)
      if (!plan) return { root, tag, now }
      // What an earlier round sent may have landed after all, under a commit of the server's.
      const landed = plan.commands.map(({ id }) => replica.outcomes.get(id)).find(each => each !== undefined)
      if (landed) return { root, tag, now, plan, landed }
      checkPlan(
        plan,
        plan.commands.map(({ id }) => ({ commandId: id })),
        replica.specs,
      )
      return { root, tag, now, plan: { ...plan, operations: placed(replica.tables, plan.operations) } }
    })
    const { root, tag, plan, now, landed } = decided
    if (!plan) return { sequence: root.sequence, plan: undefined }
    if (landed) return { sequence: landed.sequence, plan }
    const { entry, chunk } = await buildEntry(ids, plan, root.sequence + 1, now)
    const next: Root = {
      ...root,
      sequence: entry.sequence,
      nonce: ids.nonce(),
      epoch: root.epoch + (raiseEpoch ? 1 : 0),
      tail: [...root.tail, entry],
    }
    if (root.tail.length > 0 && serialiseRoot(next).byteLength > rootBytesAim) {
      await fold(deps)
      continue
    }
    if (chunk) await objects.put(chunk.key, chunk.body)
    const contents = new Map(chunk && [[chunk.key, chunk.content]])
    if ((await publish(deps, next, tag, contents)) === 'published') return { sequence: entry.sequence, plan }
  }
  throw new StoreProblem(
    `The server committed something ${roundsMax} times while this was being prepared, so nothing was done. Try again in a quieter moment.`,
  )
}
