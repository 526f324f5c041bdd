/** Who a session token of a local account speaks for, looked up anew whenever anything about it may have changed. */
import { type Actor, type Role, roles } from '@dormouse/model'
import type { Clock } from '../clock.ts'
import type { Caller, Identity } from '../deps.ts'
import type { Reader, StoredRecord, View } from '../store/view.ts'
import { remembering } from './remembered.ts'
import { lowerRole } from './roles.ts'
import type { Claims, Tokens } from './tokens.ts'

interface LocalDeps {
  reader: Reader
  tokens: Tokens
  clock: Clock
}

export function localIdentity({ reader, tokens, clock }: LocalDeps): Identity {
  const known = remembering<Found>(reader, clock, async token => {
    const claims = await tokens.verify(token)
    return claims && { expiresMs: claims.expiresMs, find: view => find(view, claims, clock.nowMs()) }
  })
  return {
    async authenticate(token, from) {
      const found = token === '' ? undefined : await known(token)
      return found && mayComeFrom(found, from) ? found.actor : undefined
    },
  }
}

interface Found {
  actor: Actor
  demo: boolean
}

/** Passwords of the sample accounts are known to everybody, so their sessions are good on this machine alone. */
const mayComeFrom = (found: Found, from: Caller) => !found.demo || from.loopback

function find(view: View, claims: Claims, nowMs: number): Found | undefined {
  const session = view.table('sessions').get(claims.sessionId)
  if (session?.staffId !== claims.staffId || Date.parse(String(session.expiresAt)) <= nowMs) return undefined
  const actor = actorOf(view.table('staff').get(claims.staffId), claims.role)
  return actor && { actor, demo: session.demo === true }
}

/** The staff record's person with the lower of both roles; nobody once they are off the staff. */
export function actorOf(staff: StoredRecord | undefined, tokenRole: Role): Actor | undefined {
  if (staff?.active !== true) return undefined
  const recorded = roles.find(role => role === staff.role)
  const role = recorded && lowerRole(tokenRole, recorded)
  return role && { id: staff.id, role, name: String(staff.name ?? '') }
}
