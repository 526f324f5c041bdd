/**
 * What the parts of the server are handed. A composition root (`local.ts`, `lambda.ts`, the worker's, a test's) builds
 * it once; nobody else opens a store, a queue or a clock.
 */
import type { Actor } from '@dormouse/model'
import type { Clock } from './clock.ts'
import type { CommandQueue } from './command/queue.ts'
import type { Submit } from './command/submit.ts'
import type { Config } from './config.ts'
import type { Ids } from './ids.ts'
import type { Log } from './log.ts'
import type { Secrets } from './secrets.ts'
import type { ObjectStore } from './store/objects.ts'
import type { Reader } from './store/view.ts'

export type { Submit } from './command/submit.ts'

/** What whoever reads and asks needs: the API, the worker, tools. Nothing in it writes to the store. */
export interface BaseDeps {
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
  clock: Clock
  ids: Ids
  log: Log
}

/** What the API's routes are handed. */
export interface Deps extends BaseDeps {
  identity: Identity
  launcher: Launcher
}

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
