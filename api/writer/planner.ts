/**
 * Decides a batch of messages for the committer: reads them, says what they need, then decides each in order on a draft
 * that shows what the earlier ones changed. Whatever is wrong with a command becomes its committed refusal; only trouble
 * with reading staged payloads throws, and the batch comes again.
 */
import { type Actor, type Command, type Json, type Outcome, type Refused, refuse } from '@dormouse/model'
import { type Clock, isoOf } from '../clock.ts'
import { collectionSpecs } from '../collections.ts'
import type { ReceivedMessage } from '../command/queue.ts'
import type { Log } from '../log.ts'
import type { ObjectStore } from '../store/objects.ts'
import type { CollectionSpec, Needs, Plan, Planner } from '../store/view.ts'
import { effectiveActor } from './authorise.ts'
import { readMessage } from './commands.ts'
import { type Batch, isRefused, openBatch } from './draft.ts'
import type { Handler } from './handler.ts'
import { unionOf } from './needs.ts'

export interface PlannerDeps {
  handlers: Readonly<Record<string, Handler>>
  /** Where `submit` stages what is too large to travel (EXCHANGE_URL). */
  staging: ObjectStore
  addressHash(address: string): string
  clock: Pick<Clock, 'nowMs'>
  log: Log
  /** The store's collections: what a command needs beyond them would be asked of the store for ever. */
  specs?: readonly CollectionSpec[]
  /** Called when a decision is about a large change, whose next step may be due then. */
  jobMoved?(): void
}

/** Everybody who waits reads the outcome: a larger one keeps its verdict, not its details. */
const outcomeBytesMax = 512 * 1024

type Prepared =
  | { kind: 'command'; command: Command; rows: readonly Json[]; handler: Handler; needs: Needs; isExpired: boolean }
  | { kind: 'refused'; actor: string; outcome: Refused; needs: Needs; poison?: string }

export function writerPlanner(deps: PlannerDeps): Planner<ReceivedMessage> {
  // A batch may be prepared ahead, and decided again after a lost race: what was read is kept as long as its message.
  const known = new WeakMap<ReceivedMessage, Prepared>()
  const reading = new WeakMap<ReceivedMessage, Promise<void>>()

  /** What could not be read is tried anew by whoever asks next. */
  async function read(message: ReceivedMessage): Promise<void> {
    try {
      known.set(message, await prepareOne(message, deps))
    } catch (trouble) {
      reading.delete(message)
      throw trouble
    }
  }

  function once(message: ReceivedMessage): Promise<void> {
    const begun = reading.get(message) ?? read(message)
    reading.set(message, begun)
    return begun
  }

  return {
    async prepare(messages) {
      // At most a commit's worth of messages, so at most that many staged files at once.
      await Promise.all(messages.map(once))
      return unionOf(messages.map(message => (known.get(message) as Prepared).needs))
    },

    decide(view, messages, now) {
      const batch = openBatch(view, now, deps.addressHash)
      const commands: Plan['commands'] = []
      const quarantine: NonNullable<Plan['quarantine']> = []
      for (const [by, message] of messages.entries()) {
        const prepared = known.get(message)
        if (!prepared) throw new Error(`message ${message.number} was decided before it was prepared`)
        const outcome = outcomeFor(prepared, decideOne(batch, by, prepared, deps.log))
        commands.push({ id: message.commandId, actor: actorOf(prepared), outcome })
        if (prepared.kind === 'refused' && prepared.poison)
          quarantine.push({ commandId: message.commandId, why: prepared.poison })
      }
      if (messages.some(message => isStep(known.get(message))) || batch.operations.some(({ on }) => on === 'jobs'))
        deps.jobMoved?.()
      return { commands, operations: batch.operations, quarantine }
    },
  }
}

/** Also one that is refused: its job has to end. */
const isStep = (prepared: Prepared | undefined): boolean =>
  prepared?.kind === 'command' && prepared.command.type.startsWith('job.')

const actorOf = (prepared: Prepared): string =>
  prepared.kind === 'command' ? prepared.command.actor.id : prepared.actor

