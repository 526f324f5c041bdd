/**
 * What the parts of the server are handed. A composition root (`local.ts`, `lambda.ts`, the worker's, a test's) builds
 * it once; nobody else opens a store, a queue or a clock.
 */
import type { Actor, Command, Json, Outcome } from '@dormouse/model'
import type { Clock } from './clock.ts'
import type { CommandQueue } from './command/queue.ts'
import type { Config } from './config.ts'
import type { Ids } from './ids.ts'
import type { Log } from './log.ts'
import type { Secrets } from './secrets.ts'
import type { ObjectStore } from './store/objects.ts'
import type { Reader } from './store/view.ts'

export interface Deps {
  config: Config
  /** Where the store's files are. Read by way of `reader`; only the writer's committer puts anything there. */
  objects: ObjectStore
  queue: CommandQueue
  reader: Reader
  submit: Submit
  /** Uploads on their way in, staged payloads of commands. */
  exchange: ObjectStore
  /** What staff attach to records. */
  documents: ObjectStore
  secrets: Secrets
  identity: Identity
  launcher: Launcher
  clock: Clock
  ids: Ids
  log: Log
}

/** Sends a command and waits up to `waitMs` (0: not at all) for its outcome; without one it is still on its way. */
export type Submit = (
  command: Omit<Command, 'id' | 'at'> & { id?: string },
  options?: { waitMs?: number; rows?: Iterable<Json> | AsyncIterable<Json> },
) => Promise<{ id: string; outcome?: Outcome; sequence?: number }>

/** Who a bearer token speaks for. Undefined: nobody (wrong, expired, revoked, or no longer on the staff). */
export interface Identity {
  authenticate(token: string, from: Caller): Promise<Actor | undefined>
}

/** Where a request came from. */
export interface Caller {
  /** The other end's address. */
  address: string
  /** Whether it came from this very machine, and through no proxy that says otherwise. */
  loopback: boolean
}

/** Starts a campaign's worker, or does nothing when one is at it. */
export interface Launcher {
  launch(campaignId: string): Promise<void>
}
