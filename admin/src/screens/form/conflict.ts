/** Two people changed a record at the same time: what each of them changed, and where they disagree. */
import { diff, type Json } from '@dormouse/model'
import type { HttpError, RaRecord } from 'react-admin'

type Values = RaRecord<string>

export interface Conflict {
  /** As it was when the form was opened. */
  loaded: Values
  /** As this person wants it. */
  mine: Values
  /** As it stands on the server, with the other person's changes. */
  current: Values
}

/** The conflict in a refused update; undefined when it was refused for another reason. */
export function conflictOf(error: HttpError, sent: { mine: Values; loaded: Values } | undefined): Conflict | undefined {
  const current = error.body?.current
  return error.status === 409 && current && sent ? { ...sent, current } : undefined
}

export interface Disagreement {
  path: string
  mine: Json
  theirs: Json
}

/** Kept by the store with every write: no disagreement. */
const ownOfStore = new Set(['version', 'updatedAt', 'updatedBy'])

/** Fields both changed, to different values. */
export function disagreements({ loaded, mine, current }: Conflict): Disagreement[] {
  const ours = diff(loaded, mine).set
  const theirs = diff(loaded, current).set
  const stillDifferent = diff(mine, current).set
  return Object.keys(ours)
    .filter(path => path in theirs && path in stillDifferent && !ownOfStore.has(path))
    .map(path => ({ path, mine: ours[path] ?? null, theirs: theirs[path] ?? null }))
}

/** What only the other person changed; it stays as they made it. */
export function theirsAlone({ loaded, mine, current }: Conflict): string[] {
  const ours = diff(loaded, mine).set
  return Object.keys(diff(loaded, current).set).filter(path => !(path in ours) && !ownOfStore.has(path))
}

/** What this person changed and still wants: everything but the fields given up for the other's value. */
export function wanted({ loaded, mine }: Conflict, givenUp: ReadonlySet<string>): Record<string, Json> {
  const ours = diff(loaded, mine).set
  return Object.fromEntries(Object.entries(ours).filter(([path]) => !givenUp.has(path) && !ownOfStore.has(path)))
}
