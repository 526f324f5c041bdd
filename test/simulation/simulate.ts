/** Runs one seed: a rough day for the store, then calm, then judgement. */

import { client, keeper, writer } from './actors.ts'
import { checkWorld } from './checks.ts'
import { finishErasures } from './keeping.ts'
import type { Machine } from './scheduler.ts'
import { calm } from './weather.ts'
import { type Rule, World } from './world.ts'

export interface Run {
  seed: number
  violations: string[]
  events: number
  commits: number
}

const writersAtOnce = 2
const clientsAtOnce = 4
const wishesPerClient = 22
const wishesOfLongDays = 160
const eventsMax = 60_000
/** How long the queue and the writers get to come to rest once the weather is calm. */
const calmEventsMax = 600_000

export async function simulate(seed: number, broken: readonly Rule[] = []): Promise<Run> {
  const world = new World(seed, broken)
  const { chance, scheduler } = world
  // Some days last for more than one: an hour goes by between any two commits, until the first outcomes are forgotten.
  const isLong = chance.happens(0.12)
  const clients: { machine: Machine; isDone: boolean }[] = []

  const startWriter = () => {
    const machine = world.machine('writer')
    const opened = world.openWriter(machine)
    void writer(world, machine, opened)
    disturb(world, machine, startWriter)
    return { machine, replica: opened.replica }
  }
  const startKeeper = () => {
    const machine = world.machine('keeper')
    void keeper(world, machine)
    disturb(world, machine, startKeeper)
  }
  const writers = Array.from({ length: writersAtOnce }, startWriter)
  startKeeper()
  if (chance.happens(0.3)) startKeeper()
  for (let n = 0; n < clientsAtOnce; n++) {
    // Some clients live in a writer's process and share what it holds, as when everything runs on one machine.
    const embedded = chance.happens(0.3) ? chance.pick(writers) : undefined
    const machine = embedded?.machine ?? world.machine('api')
    const replica = embedded?.replica ?? world.openReplica(machine).replica
    const state = { machine, isDone: false }
    clients.push(state)
    void client(world, machine, replica, isLong ? wishesOfLongDays : wishesPerClient).finally(() => {
      state.isDone = true
    })
  }
  // The installation moves to another queue, while writers still empty the one before.
  if (chance.happens(0.15)) scheduler.after(chance.between(1_000, 15_000), () => world.addQueue())
  if (isLong) scheduler.after(500, () => hourByHour(world))
  if (chance.happens(0.4)) scheduler.after(chance.between(3_000, 20_000), () => fallAsleep(world, 8 * dayMs))

  // Clients of a process that was killed never finish.
  const isDayOver = () => clients.every(({ machine, isDone }) => isDone || !machine.isAlive || machine.isStopped)
  await scheduler.run(isDayOver, eventsMax)
  world.weather.faults = calm
  world.isEnding = true
  for (const machine of world.machines) machine.goOn()
  const isRested = restedAfter(world)
  if (!(await scheduler.run(isRested, calmEventsMax))) world.violated('the queue never came to rest')
  const judged = { done: false }
  void judge(world)
    .catch(cause => world.violated(`the judge stumbled: ${cause instanceof Error ? cause.message : cause}`))
    .finally(() => {
      judged.done = true
    })
  if (!(await scheduler.run(() => judged.done, calmEventsMax))) world.violated('the judge never finished')
  return { seed, violations: world.violations, events: scheduler.events, commits: sequenceOf(world) }
}

/** Kills the machine at a random moment, or stops it for a while; what comes after it starts on new memory. */
function disturb(world: World, machine: ReturnType<World['machine']>, restart: () => void): void {
  const { chance, scheduler } = world
  scheduler.after(chance.between(200, 20_000), () => {
    if (world.isEnding || !machine.isAlive) return
    if (chance.happens(0.5)) {
      machine.kill()
      scheduler.after(chance.between(10, 2_000), restart)
      return
    }
    machine.stopFor(chance.happens(0.2) ? 7.5 * dayMs : chance.between(1_000, 60_000))
    disturb(world, machine, restart)
  })
}

/** Longer than a message stays out of sight and than any request is late. */
const restMs = 40_000
const hourMs = 3_600_000
const dayMs = 24 * hourMs

function hourByHour(world: World): void {
  if (world.isEnding) return
  world.isNight = true
  const isQuiet = [...world.asking].every(machine => !machine.isAlive || machine.isStopped)
  if (isQuiet) {
    fallAsleep(world, hourMs)
    world.isNight = false
  }
  world.scheduler.after(isQuiet ? 300 : 50, () => hourByHour(world))
}

const sequenceOf = (world: World): number => Math.max(0, ...world.replicas.map(({ replica }) => replica.root.sequence))

/** Nobody does anything for a while. Requests on their way arrive first: no network keeps one for hours. */
function fallAsleep(world: World, ms: number): void {
  if (world.isEnding) return
  world.weather.clear()
  world.scheduler.nowMs += ms
}

/** At rest: the queues have been empty for a while, and nobody has published meanwhile. */
function restedAfter(world: World): () => boolean {
  let sequence = 0
  let quietSinceMs = Number.POSITIVE_INFINITY
  const look = async () => {
    const depths = await Promise.all(world.queues.map(queue => queue.depth()))
    const isBusy = depths.some(depth => depth.waiting + depth.inFlight > 0) || sequenceOf(world) > sequence
    sequence = sequenceOf(world)
    if (isBusy) quietSinceMs = Number.POSITIVE_INFINITY
    else quietSinceMs = Math.min(quietSinceMs, world.scheduler.nowMs)
    world.scheduler.after(500, () => void look())
  }
  void look()
  return () => world.scheduler.nowMs - quietSinceMs > restMs
}

async function judge(world: World): Promise<void> {
  await finishErasures(world)
  // Processes that live on have heard of everything that was published; those that died hold what they held.
  const living = world.replicas.filter(({ machine }) => machine.isAlive)
  world.replicas.splice(0, world.replicas.length, ...living)
  for (const { replica } of living) await replica.refresh()
  await checkWorld(world)
}
