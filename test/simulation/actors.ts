/** Who lives in a simulated world: clients, writers, and whoever keeps the store tidy. */
import type { CommandQueue } from '../../api/command/queue.ts'
import { packTexts } from '../../api/store/codec.ts'
import { collectGarbage } from '../../api/store/collect.ts'
import { commitDirectly } from '../../api/store/direct.ts'
import type { FoldDeps } from '../../api/store/fold.ts'
import { MissingObject, readBody } from '../../api/store/manifest.ts'
import type { ObjectStore } from '../../api/store/objects.ts'
import { pinKey, pinPrefix, rootKey } from '../../api/store/paths.ts'
import { pin } from '../../api/store/pins.ts'
import { redact } from '../../api/store/redact.ts'
import { addReferences } from '../../api/store/references.ts'
import type { Replica } from '../../api/store/replica.ts'
import { parseRoot } from '../../api/store/root.ts'
import type { View } from '../../api/store/view.ts'
import { erasureOf, hashOf, items, planFor, plannerOver, type SentCommand, type Wish } from './commands.ts'
import { copyOf, restore, snapshotOf } from './restoring.ts'
import type { Machine } from './scheduler.ts'
import { objectsThrough } from './weather.ts'
import type { Seen, World } from './world.ts'

const names = ['ada', 'grace', 'ken']
const campaigns = ['c1', 'c2']
const states = ['accepted', 'bounced']
const sendAttemptsMax = 6
/** Commands are remembered for a day; nobody goes on sending one for longer than a few minutes. */
const sendWithinMs = 600_000

/** Sends wishes and reads records through one API process, and writes down what it saw. */
export async function client(world: World, machine: Machine, replica: Replica, wishes: number): Promise<void> {
  const me = { name: world.ids().nonce(), last: 0 }
  for (let n = 0; n < wishes && !world.isEnding; n++) {
    do await machine.clock.wait(world.chance.between(1, 400))
    while (world.isNight && !world.isEnding)
    world.asking.add(machine)
    if (world.chance.happens(0.35)) await read(world, machine, replica, me)
    else await ask(world, machine, replica, `${me.name}-${n}`)
    world.asking.delete(machine)
  }
}

async function read(world: World, machine: Machine, replica: Replica, reader: { last: number }): Promise<void> {
  const id = world.chance.pick(items)
  const seen = { calledAt: world.moment(), answeredAt: Number.POSITIVE_INFINITY }
  try {
    await replica.read({ collections: ['items', 'deliveries'], keys: [['changes', `items/${id}`]] }, view => {
      const item = view.table('items').get(id)
      const held = item?.held as { value: string } | undefined
      if (view.sequence < reader.last)
        world.violated(`${machine.name} went back from ${reader.last} to ${view.sequence}`)
      reader.last = view.sequence
      world.saw(view.sequence, snapshotOf(view.table('items').values()), machine.name)
      const changes = view.rows('changes', `items/${id}`)
      const isThere = changes.at(-1)?.kind !== 'drop' && changes.length > 0
      if (isThere !== (item !== undefined)) world.violated(`${machine.name}: history and state of ${id} disagree`)
      const found = item && held ? { value: held.value, n: item.n as number } : undefined
      world.seen.push({ ...seen, answeredAt: world.moment(), read: { id, found } })
    })
  } catch (cause) {
    world.excuse(cause, machine)
  }
}

