/**
 * Takes something out of a store for good: every file that holds it is written anew without it, the root is swapped, and
 * the old files are removed at once, whatever their age.
 *
 *   root ─► log chunks ─┐
 *        ─► segments ───┼─► new files where something changed ─► new manifests ─► swap, epoch + 1 ─► pins ─► remove
 *        ─► tail ───────┘        └── overtaken by the server: again, and only what is new is read
 *
 * 1. A redaction is a pure function of what stands in a file, the same wherever it stands: log, segments and projected
 *    rows agree after it as they did before (`verify` proves it), and doing it twice changes nothing more.
 * 2. Lines stay where they are: other rows' ids come from their place among them. What goes is what they say.
 * 3. The epoch rises, so that nobody goes on with what they hold in memory, and a compaction under way gives up.
 * 4. Files that nothing leads to are looked at as well. A writer that was stopped half-way may leave one later: `sweep`
 *    finds it then, and it could never be published: the tag it was written for is gone.
 */
import type { Json, Outcome } from '@dormouse/model'
import { publishWithinMs } from './collect.ts'
import type { FoldDeps } from './fold.ts'
import { MissingObject } from './manifest.ts'
import type { ObjectStore } from './objects.ts'
import { presentRoot } from './past.ts'
import { collectablePrefixes, pinKey } from './paths.ts'
import { pinNames } from './pins.ts'
import { publish } from './publish.ts'
import { isChanged, Rewriter } from './redact-files.ts'
import { allReferences } from './references.ts'
import { nextTime, parseRoot, StoreProblem, serialiseRoot } from './root.ts'
import type { CommittedOperation, Root } from './view.ts'

/** What is left of everything. Each function is pure, and idempotent. */
export interface Redaction {
  /** Whether a line may hold any of it: the others are passed over unparsed. */
  concerns(text: string): boolean
  operation(operation: CommittedOperation): CommittedOperation
  /** A record, or a row of a projection: of those, undefined takes the row away. */
  row(collection: string, row: Row): Row | undefined
  outcome(outcome: Outcome): Outcome
}

export type Row = { [field: string]: Json }

export interface Redacted {
  /** Files that were written anew, or would be. */
  rewritten: number
  removed: number
  pins: number
}

export interface RedactOptions {
  /** Reads everything, writes nothing. */
  dryRun?: boolean
  onProgress?(done: number, of: number): void
}

/** Rounds against a server that goes on committing; each reads only what came since the last. */
const roundsMax = 20

export async function redact(deps: FoldDeps, redaction: Redaction, options: RedactOptions = {}): Promise<Redacted> {
  const { objects, replica, ids } = deps
  const { dryRun = false } = options
  const begin = () => new Rewriter({ objects, ids, redaction, dryRun, onProgress: options.onProgress })
  const rewriter = await swap(deps, begin, dryRun)
  const pins = await redactPins(objects, rewriter, dryRun)
  const replaced = rewriter.replaced()
  if (dryRun) return { rewritten: replaced.length, removed: 0, pins }
  await removeAll(objects, replaced)
  // A pin that the server made of an older root meanwhile leads to what is gone.
  await redactPins(objects, rewriter, dryRun)
  const swept = await sweep(objects, redaction)
  await objects.forgetVersions?.('')
  await replica.refresh()
  return { rewritten: replaced.length, removed: replaced.length + swept, pins }
}

/** Resolves with the rewriter whose files the root leads to now. */
async function swap(deps: FoldDeps, begin: () => Rewriter, dryRun: boolean): Promise<Rewriter> {
  const { replica, clock, ids } = deps
  let rewriter = begin()
  let begunMs = clock.nowMs()
  for (let round = 0; round < roundsMax; round++) {
    await replica.refresh()
    const { root, tag } = replica
    if (tag === undefined) throw new StoreProblem('There is no store here: root.json is missing.')
    // What was written for an earlier round may be collected by now, if this process was stopped in between (`collect.ts`).
    if (clock.nowMs() > begunMs + publishWithinMs) {
      rewriter = begin()
      begunMs = clock.nowMs()
    }
    try {
      const clean = await rewriter.root(root, root.sequence + 1)
      if (dryRun || !isChanged(root, clean)) return rewriter
      const sequence = root.sequence + 1
      const at = nextTime(root, clock.nowMs())
      const next: Root = {
        ...clean,
        sequence,
        nonce: ids.nonce(),
        epoch: root.epoch + 1,
        tail: [...clean.tail, { sequence, at, commands: [], operations: [] }],
      }
      if ((await publish(deps, next, tag)) === 'published') return rewriter
    } catch (cause) {
      // The root was outdated: what it leads to was collected.
      if (!(cause instanceof MissingObject)) throw cause
    }
  }
  throw new StoreProblem(`The server committed something ${roundsMax} times meanwhile. Try again in a quieter moment.`)
}

