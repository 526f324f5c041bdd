/** What must be true of a world when everything has come to rest. */
import { isDeepStrictEqual } from 'node:util'
import { entriesForward } from '../../api/store/log.ts'
import { quarantinePrefix } from '../../api/store/paths.ts'
import { openReplica, type Replica } from '../../api/store/replica.ts'
import { verify } from '../../api/store/verify.ts'
import type { Entry } from '../../api/store/view.ts'
import { items, projections, specs } from './commands.ts'
import { checkErased, checkPast, checkPins } from './keeping.ts'
import { isLinearizable, type Operation } from './linearizable.ts'
import type { Seen, World } from './world.ts'

export async function checkWorld(world: World): Promise<void> {
  const { problems } = await verify({ objects: world.store, specs, projections })
  for (const problem of problems) world.violated(`verify: ${problem}`)
  const clock = world.machine('judge').clock
  const cold = openReplica({ objects: world.store, specs, projections, clock })
  await cold.refresh()
  const entries = await Array.fromAsync(entriesForward(world.store, cold.root))
  await checkCommands(world, entries)
  checkNames(world, entries)
  await checkState(world, cold)
  for (const { replica } of world.replicas) await checkReplica(world, replica, cold)
  checkHistories(world)
  await checkPins(world, entries)
  checkPast(world, entries)
  await checkErased(world)
}

/** Nothing acknowledged is lost, no command acts twice, and every accepted one was decided or set aside. */
async function checkCommands(world: World, entries: readonly Entry[]): Promise<void> {
  const decided = new Map<string, unknown>()
  for (const { commands } of entries)
    for (const { id, outcome } of commands) {
      if (decided.has(id)) world.violated(`${id} acted twice`)
      decided.set(id, outcome)
    }
  for (const { command, outcome } of world.seen)
    if (command && outcome && !isDeepStrictEqual(decided.get(command.id), outcome))
      world.violated(
        `${command.id} was answered ${JSON.stringify(outcome)} and stands as ${JSON.stringify(decided.get(command.id))}`,
      )
  const aside = await Array.fromAsync(world.store.list(quarantinePrefix))
  for (const queue of world.queues) {
    const { dead } = await queue.depth()
    if (dead > 0) world.violated(`${dead} messages died in the queue`)
  }
  for (const id of world.accepted.keys())
    if (!decided.has(id) && !aside.some(({ key }) => key.includes(id))) world.violated(`${id} was never decided`)
}

/** No two items ever had one name; checked after each commit, as a reader could have seen it. */
function checkNames(world: World, entries: readonly Entry[]): void {
  const names = new Map<string, unknown>()
  for (const { operations, sequence } of entries) {
    for (const operation of Array.isArray(operations) ? operations : []) {
      if (operation.on !== 'items') continue
      if ('drop' in operation) names.delete(operation.id)
      else if ('put' in operation) names.set(operation.id, operation.put.name)
      else if ('name' in operation.set) names.set(operation.id, operation.set.name)
    }
    const given = [...names.values()].filter(name => name !== null)
    if (new Set(given).size < given.length) world.violated(`after commit ${sequence} two items have one name`)
  }
}

async function checkState(world: World, cold: Replica): Promise<void> {
  await cold.read({ collections: ['items', 'deliveries'], partitions }, view => {
    for (const item of view.table('items').values())
      if (item.to !== null && !view.table('items').get(String(item.to)))
        world.violated(`${item.id} points at ${item.to}, which is not there`)
    for (const { command, outcome } of world.seen) {
      if (command?.wish.type !== 'bulk' || !outcome?.ok) continue
      const { campaign } = command.wish
      for (let row = 0; row < Number(outcome.result); row++)
        if (!view.partition('deliveries', campaign).get(`${campaign}_${command.id}-${row}`))
          world.violated(`${command.id} was done, and its row ${row} is not there`)
      if (outcome.result === 0) world.violated(`${command.id} found nothing to do`)
    }
  })
}

const partitions = [
  ['deliveries', 'c1'],
  ['deliveries', 'c2'],
] as const

/** A process that has followed every commit holds what one that starts now would read. */
async function checkReplica(world: World, replica: Replica, cold: Replica): Promise<void> {
  const keys = ['i1', 'i2', 'i3'].map(id => ['changes', `items/${id}`] as const)
  const needs = { collections: ['items', 'deliveries'], partitions, keys }
  const held = (each: Replica) =>
    each.pinned(needs, view => ({
      sequence: view.sequence,
      items: sorted(view.table('items').values()),
      named: ['ada', 'grace', 'ken'].map(name => view.table('items').lookup('name', name)),
      c1: sorted(view.partition('deliveries', 'c1').values()),
      c2: sorted(view.partition('deliveries', 'c2').values()),
      counts: sorted(view.partitions('deliveries').map(each => ({ id: each.partition, ...each }))),
      changes: keys.map(([collection, key]) => view.rows(collection, key)),
    }))
  const [mine, truth] = [await held(replica), await held(cold)]
  if (!isDeepStrictEqual(mine, truth))
    world.violated(
      `a replica that followed holds ${different(mine, truth)} otherwise than a cold one at ${truth.sequence}`,
    )
}

const different = (a: object, b: object): string =>
  Object.entries(a)
    .filter(([key, value]) => !isDeepStrictEqual(value, b[key as keyof typeof b]))
    .map(([key]) => key)
    .join(', ')

const sorted = <T extends { id: string }>(records: Iterable<T>): T[] =>
  [...records].sort((a, b) => (a.id < b.id ? -1 : 1))

/** One item as clients may see it; undefined: not there. */
type Item = { value: string; n: number } | null

function checkHistories(world: World): void {
  const byItem = new Map<string, Operation<Item>[]>()
  for (const seen of world.seen) {
    for (const id of seen.read ? [seen.read.id] : itemsOf(seen)) {
      const step = stepOf(seen, id)
      if (!step) continue
      const operations = byItem.get(id) ?? []
      operations.push({ calledAt: seen.calledAt, answeredAt: seen.answeredAt, step })
      byItem.set(id, operations)
    }
  }
  for (const [id, operations] of byItem)
    if (!isLinearizable<Item>(operations, null)) world.violated(`the history of ${id} is not linearizable`)
}

function itemsOf({ command }: Seen): readonly string[] {
  if (command?.wish.type === 'restore') return items
  return command && ['write', 'add', 'drop'].includes(command.wish.type) && 'id' in command.wish
    ? [command.wish.id]
    : []
}

function stepOf({ read, command, outcome }: Seen, id: string): Operation<Item>['step'] | undefined {
  if (read) return item => (isDeepStrictEqual(item, read.found ?? null) ? item : undefined)
  const problem = outcome && !outcome.ok ? outcome.problem.kind : undefined
  const wish = command?.wish
  if (wish?.type === 'restore') {
    const { value, n } = wish.state.get(id) ?? {}
    return () => (value === undefined || n === undefined ? null : { value, n })
  }
  if (wish?.type === 'write') return item => ({ value: wish.value, n: item?.n ?? 0 })
  if (problem === 'missing') return item => (item === null ? item : undefined)
  if (problem === 'refused') return item => (item === null ? undefined : item)
  if (wish?.type === 'add')
    return item => {
      if (item === null) return outcome ? undefined : item
      const n = item.n + 1
      return outcome?.ok && outcome.result !== n ? undefined : { value: item.value, n }
    }
  if (wish?.type === 'drop')
    return item => {
      if (item === null) return outcome ? undefined : item
      return null
    }
  return undefined
}
