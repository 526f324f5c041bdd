/**
 * `restore --at <time> | --from <backup>`: how things were, under a new commit. Nothing is rewound: the log goes on, every
 * change of the restore stands in the history, and another restore takes it back. What must not be undone is not
 * (`restore/policy.ts`).
 *
 *   earlier state ─┐
 *   present state ─┴─► plan (pure) ─► one commit, epoch + 1 ─► fold ─► figures anew
 */
import type { Actor } from '@dormouse/model'
import { isoOf } from '../clock.ts'
import { projections } from '../collections.ts'
import { type Erased, erasedCollection, erasedNames } from '../erasure/erased.ts'
import { note } from '../identity/notes.ts'
import { type Earlier, mustBeSameStore, stateAtTime, stateOfBackup, stateOfPin } from '../restore/earlier.ts'
import { refuseWithoutKeys, rescue } from '../restore/lost.ts'
import { planRestore, type Restoring, restoredCollections } from '../restore/plan.ts'
import type { Since } from '../restore/policy.ts'
import { recount } from '../restore/recount.ts'
import { report } from '../restore/report.ts'
import { withdrawalsSince } from '../restore/withdrawals.ts'
import { commitDirectly } from '../store/direct.ts'
import { type FoldDeps, fold } from '../store/fold.ts'
import type { ObjectStore } from '../store/objects.ts'
import { openObjects } from '../store/open.ts'
import { rootKey } from '../store/paths.ts'
import type { View } from '../store/view.ts'
import { openBatch } from '../writer/draft.ts'
import { unionOf } from '../writer/needs.ts'
import { placeOf } from './place.ts'
import { type Asked, type Task, TaskProblem, type Tools, textOption, UsageProblem } from './task.ts'
import { moment } from './words.ts'

const actor: Actor = { id: 'restore', role: 'system' }

export const restore: Task = async (tools, asked) => {
  const [at, from] = [textOption(asked, 'at'), textOption(asked, 'from')]
  if ((at === undefined && from === undefined) || asked.words.length > 0)
    throw new UsageProblem(
      'Say to when or from what: npm run store -- restore --at 2026-03-01T09:00Z, or --from <folder or name of a backup>',
    )
  const isThere = (await tools.objects.get(rootKey)).kind === 'found'
  const time = at === undefined ? undefined : timeIn(tools, at)
  if (isThere)
    return from === undefined ? restoreTo(tools, asked, time as string) : restoreFrom(tools, asked, from, time)
  if (from === undefined) throw new TaskProblem('There is no store here. Restore one with --from <backup>.')
  if (time !== undefined)
    throw new TaskProblem('There is no store here. Restore the backup first, then go to an earlier time.')
  return restoreLost(tools, asked, from)
}

const momentPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

/** UTC, from whatever zone was typed. */
function timeIn({ clock }: Tools, at: string): string {
  const ms = momentPattern.test(at) ? Date.parse(at) : Number.NaN
  if (Number.isNaN(ms))
    throw new UsageProblem('--at is a moment with its zone, like 2026-03-01T09:00Z or 2026-03-01T10:00+01:00.')
  if (ms > clock.nowMs()) throw new UsageProblem('--at lies in the future.')
  return isoOf(ms)
}

async function restoreTo(tools: Tools, asked: Asked, time: string): Promise<number> {
  return carryOut(tools, asked, tools.objects, await pastOf(tools, tools.objects, time), false)
}

async function restoreFrom(tools: Tools, asked: Asked, from: string, time: string | undefined): Promise<number> {
  const { objects } = tools
  const pinned = /^[\w.-]+$/.test(from) ? await stateOfPin(objects, from) : undefined
  if (pinned && time !== undefined) throw new UsageProblem('A pin is of one moment: leave out --at, or --from.')
  if (pinned) return carryOut(tools, asked, objects, pinned, false)
  const place = placeOf(from)
  const backup = openObjects(place)
  try {
    await mustBeSameStore(objects, backup, place)
    const earlier = await (time === undefined ? stateOfBackup(backup) : pastOf(tools, backup, time))
    return await carryOut(tools, asked, objects, earlier, false)
  } finally {
    await backup.close()
  }
}

