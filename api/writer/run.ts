/**
 * The writer's two engines: a loop in the process (embedded), and one batch at a time under SQS and Lambda. Both do the
 * same with a batch: commit it, and only then let the queue forget it. Trouble with the infrastructure hands the messages
 * back in order and waits a little; a redelivered message that was committed after all is skipped by the watermark.
 */
import type { Clock } from '../clock.ts'
import type { CommandQueue, ReceivedMessage } from '../command/queue.ts'
import type { Log } from '../log.ts'
import type { Planner } from '../store/view.ts'

/** What the loop asks of the committer (`store/commit.ts`). */
export interface Commits {
  /** Resolves when the batch is durable, or was already. Throws for infrastructure trouble alone. */
  commit(messages: ReceivedMessage[], queueId: string, planner: Planner<ReceivedMessage>): Promise<unknown>
}

export interface WriterDeps {
  queue: CommandQueue
  committer: Commits
  planner: Planner<ReceivedMessage>
  clock: Clock
  log: Log
  /** Sends the next steps of large changes (`jobs/driver.ts`). */
  jobs?: Follows
}

/** What has to follow a commit before the queue forgets its messages. */
export interface Follows {
  notice(): void
  drive(): Promise<void>
}

const messagesMax = 256
/** One long poll. Adapters that can be told of a new message answer sooner. */
const receiveWaitMs = 20_000
const releaseDelayMsMin = 1_000
const releaseDelayMsMax = 5_000

/** Interrupts the loop's wait for a message: whoever put one on the queue in this process, or heard of one, calls `now`. */
export interface Wake {
  now(): void
  /** Aborted by the next `now`. */
  next(): AbortSignal
}

export function makeWake(): Wake {
  let controller = new AbortController()
  return {
    now() {
      // With a reason, or each knock would make an exception, stack trace and all.
      controller.abort('knocked')
      controller = new AbortController()
    },
    next: () => controller.signal,
  }
}

/** Runs until `signal` is aborted, and finishes the batch under way before it answers. */
export async function runWriter(deps: WriterDeps & { signal: AbortSignal; wake?: Wake }): Promise<void> {
  const { queue, clock, log, signal, wake } = deps
  let troubles = 0
  while (!signal.aborted) {
    try {
      await deps.jobs?.drive()
      const stop = wake ? AbortSignal.any([signal, wake.next()]) : signal
      const messages = await queue.receive({ messagesMax, waitMs: receiveWaitMs, signal: stop })
      if (messages.length === 0) continue
      const done = await work(messages, deps, troubles)
      troubles = done === messages.length ? 0 : troubles + 1
    } catch (error) {
      // The queue itself does not answer.
      troubles += 1
      log.error({ error: String(error), troubles }, 'the queue does not answer')
    }
    if (troubles > 0) await clock.wait(delayMs(troubles), signal)
  }
}

/**
 * Commits slice by slice, lets the queue forget what is durable, and hands back the rest after a pause. Answers how many
 * messages are durable. `deletes: false`: somebody else deletes them (Lambda).
 */
export async function work(
  messages: ReceivedMessage[],
  { queue, committer, planner, log, jobs }: WriterDeps,
  troubles: number,
  { deletes = true } = {},
): Promise<number> {
  let done = 0
  try {
    const queueId = await queue.id()
    // Whoever had them before may have been killed between the commit and what had to follow it.
    if (messages.some(({ receives }) => receives > 1)) jobs?.notice()
    const all = slices(messages)
    for (const [at, slice] of all.entries()) {
      // The disk has this commit to sync, S3 its files to take: time enough to read the next one's rows.
      planner.prepare(all[at + 1] ?? []).catch(() => undefined)
      await committer.commit(slice, queueId, planner)
      await jobs?.drive()
      done += slice.length
      if (deletes) await queue.delete(slice)
    }
  } catch (error) {
    const why = String((error as Error)?.stack ?? error)
    log.error({ error: why, handedBack: messages.length - done }, 'a batch did not commit')
    const rest = messages.slice(done)
    await queue.release(rest, delayMs(troubles + 1)).catch(trouble => {
      log.warn({ error: String(trouble) }, 'messages come back after their time-out')
    })
  }
  return done
}

/** A staged payload may carry 5,000 rows; each gets a commit of its own, so that no decision holds the process for long. */
function slices(messages: ReceivedMessage[]): ReceivedMessage[][] {
  const all: ReceivedMessage[][] = []
  let current: ReceivedMessage[] = []
  for (const message of messages) {
    const heavy = message.body.includes('"staged":')
    if (heavy && current.length > 0) {
      all.push(current)
      current = []
    }
    current.push(message)
    if (heavy) {
      all.push(current)
      current = []
    }
  }
  if (current.length > 0) all.push(current)
  return all
}

const delayMs = (troubles: number): number => Math.min(releaseDelayMsMax, releaseDelayMsMin * troubles)