/** Pins keep their sequence: they say what they always said, without what had to go. */
async function redactPins(objects: ObjectStore, rewriter: Rewriter, dryRun: boolean): Promise<number> {
  let changed = 0
  for (const name of await pinNames(objects)) if (await redactPin(objects, name, rewriter, dryRun)) changed++
  return changed
}

/** Only as it was read: another erasure, or one that was stopped, must not put back what this one takes out. */
async function redactPin(objects: ObjectStore, name: string, rewriter: Rewriter, dryRun: boolean): Promise<boolean> {
  for (let round = 0; round < roundsMax; round++) {
    const got = await objects.get(pinKey(name))
    if (got.kind !== 'found') return false
    const root = parseRoot(got.body)
    const clean = await unlessMissing(rewriter.root(root, root.sequence))
    if (!clean) {
      if (dryRun || (await removeUnlessRewritten(objects, name, got.tag))) return false
    } else if (!isChanged(root, clean)) return false
    else if (dryRun || (await objects.put(pinKey(name), serialiseRoot(clean), { ifMatch: got.tag })).kind === 'written')
      return true
  }
  throw new StoreProblem(`Somebody else rewrote the pin ${name} ${roundsMax} times meanwhile. Try again.`)
}

/** Undefined where something that the root leads to is not there. */
const unlessMissing = <T>(reading: Promise<T>): Promise<T | undefined> =>
  reading.catch(cause => {
    if (!(cause instanceof MissingObject)) throw cause
    return undefined
  })

/**
 * A pin whose files went before their time leads nobody anywhere any more. Whoever rewrote it meanwhile has taken the files
 * of the one before away, too: then the new one is to be looked at, and false is answered.
 */
async function removeUnlessRewritten(objects: ObjectStore, name: string, tag: string): Promise<boolean> {
  const now = await objects.get(pinKey(name), { ifNoneMatch: tag })
  if (now.kind === 'found') return false
  await objects.remove(pinKey(name))
  return true
}

/** Removes what nothing leads to and still holds some of it, and pins that somebody who was stopped has made since. */
export async function sweep(objects: ObjectStore, redaction: Redaction): Promise<number> {
  await removeTaintedPins(objects, redaction)
  const listed: string[] = []
  for (const prefix of collectablePrefixes) for await (const { key } of objects.list(prefix)) listed.push(key)
  const { references } = await allReferences(objects, () => presentRoot(objects))
  const reader = new Rewriter({ objects, redaction, dryRun: true })
  const tainted: string[] = []
  for (const key of listed) if (!references.has(key) && (await reader.isTainted(key))) tainted.push(key)
  await removeAll(objects, tainted)
  return tainted.length
}

/** What such a pin leads to is gone already, and the collector knows it by that; its own tail is looked at here. */
async function removeTaintedPins(objects: ObjectStore, redaction: Redaction): Promise<void> {
  const reader = new Rewriter({ objects, redaction, dryRun: true })
  for (const name of await pinNames(objects))
    for (let isDone = false; !isDone; ) {
      const got = await objects.get(pinKey(name))
      if (got.kind !== 'found') break
      const root = parseRoot(got.body)
      const tailAlone: Root = { ...root, manifests: {}, log: null }
      const clean = await unlessMissing(reader.root(tailAlone, root.sequence))
      isDone = (clean && !isChanged(tailAlone, clean)) || (await removeUnlessRewritten(objects, name, got.tag))
    }
}

const removalsAtOnce = 8

async function removeAll(objects: ObjectStore, keys: readonly string[]): Promise<void> {
  const waiting = [...keys]
  const work = async () => {
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) await objects.remove(key)
  }
  await Promise.all(Array.from({ length: removalsAtOnce }, work))
}
