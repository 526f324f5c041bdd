/**
 * A commit: one batch of commands, decided together and published by one compare-and-swap.
 *
 *   messages ─► 1 sort out ─► 2 fold if overdue ─► 3 decide ─► 4 chunk if large ─► 5 PUT root If-Match ─► acknowledged
 *                  ▲                                                               │
 *                  └──────────────── overtaken: again, from the root that is there ┘
 *
 * 1. Every message this resolves for is at or under the watermark of a published root: it never acts again.
 * 2. A message at or under the watermark acts never; if its id is not remembered it goes to quarantine, not away.
 * 3. A message above the watermark whose id is remembered is answered by what it is remembered for.
 * 4. What is decided is decided on exactly the root that is replaced; a refusal changes nothing but is committed too.
 * 5. Commits follow each other without a gap, and no commit is dated before the one it follows.
 * 6. Whatever a root refers to was written before the root.
 * A crash anywhere leaves the old root and orphans, or the new root.
 */
import { type Clock, isoOf } from '../clock.ts'
import type { Ids } from '../ids.ts'
import type { Log } from '../log.ts'
import { buildEntry, checkPlan, placed } from './entry.ts'
import { jsonBody } from './manifest.ts'
import type { ObjectStore } from './objects.ts'
import { quarantineKey } from './paths.ts'
import { publish } from './publish.ts'
import type { Replica } from './replica.ts'
import { emptyRoot, foldDue, foldOverdue, nextTime, passedOf, passedTo, rootBytesAim, serialiseRoot } from './root.ts'
import { Upkeep } from './upkeep.ts'
import type { CollectionSpec, Needs, Planner, Projection, Root } from './view.ts'

export interface CommitterDeps {
  objects: ObjectStore
  replica: Replica
  clock: Clock
  ids: Ids
  specs: readonly CollectionSpec[]
  projections: readonly Projection[]
  log?: Log
}

export interface QueueMessage {
  commandId: string
  number: string
}

export interface Committer {
  /**
   * Resolves when every message is durably decided, by this call or an earlier one. Throws only for trouble with the
   * infrastructure: the caller releases the messages and they come again.
   */
  commit<M extends QueueMessage>(messages: readonly M[], queueId: string, planner: Planner<M>): Promise<void>
  /** Folds the tail now, whatever its size. */
  fold(): Promise<void>
  /** Merges all that can be merged. Resolves with the number of tables rewritten. */
  compact(onProgress?: (done: number, of: number) => void): Promise<number>
  /** Resolves when no fold or compaction is under way any more: before a process ends, or a function is frozen. */
  idle(): Promise<void>
}

/** Commands of one commit: their ids and outcomes stand in the root. */
const commandsMax = 64
/** Rounds of deciding again before a writer that is overtaken every time gives up and hands its messages back. */
const roundsMax = 10

/** What a commit works with: itself, and what goes on beside it. */
interface GroupDeps extends CommitterDeps {
  upkeep: Upkeep
}

export function openCommitter(deps: CommitterDeps): Committer {
  const upkeep = new Upkeep(deps)
  return {
    commit: (messages, queueId, planner) =>
      upkeep.alone(async () => {
        for (let first = 0; first < messages.length; first += commandsMax)
          await commitGroup({ ...deps, upkeep }, messages.slice(first, first + commandsMax), queueId, planner)
      }),
    fold: () => upkeep.alone(() => upkeep.foldNow()),
    compact: onProgress => upkeep.compactAll(onProgress),
    idle: () => upkeep.idle(),
  }
}

