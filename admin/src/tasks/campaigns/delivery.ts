/** One person's line in a campaign's ledger, as the screens read it. */
import type { RaRecord } from 'react-admin'
import type { Words } from '../parts/words.ts'

export const stateLabel = (words: Words, state: unknown): string => words(`state.${state}`, { _: String(state) })

interface Attempt {
  state?: string
  at?: string
  reason?: string
}

/** When the latest thing happened that one would tell the person. */
export function timeOf(delivery: RaRecord): string | undefined {
  const attempts: Attempt[] = Array.isArray(delivery.attempts) ? delivery.attempts : []
  return delivery.settledAt ?? delivery.acceptedAt ?? attempts.at(-1)?.at ?? delivery.intendedAt ?? delivery.updatedAt
}

export const triesOf = (delivery: RaRecord): number => (Array.isArray(delivery.attempts) ? delivery.attempts.length : 0)
