/**
 * The port to wherever the files are. Keys are slash-separated paths without a leading slash; bodies are bytes.
 *
 * What every adapter promises (one contract suite, `objects.contract.ts`, runs over all of them):
 * - `get` sees every `put` that was acknowledged before it began (read after write), from any process.
 * - `put` is atomic: a reader sees the old body or the new one, never a mixture, and an acknowledged body is durable.
 * - Conditions are decided atomically with the write: of any number of racers on one condition, exactly one wins.
 * - A refused condition is an answer (`conflict`), not an exception.
 * - An exception means the outcome is UNKNOWN: the write may or may not have happened, or may happen yet.
 * - `list` is in ascending key order (UTF-8 bytes) and sees every acknowledged put and remove.
 * - `remove` of a missing key succeeds.
 * - Where the place keeps what was replaced or removed (a versioned bucket), `forgetVersions` takes it away for good.
 */
export interface ObjectStore {
  /** The object; `unchanged` when its tag equals `ifNoneMatch` (one cheap conditional GET); `missing` when absent. */
  get(key: string, options?: { ifNoneMatch?: string }): Promise<Got>
  /** `ifMatch`: replace only that tag. `ifNoneMatch: '*'`: create only. Neither: unconditional. */
  put(key: string, body: Uint8Array, condition?: PutCondition): Promise<Put>
  remove(key: string): Promise<void>
  /** Every object under the prefix. `after` resumes behind that key. */
  list(prefix: string, options?: { after?: string }): AsyncIterable<Listed>
  /** Every former version of the objects under the prefix; the present ones stay. Absent where there are none. */
  forgetVersions?(prefix: string): Promise<number>
  close(): Promise<void>
}

export type PutCondition = { ifMatch: string } | { ifNoneMatch: '*' }

/** Whether a put under this condition may go ahead over what is there now (undefined: nothing). */
export function holds(condition: PutCondition | undefined, tag: string | undefined): boolean {
  if (!condition) return true
  return 'ifMatch' in condition ? condition.ifMatch === tag : tag === undefined
}

export type Got = { kind: 'found'; body: Uint8Array; tag: string } | { kind: 'unchanged' } | { kind: 'missing' }

/** `conflict`: the condition did not hold; nothing was written by this call (but see rule 3: a retried request may have). */
export type Put = { kind: 'written'; tag: string } | { kind: 'conflict' }

export interface Listed {
  key: string
  sizeBytes: number
  modifiedAt: string
}
