/** What a task of `npm run store` is handed, and how it says no. */
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Ids } from '../ids.ts'
import type { Progress } from '../progress.ts'
import type { ObjectStore } from '../store/objects.ts'
import type { Replica } from '../store/replica.ts'

export interface Tools {
  config: Config
  /** Where the store's files are. */
  objects: ObjectStore
  /** Staged payloads and uploads on their way in. */
  exchange: ObjectStore
  /** What staff attached to records. */
  documents: ObjectStore
  /** A copy of the store of one's own. */
  openReplica(objects: ObjectStore): Replica
  clock: Clock
  ids: Ids
  /** The keyed hash that suppressions are made of; asking for it reads the keys. */
  addressHash(): Promise<(address: string) => string>
  /** One line for whoever runs it. */
  say(line: string): void
  bar(label: string): Progress
  /** What to undo when somebody stops it half-way (Ctrl-C). Answers a function that takes it back. */
  onStop(undo: () => Promise<void>): () => void
}

export interface Asked {
  words: readonly string[]
  options: Readonly<Record<string, string | boolean | undefined>>
}

/** Resolves with the exit code: 0 when all is well, 1 when something was refused. */
export type Task = (tools: Tools, asked: Asked) => Promise<number>

/** A sentence for whoever runs it; exit code 1. */
export class TaskProblem extends Error {}

/** What was typed makes no sense; exit code 2. */
export class UsageProblem extends Error {}

export function textOption({ options }: Asked, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}