async function pastOf(tools: Tools, objects: ObjectStore, time: string): Promise<Earlier> {
  const replica = tools.openReplica(objects)
  try {
    return await stateAtTime(objects, replica, time)
  } finally {
    await replica.close()
  }
}

async function restoreLost(tools: Tools, asked: Asked, from: string): Promise<number> {
  if (asked.options['dry-run'] === true)
    throw new TaskProblem('There is no store here, so everything would come out of the backup: nothing to compare.')
  refuseWithoutKeys(tools, asked.options['new-keys'] === true)
  const place = placeOf(from)
  const backup = openObjects(place)
  try {
    const { objects, begin } = await rescue(tools, backup, place)
    const code = await carryOut(tools, asked, objects, await stateOfBackup(objects), true)
    await begin()
    tools.say(`The store is in ${tools.config.storeUrl} now, as it was in ${place}. Prove it with verify.`)
    tools.say(
      'What came after this backup is lost, unsubscribes too: send nothing before you have asked your mail service.',
    )
    return code
  } finally {
    await backup.close()
  }
}

async function carryOut(
  tools: Tools,
  asked: Asked,
  objects: ObjectStore,
  earlier: Earlier,
  isLedgerLost: boolean,
): Promise<number> {
  const { clock, ids, say } = tools
  const replica = tools.openReplica(objects)
  const deps: FoldDeps = { objects, replica, clock, ids, projections }
  const hash = await tools.addressHash()
  await replica.refresh()
  const withdrawn = await withdrawalsSince(objects, replica.root, earlier.sequence)
  const needs = unionOf([{ collections: [...restoredCollections, erasedCollection] }])
  const plan = (view: View, now: string): Restoring =>
    planRestore(view, earlier.records, sinceOf(view, earlier, withdrawn, hash, isLedgerLost), { now, by: actor.id })
  try {
    if (asked.options['dry-run'] === true) {
      report(say, await replica.read(needs, view => plan(view, view.at)), earlier.at, 'would')
      return 0
    }
    const id = ids.uuid(clock.nowMs())
    let done: Restoring | undefined
    let before = ''
    const decide = (view: View, now: string) => {
      before = isoOf(Date.parse(now) - 1)
      done = plan(view, now)
      if (done.operations.length === 0) return undefined
      const batch = openBatch(view, now, hash)
      const outcome = batch.decide(0, { id, actor }, draft => {
        note(draft, { what: 'other', about: { restoredTo: earlier.at, sequence: earlier.sequence } })
        return { ok: true, result: { operations: done?.operations.length ?? 0 } }
      })
      return { commands: [{ id, actor: actor.id, outcome }], operations: [...done.operations, ...batch.operations] }
    }
    const { sequence, plan: committed } = await commitDirectly(deps, needs, decide, { raiseEpoch: true })
    if (committed) await fold(deps)
    // Even when there was nothing to restore: who ended a restore half-way runs it again.
    await recount(deps, actor, hash)
    // Where the store was lost, nothing is different from the backup that it is made of: that would read as if nothing was done.
    if (committed || !isLedgerLost) report(say, done as Restoring, earlier.at, 'did')
    if (committed) say(`This is commit ${sequence}. To take it back: npm run store -- restore --at ${before}`)
    return 0
  } finally {
    await replica.close()
  }
}

function sinceOf(
  view: View,
  earlier: Earlier,
  withdrawn: Since['withdrawn'],
  hash: (address: string) => string,
  isLedgerLost: boolean,
): Since {
  const hashes = new Set<string>()
  for (const each of view.table(erasedCollection).values())
    for (const one of (each as Erased).addressHashes) hashes.add(one)
  const blocks = view.table('suppressions')
  return {
    moment: moment(earlier.at),
    withdrawn,
    survivorOf: id => view.table('contacts').lookup('mergedFrom', id)[0],
    blockOf: address =>
      blocks.size === 0 ? undefined : blocks.lookup('addressHash', hash(address)).find(each => each.liftedAt === null),
    erased: erasedNames(view),
    isErasedAddress: address => hashes.size > 0 && hashes.has(hash(address)),
    isLedgerLost,
  }
}