async function commitGroup<M extends QueueMessage>(
  deps: GroupDeps,
  messages: readonly M[],
  queueId: string,
  planner: Planner<M>,
): Promise<void> {
  const { objects, replica, clock, ids, upkeep } = deps
  let prepared: { count: number; needs: Needs } = { count: 0, needs: {} }
  for (let round = 0; round < roundsMax; round++) {
    if (replica.tag === undefined) await openStore(deps, queueId)
    if (foldOverdue(replica.root)) await upkeep.foldNow()
    const { fresh: expected } = await replica.pinned({ outcomes: true }, () => sortOut(replica, messages, queueId))
    // Fresh messages only ever become fewer: the same number is the same messages.
    if (prepared.count !== expected.length)
      prepared = { count: expected.length, needs: await planner.prepare(expected) }
    const { needs } = prepared
    const decided = await replica.pinned({ ...needs, outcomes: true }, view => {
      const { root, tag } = replica
      const sorted = sortOut(replica, messages, queueId)
      if (sorted.fresh.length !== expected.length) return undefined
      const now = nextTime(root, clock.nowMs())
      const plan = sorted.fresh.length > 0 ? planner.decide(view, sorted.fresh, now) : { commands: [], operations: [] }
      checkPlan(plan, sorted.fresh, replica.specs)
      const operations = placed(replica.tables, plan.operations)
      return { root, tag, ...sorted, plan: { ...plan, operations }, now }
    })
    // Somebody else's root came in while this one was being prepared, and it covers some of the messages.
    if (!decided) continue
    const { root, tag, fresh, lost, watermark, plan, now } = decided
    await setAside(deps, [...lost.map(message => ({ message, why: forgotten })), ...quarantined(plan, fresh)])
    if (watermark === passedOf(root, queueId)) return
    const { entry, chunk } = await buildEntry(ids, plan, root.sequence + 1, now)
    const next: Root = {
      ...root,
      sequence: entry.sequence,
      nonce: ids.nonce(),
      ...passedTo(root, queueId, watermark),
      tail: [...root.tail, entry],
    }
    if (root.tail.length > 0 && serialiseRoot(next).byteLength > rootBytesAim) {
      await upkeep.foldNow()
      continue
    }
    if (chunk) await objects.put(chunk.key, chunk.body)
    const contents = new Map(chunk && [[chunk.key, chunk.content]])
    if ((await publish(deps, next, tag, contents)) !== 'published') continue
    if (foldDue(next)) upkeep.beginFold()
    return
  }
  throw new Error(`Other writers overtook this one ${roundsMax} times.`)
}

/** What a batch's messages are, seen from the root that is installed. */
function sortOut<M extends QueueMessage>(replica: Replica, messages: readonly M[], queueId: string) {
  const passed = BigInt(passedOf(replica.root, queueId))
  const fresh: M[] = []
  const lost: M[] = []
  const taken = new Set<string>()
  let highest = passed
  for (const message of messages) {
    const number = BigInt(message.number)
    const isRemembered = taken.has(message.commandId) || replica.outcomes.get(message.commandId) !== undefined
    if (number <= passed) {
      if (!isRemembered) lost.push(message)
    } else if (!isRemembered) {
      fresh.push(message)
      taken.add(message.commandId)
    }
    if (number > highest) highest = number
  }
  return { fresh, lost, watermark: String(highest) }
}

/** The first root of a new store: created, never overwritten. */
async function openStore(deps: CommitterDeps, queueId: string): Promise<void> {
  await deps.replica.refresh()
  if (deps.replica.tag === undefined) await publish(deps, emptyRoot(queueId, deps.ids.nonce()), undefined)
}

const forgotten = 'Its number was passed long ago and nobody remembers its outcome.'

function quarantined<M extends QueueMessage>(
  plan: { quarantine?: { commandId: string; why: string }[] },
  fresh: readonly M[],
): { message: M; why: string }[] {
  return (plan.quarantine ?? []).flatMap(({ commandId, why }) =>
    fresh.filter(message => message.commandId === commandId).map(message => ({ message, why })),
  )
}

/** Before the commit that passes them: a message is never gone without a trace. */
async function setAside(
  { objects, clock, log }: CommitterDeps,
  messages: readonly { message: QueueMessage; why: string }[],
): Promise<void> {
  await Promise.all(
    messages.map(async ({ message, why }) => {
      await objects.put(quarantineKey(message.commandId), jsonBody({ why, at: isoOf(clock.nowMs()), message }))
      log?.warn({ command: message.commandId, why }, 'message set aside in quarantine/')
    }),
  )
}