async function ask(world: World, machine: Machine, replica: Replica, id: string): Promise<void> {
  const wish = wishOf(world)
  const command: SentCommand = { id, actor: machine.name, wish }
  // Written down before it is sent: whoever dies while waiting has sent it all the same.
  const seen: Seen = { calledAt: world.moment(), answeredAt: Number.POSITIVE_INFINITY, command }
  world.seen.push(seen)
  const stage = () => staging(world, machine, command)
  const askedAtMs = machine.clock.nowMs()
  // What is sent again goes where it was sent first: two queues know nothing of each other's duplicates.
  const queue = world.newestQueue
  try {
    if (!world.broken.has('staging')) await stage()
    await send(world, machine, queue, command)
    seen.outcome = (await replica.outcome(command.id, 8_000))?.outcome
    if (world.broken.has('staging')) await stage()
    if (seen.outcome) seen.answeredAt = world.moment()
  } catch (cause) {
    // What could not be staged was not sent, and must not be.
    return world.excuse(cause, machine)
  }
  // A client that is not sure, or just impatient, sends the very same command again.
  const isRecent = machine.clock.nowMs() - askedAtMs < sendWithinMs
  if (isRecent && world.chance.happens(seen.outcome ? 0.05 : 0.5))
    await send(world, machine, queue, command).catch(() => undefined)
}

/** Resolves once the queue has said that it has it. Giving up leaves a command that may yet arrive. */
async function send(world: World, machine: Machine, queue: CommandQueue, command: SentCommand): Promise<void> {
  const giveUpAtMs = machine.clock.nowMs() + sendWithinMs
  for (let attempt = 0; attempt < sendAttemptsMax && machine.clock.nowMs() < giveUpAtMs; attempt++) {
    try {
      await world.weather.ask(machine, async () => {
        world.accepted.set(command.id, command)
        await queue.send({ commandId: command.id, body: JSON.stringify(command) })
      })
      return
    } catch {
      await machine.clock.wait(world.chance.between(50, 500))
    }
  }
  throw new Error('the queue is not there')
}

async function staging(world: World, machine: Machine, { wish, id }: SentCommand): Promise<void> {
  if (wish.type !== 'bulk') return
  const exchange = objectsThrough(world.weather, machine, world.exchange)
  const rows = Array.from({ length: 3 + (id.length % 30) }, (_, row) => JSON.stringify(`${id}-${row}`))
  await exchange.put(wish.staged, await packTexts(rows))
}

function wishOf(world: World): Wish {
  const { chance } = world
  const id = chance.pick(items)
  const roll = chance.below(100)
  if (roll < 30) return { type: 'write', id, value: `v${world.moment()}` }
  if (roll < 60) return { type: 'add', id }
  if (roll < 68) return { type: 'drop', id }
  if (roll < 78) return { type: 'claim', id, name: chance.pick(names) }
  if (roll < 84) return { type: 'link', id, to: chance.pick(items) }
  const campaign = chance.pick(campaigns)
  if (roll < 90) return { type: 'bulk', campaign, staged: `staged/${world.moment()}.ndjson.gz` }
  const known = [...world.accepted.values()].flatMap(({ id, wish }) =>
    wish.type === 'bulk' && wish.campaign === campaign ? [`${campaign}_${id}-0`] : [],
  )
  if (known.length === 0) return { type: 'add', id }
  return { type: 'settle', campaign, id: chance.pick(known), state: chance.pick(states) }
}

/** Takes batches off the queue and commits them, until its machine dies. Clients of the same process may share its replica. */
export async function writer(
  world: World,
  machine: Machine,
  { committer }: ReturnType<World['openWriter']>,
): Promise<void> {
  const planner = plannerOver(objectsThrough(world.weather, machine, world.exchange))
  while (machine.isAlive) {
    try {
      const { queue, messages } = await world.receive(machine)
      if (messages.length === 0) await machine.clock.wait(world.chance.between(20, 200))
      else {
        try {
          await committer.commit(messages, await queue.id(), planner)
          await world.weather.ask(machine, () => queue.delete(messages))
        } catch (cause) {
          world.excuse(cause, machine)
          await world.weather.ask(machine, () => queue.release(messages, 1_000))
        }
      }
    } catch (cause) {
      world.excuse(cause, machine)
      await machine.clock.wait(100)
    }
  }
}

