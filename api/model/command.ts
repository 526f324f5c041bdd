/**
 * What travels to the writer and what comes back. Everything that ever changes the store is one of these.
 */
import type { Actor } from './access.ts'
import type { Json } from './field.ts'

/** A wish to change something. `type` picks the writer's handler (`writer/handlers.ts`); `input` is that handler's own. */
export interface Command {
  id: string
  type: string
  actor: Actor
  /** When it was asked for, UTC ISO 8601. */
  at: string
  /** Only commands a person waits for expire; facts (what happened to a mail, an unsubscribe) never do. */
  expiresAt?: string
  input: Json
  /** What was asked under an id that its sender may repeat; comes back with the outcome, so that another wish under it shows. */
  fingerprint?: string
  /** Key of a staged file (gzip NDJSON) that holds the rows, when they are too many to travel inline (rule 4). */
  staged?: string
  /** The input itself was too large to travel inline: it is the staged file's first line (`command/staged.ts` puts it back). */
  inputStaged?: true
}

/** Commands over REST. Other types: see `writer/handlers.ts`. */
export type RestInput =
  | { resource: string; id: string; values: Record<string, Json> } // create
  | { resource: string; id: string; patch: Record<string, Json>; ifVersion?: number } // update
  | { resource: string; id: string; ifVersion?: number } // delete
  | { resource: string; operations: BulkOperation[] } // bulk
  | { resource: string; id: string; action: string; input: Json } // act

export type BulkOperation =
  | { op: 'create'; id: string; values: Record<string, Json> }
  | { op: 'update'; id: string; patch: Record<string, Json>; ifVersion?: number }
  | { op: 'delete'; id: string }
  /** In the resource's field of tags. Decided on the newest state: nobody's other tags are lost. */
  | { op: 'tag'; id: string; add: string[]; remove: string[] }

/** What became of a command. A refusal is an outcome too, committed like any other. */
export type Outcome = Done | Refused

export interface Done {
  ok: true
  /** The record it made, changed or removed, where there is one. */
  resource?: string
  id?: string
  /** What the command's own kind answers (an action's result, counts of a batch, per-operation outcomes of a bulk). */
  result?: Json
  fingerprint?: string
}

export interface Refused {
  ok: false
  problem: Problem
  fingerprint?: string
}

/**
 * Few kinds, each saying what the caller does next: correct it, ask somebody, stop, reload, correct the wish, retry.
 * HTTP: invalid 400, forbidden 403, missing 404, conflict 409, refused 422, expired 503.
 */
export type ProblemKind = 'invalid' | 'forbidden' | 'missing' | 'conflict' | 'refused' | 'expired'

export interface Problem {
  kind: ProblemKind
  /** One sentence for a person. */
  message: string
  /** Field path → sentence. */
  errors?: Record<string, string>
  /** With `conflict` over a stale version: id and version from the writer; the API puts in what the asker may see of it. */
  current?: { [field: string]: Json }
}

export const refuse = (kind: ProblemKind, message: string, more: Partial<Problem> = {}): Refused => ({
  ok: false,
  problem: { kind, message, ...more },
})
