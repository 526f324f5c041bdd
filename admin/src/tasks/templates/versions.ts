/** A letter's earlier versions, from the changes of its record: what was saved at one moment by one person is one version. */

export const letterFields = ['subject', 'preheader', 'body', 'text', 'layout', 'language'] as const
type LetterField = (typeof letterFields)[number]
export type LetterText = Record<LetterField, unknown>

export interface LetterChange {
  /** Null where the letter itself was made. */
  field: string | null
  from: unknown
  at: string
  by: string
}

export interface LetterVersion {
  at: string
  by: string
  /** What was changed; empty: the letter was made. */
  fields: LetterField[]
  letter: LetterText
}

/** `changes`: newest first. Each change says what stood there before, so walking back from `now` passes every version. */
export function versionsOf(changes: readonly LetterChange[], now: LetterText): LetterVersion[] {
  const versions: LetterVersion[] = []
  let letter = now
  for (const { field, from, at, by } of changes) {
    const changed = letterFields.find(each => each === field)
    // A new name makes no version: nobody reads it.
    if (field !== null && !changed) continue
    const last = versions.at(-1)
    if (last?.at !== at || last.by !== by) versions.push({ at, by, fields: [], letter })
    if (!changed) continue
    versions.at(-1)?.fields.push(changed)
    letter = { ...letter, [changed]: from }
  }
  return versions
}
