/**
 * The one way to change anything: name the command, stage what is too large, send it, wait until its outcome is readable.
 * Knows no HTTP and no store: outcomes come through a port that the reading side implements.
 */
import { createHash } from 'node:crypto'
import type { Command, Outcome } from '@dormouse/model'
import { type Clock, isoOf } from '../clock.ts'
import type { Ids } from '../ids.ts'
import type { ObjectStore } from '../store/objects.ts'
import type { Reader } from '../store/view.ts'
import { bodyBytesMax, type CommandQueue } from './queue.ts'
import { type Rows, stage, stagedKey } from './staged.ts'

/** After this a person is told that saving takes longer than usual (HTTP 202). */
export const waitMsDefault = 8_000

export interface SubmitDeps {
  queue: Pick<CommandQueue, 'send'>
  outcomes: Pick<Reader, 'outcome'>
  /** The exchange store. */
  staging: ObjectStore
  clock: Clock
  ids: Ids
}

export type Submission = Omit<Command, 'id' | 'at' | 'staged' | 'inputStaged'> & { id?: string }

export interface SubmitOptions {
  /** 0: do not wait at all (and read nothing). */
  waitMs?: number
  /** At most 5,000; staged as NDJSON, handed to the handler beside the input. */
  rows?: Rows
}

export interface Submitted {
  id: string
  /** Absent: not readable within `waitMs`. The command is durable all the same and will have one. */
  outcome?: Outcome
  /** The store's sequence that holds the outcome. */
  sequence?: number
}

/**
 * Resolves once the command is durable in the queue, and with its outcome if that became readable in time. An exception
 * means that the command may or may not have been accepted; sending it again under the same id is safe.
 */
export type Submit = (command: Submission, options?: SubmitOptions) => Promise<Submitted>

export function submitter({ queue, outcomes, staging, clock, ids }: SubmitDeps): Submit {
  return async (submission, { waitMs = waitMsDefault, rows } = {}) => {
    const nowMs = clock.nowMs()
    const id = submission.id ?? ids.uuid(nowMs)
    const command: Command = { ...submission, id, at: isoOf(nowMs) }
    await queue.send({ commandId: id, body: await packed(staging, command, rows) })
    if (waitMs <= 0) return { id }
    const found = await outcomes.outcome(id, waitMs)
    return found ? { id, outcome: found.outcome, sequence: found.sequence } : { id }
  }
}

/** The command as it travels. What does not fit is staged first, so that no message ever points at nothing. */
async function packed(staging: ObjectStore, command: Command, rows: Rows | undefined): Promise<string> {
  const staged = stagedKey(command.id)
  const inline = JSON.stringify(rows ? { ...command, staged } : command)
  if (Buffer.byteLength(inline) > bodyBytesMax) {
    await stage(staging, command.id, rows ?? [], [command.input])
    return JSON.stringify({ ...command, input: null, staged, inputStaged: true })
  }
  if (rows) await stage(staging, command.id, rows)
  return inline
}

/**
 * The id of a command that its sender may repeat: the same actor's same key is the same command, and nobody else's key
 * can name it.
 */
export const commandIdOf = (actorId: string, idempotencyKey: string): string =>
  createHash('sha256')
    .update(JSON.stringify([actorId, idempotencyKey]))
    .digest('hex')