/** Folds, compacts, collects garbage and puts things back from a process of its own, as the command line does. */
export async function keeper(world: World, machine: Machine): Promise<void> {
  const { committer, replica, deps } = world.openWriter(machine)
  const objects = objectsThrough(world.weather, machine, world.store)
  while (machine.isAlive && !world.isEnding) {
    await machine.clock.wait(world.chance.between(500, 4_000))
    try {
      await replica.refresh()
      if (replica.tag === undefined) continue
      const roll = world.chance.below(8)
      if (roll === 0) await committer.fold()
      else if (roll === 1) await committer.compact()
      else if (roll === 2) await collectGarbage({ objects: seenByCollector(world, objects), clock: machine.clock })
      else if (roll === 3) await putBack(world, deps)
      else if (roll === 4) await keep(world, deps)
      else if (roll < 7) await restore(world, deps)
      else await erase(world, deps)
    } catch (cause) {
      world.excuse(cause, machine)
    }
  }
}

/** Without the rule of pins it sees none. */
const seenByCollector = (world: World, objects: ObjectStore): ObjectStore =>
  world.broken.has('pins')
    ? { ...objects, list: (prefix, options) => objects.list(prefix === pinPrefix ? 'none/' : prefix, options) }
    : objects

/** As a backup does: a pin first, then a copy elsewhere; whoever finds that something it leads to has gone meanwhile lets go of it. */
async function keep(world: World, { objects, replica }: FoldDeps): Promise<void> {
  const { root } = replica
  const name = `kept-${world.moment()}`
  if (!(await pin(objects, name, root))) return
  // Who was stopped and pins what an erasure has passed over meanwhile may lose the pin to the next sweep.
  const isPassedOver = (await presentEpoch(world)) > root.epoch
  try {
    const keys = new Set<string>()
    await addReferences(objects, root, keys)
    for (const key of keys) await readBody(objects, key)
    world.backups.push(await copyOf(objects, root))
    if (!isPassedOver) world.kept.add(name)
  } catch (cause) {
    await objects.remove(pinKey(name))
    if (!(cause instanceof MissingObject)) throw cause
  }
}

async function presentEpoch(world: World): Promise<number> {
  const got = await world.store.get(rootKey)
  return got.kind === 'found' ? parseRoot(got.body).epoch : 0
}

/** Takes out what one item says. Ended anywhere, it is done again until it is through; at the latest at the end. */
async function erase(world: World, deps: FoldDeps): Promise<void> {
  const secret = await deps.replica.read({ collections: ['items'] }, view => {
    const told = [...view.table('items').values()].filter(item => item.secret !== null)
    return told.length === 0 ? undefined : String(world.chance.pick(told).secret)
  })
  if (secret === undefined) return
  world.erasures.add(secret)
  await commitErasure(world, deps, hashOf(secret))
  await redact(deps, erasureOf(new Set([secret])))
  world.erased.add(secret)
}

/** Whoever brings back an earlier time asks what must not come with it. */
async function commitErasure(world: World, deps: FoldDeps, id: string): Promise<void> {
  const command = `erasure-${world.moment()}`
  await commitDirectly(deps, { collections: ['erased'] }, (view, now) => {
    if (view.table('erased').get(id)) return undefined
    const put = { id, createdAt: now, createdBy: 'keeper', updatedAt: now, updatedBy: 'keeper', version: 1 }
    const outcome = { ok: true } as const
    return { commands: [{ id: command, actor: 'keeper', outcome }], operations: [{ on: 'erased', id, put, by: 0 }] }
  })
}

/** As staff at the command line do: changes something past the queue, and sometimes has everybody drop what they hold. */
async function putBack(world: World, deps: FoldDeps): Promise<void> {
  const wish: Wish = { type: 'write', id: world.chance.pick(items), value: `v${world.moment()}` }
  const command: SentCommand = { id: `direct-${world.moment()}`, actor: 'keeper', wish }
  const seen: Seen = { calledAt: world.moment(), answeredAt: Number.POSITIVE_INFINITY, command }
  world.seen.push(seen)
  const raiseEpoch = world.chance.happens(0.5)
  const decide = (view: View, now: string) => planFor(view, now, command)
  const { plan } = await commitDirectly(deps, { collections: ['items'] }, decide, { raiseEpoch })
  seen.outcome = plan?.commands[0]?.outcome
  seen.answeredAt = world.moment()
}
