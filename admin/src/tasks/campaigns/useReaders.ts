/** Those who will get the letter, to page through one by one. */
import { useState } from 'react'
import type { CheckResult } from './campaign.ts'

export interface Readers {
  /** Whose letter is shown; undefined: nobody gets one. */
  contactId: string | undefined
  /** From 1; undefined: somebody who was looked for by name. */
  position: number | undefined
  /** How many get it; the server names as many of them as somebody would page through. */
  count: number
  turn(by: number): void
  find(contactId: string | undefined): void
  found: string | undefined
}

/** First those who would see a gap, because they are why one looks. */
export const readersIn = (result: CheckResult | undefined): string[] => [
  ...new Set([...(result?.blanks ?? []).map(({ contactId }) => contactId), ...(result?.readers ?? [])]),
]

export function useReaders(ids: readonly string[], count: number): Readers {
  const [at, setAt] = useState(0)
  const [found, find] = useState<string>()
  const index = Math.min(at, Math.max(0, ids.length - 1))
  return {
    contactId: found ?? ids[index],
    position: found || ids.length === 0 ? undefined : index + 1,
    count,
    turn(by) {
      find(undefined)
      setAt((index + by + ids.length) % ids.length)
    },
    find,
    found,
  }
}
