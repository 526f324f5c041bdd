/**
 * What the two collections of the sign-in hold. They are no resources: no route, history, export or open data has them.
 * `credentials` has one record per member of staff under their id, `sessions` one per signed-in browser.
 */
import { z } from 'zod'

export const credentials = z.object({
  /** See `passwords.ts`; null until an invitation was accepted. */
  hash: z.string().nullable(),
  /** Well-known passwords: good on this machine alone. */
  demo: z.boolean(),
  failures: z.number().int(),
  lockedUntil: z.string().nullable(),
  /** The hash of an invitation's token, so that reading the store lets nobody in. */
  invitation: z.object({ hash: z.string(), expiresAt: z.string() }).nullable(),
})

export type Credentials = z.infer<typeof credentials>

export const blankCredentials: Credentials = {
  hash: null,
  demo: false,
  failures: 0,
  lockedUntil: null,
  invitation: null,
}

export interface Session {
  staffId: string
  expiresAt: string
  demo: boolean
  /** Where it was made from. */
  from: string
}
