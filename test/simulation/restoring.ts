/**
 * Restores: the items as they were at some moment, or as a pin has them, under a new commit. Deliveries stay as they are, and
 * what was erased meanwhile does not come back.
 */
import type { Json } from '@dormouse/model'
import { commitDirectly } from '../../api/store/direct.ts'
import { type FoldDeps, fold } from '../../api/store/fold.ts'
import { specsByName } from '../../api/store/layout.ts'
import type { ObjectStore } from '../../api/store/objects.ts'
import { stateAt, tableOf } from '../../api/store/past.ts'
import { readPin } from '../../api/store/pins.ts'
import { MemoryTable } from '../../api/store/table.ts'
import type { CommittedOperation, Plan, Root, StoredRecord, View } from '../../api/store/view.ts'
import { at, hashOf, projections, specs } from './commands.ts'
import type { Seen, World } from './world.ts'

/** What clients can tell two states of an item by. */
export type Snapshot = ReadonlyMap<string, { value: string; n: number; name: Json; to: Json }>

export const snapshotOf = (items: Iterable<StoredRecord>): Snapshot =>
  new Map(
    [...items]
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map(item => [
        item.id,
        { value: String(at(item, 'held.value')), n: item.n as number, name: at(item, 'name'), to: at(item, 'to') },
      ]),
  )

/** As the command line does: looks at the past first, then commits on whatever is present. */
export async function restore(world: World, deps: FoldDeps): Promise<void> {
  const earlier = await world.chance.pick([atSomeTime, ofSomePin, ofSomeBackup])(world, deps)
  if (!earlier) return
  const state = snapshotOf(earlier.items.values())
  world.restored.push({ sequence: earlier.sequence, state })
  const id = `restore-${world.moment()}`
  const command = { id, actor: 'keeper', wish: { type: 'restore', state } } as const
  const seen: Seen = { calledAt: world.moment(), answeredAt: Number.POSITIVE_INFINITY, command }
  world.seen.push(seen)
  const decide = (view: View): Plan | undefined => {
    const operations = operationsTo(earlier.items, view, world.broken.has('erased'))
    if (operations.length === 0) return undefined
    return { commands: [{ id, actor: command.actor, outcome: { ok: true } }], operations }
  }
  const { plan } = await commitDirectly(deps, { collections: ['items', 'erased'] }, decide, { raiseEpoch: true })
  seen.outcome = plan?.commands[0]?.outcome
  seen.answeredAt = world.moment()
  if (plan) await fold(deps)
}

export interface Earlier {
  items: ReadonlyMap<string, StoredRecord>
  sequence: number
}

const pastSpecs = specsByName(specs, projections)
const byId = (table: MemoryTable) => new Map([...table.values()].map(item => [item.id, item]))

async function ofSomePin(world: World, { objects }: FoldDeps): Promise<Earlier | undefined> {
  if (world.kept.size === 0) return undefined
  const root = await readPin(objects, world.chance.pick([...world.kept]))
  return root && (await copyOf(objects, root))
}

/** A backup lies elsewhere: it still says what was erased here since. */
const ofSomeBackup = async ({ chance, backups }: World): Promise<Earlier | undefined> =>
  backups.length > 0 ? chance.pick(backups) : undefined

export async function copyOf(objects: ObjectStore, root: Root): Promise<Earlier> {
  return { items: byId(await tableOf({ objects, specs: pastSpecs }, root, 'items')), sequence: root.sequence }
}

async function atSomeTime(world: World, { objects, replica, clock }: FoldDeps): Promise<Earlier | undefined> {
  const present = () =>
    replica.read({ collections: ['items'] }, view => {
      const copy = new MemoryTable('items')
      for (const item of view.table('items').values()) copy.put(item)
      return { sequence: view.sequence, tables: new Map([['items', copy]]) }
    })
  const agoMs = world.chance.below(world.chance.pick([1_000, 30_000, world.scheduler.nowMs]))
  const time = new Date(Math.max(0, clock.nowMs() - agoMs)).toISOString()
  const past = await stateAt({ objects, specs: pastSpecs, present }, ['items'], time)
  const table = past.kind === 'found' ? past.tables.get('items') : undefined
  return table && past.kind === 'found' ? { items: byId(table), sequence: past.sequence } : undefined
}

/** Each of these may differ from one time to another. */
const paths = ['held.value', 'n', 'name', 'to', 'secret']

function operationsTo(earlier: Earlier['items'], view: View, isEverythingBack: boolean): CommittedOperation[] {
  const isErased = (secret: Json) =>
    !isEverythingBack && secret !== null && view.table('erased').get(hashOf(String(secret))) !== undefined
  const operations: CommittedOperation[] = []
  for (const item of view.table('items').values())
    if (!earlier.has(item.id)) operations.push({ on: 'items', id: item.id, drop: item, by: 0 })
  for (const [id, recorded] of earlier) {
    const put = isErased(at(recorded, 'secret')) ? { ...recorded, secret: null } : recorded
    const item = view.table('items').get(id)
    if (!item) {
      operations.push({ on: 'items', id, put, by: 0 })
      continue
    }
    const different = paths.filter(path => at(item, path) !== at(put, path))
    const set = Object.fromEntries(different.map(path => [path, at(put, path)]))
    const was = Object.fromEntries(different.map(path => [path, at(item, path)]))
    if (different.length > 0) operations.push({ on: 'items', id, set, was, by: 0 })
  }
  return operations
}