async function prepareOne(message: ReceivedMessage, deps: PlannerDeps): Promise<Prepared> {
  const read = await readMessage(message, deps.staging)
  if ('poison' in read) {
    deps.log.error({ commandId: message.commandId, why: read.poison }, 'a message could not be read')
    const outcome = refuse('refused', `This could not be done: ${read.poison}.`)
    return { kind: 'refused', actor: 'unknown', outcome, needs: {}, poison: read.poison }
  }
  const { command, rows } = read
  const handler = Object.hasOwn(deps.handlers, command.type) ? deps.handlers[command.type] : undefined
  if (!handler) {
    const outcome = refuse('refused', `Nobody here knows how to do "${command.type}".`)
    return { kind: 'refused', actor: command.actor.id, outcome, needs: {} }
  }
  try {
    const needs = unionOf([{ collections: ['staff'] }, handler.needs(command, rows)])
    checkNeeds(needs, layoutsOf(deps.specs ?? collectionSpecs))
    return { kind: 'command', command, rows, handler, needs, isExpired: isExpired(command, deps.clock) }
  } catch (error) {
    return { kind: 'refused', actor: command.actor.id, outcome: broken(command, error, deps.log), needs: {} }
  }
}

/**
 * By the clock of the moment it is looked at, not by the store's time: that never goes back, so one commit dated an hour
 * ahead by a machine whose clock was wrong would have everybody refused for that hour.
 */
const isExpired = ({ expiresAt }: Command, clock: Pick<Clock, 'nowMs'>): boolean =>
  expiresAt !== undefined && expiresAt < isoOf(clock.nowMs())

type Layouts = ReadonlyMap<string, CollectionSpec['layout']['kind']>

const knownLayouts = new WeakMap<readonly CollectionSpec[], Layouts>()

/** Asked of every command. */
function layoutsOf(specs: readonly CollectionSpec[]): Layouts {
  const known = knownLayouts.get(specs)
  if (known) return known
  const layouts: Layouts = new Map(specs.map(({ name, layout }) => [name, layout.kind]))
  knownLayouts.set(specs, layouts)
  return layouts
}

function checkNeeds({ collections = [], partitions = [], keys = [] }: Needs, layouts: Layouts): void {
  const wrong = [
    ...collections.filter(name => !layouts.has(name)),
    ...partitions.filter(([name, id]) => layouts.get(name) !== 'partitioned' || !id).map(pair => pair.join('/')),
    ...keys.filter(([name, key]) => layouts.get(name) !== 'sharded' || !key).map(pair => pair.join('/')),
  ]
  if (wrong.length > 0) throw new Error(`it needs ${wrong.join(', ')}, which no store has`)
}

/** Nothing in here does I/O, so an exception is a fault of the handler: committed as a refusal, or it would block for ever. */
function decideOne(batch: Batch, by: number, prepared: Prepared, log: Log): Outcome {
  if (prepared.kind === 'refused') return prepared.outcome
  const { command, rows, handler } = prepared
  if (prepared.isExpired) return refuse('expired', 'This waited too long and was not done. Please try again.')
  try {
    const actor: Actor | Refused = effectiveActor(command.actor, batch.get('staff', command.actor.id))
    if (isRefused(actor)) return actor
    return batch.decide(by, { id: command.id, actor }, draft => handler.decide(draft, { ...command, actor }, rows))
  } catch (error) {
    return broken(command, error, log)
  }
}

function broken(command: Command, error: unknown, log: Log): Refused {
  log.error(
    { commandId: command.id, type: command.type, error: String((error as Error)?.stack ?? error) },
    'a command broke',
  )
  return refuse('refused', 'Something went wrong here, so nothing was changed. The log says what, under this request.')
}

/** What its sender asked under this id goes back with the answer. */
function outcomeFor(prepared: Prepared, outcome: Outcome): Outcome {
  const fingerprint = prepared.kind === 'command' ? prepared.command.fingerprint : undefined
  return fingerprint === undefined ? bounded(outcome) : { ...bounded(outcome), fingerprint }
}

function bounded(outcome: Outcome): Outcome {
  const fits = (each: Outcome) => JSON.stringify(each).length <= outcomeBytesMax
  if (fits(outcome)) return outcome
  if (outcome.ok) return { ok: true, resource: outcome.resource, id: outcome.id }
  const { current: _left, ...problem } = outcome.problem
  const slim = refuse(problem.kind, problem.message, problem)
  return fits(slim) ? slim : refuse(problem.kind, problem.message.slice(0, 1_000))
}
