/** Who asks, at the moment of the decision: the token may be an hour old, the staff record is not. */
import { type Actor, type Refused, type Role, refuse } from '@dormouse/model'
import { lowerRole } from '../identity/roles.ts'
import type { StoredRecord } from '../store/view.ts'

/** The actor as the staff record has them now, or why they may do nothing any more. */
export function effectiveActor(actor: Actor, staff: StoredRecord | undefined): Actor | Refused {
  if (actor.role === 'system') return actor
  if (!staff) return refuse('forbidden', 'Your account is not known here any more.')
  if (staff.active !== true) return refuse('forbidden', 'Your account has been switched off. Ask an administrator.')
  const role = lowerRole(actor.role, staff.role as Role)
  if (!role) return refuse('forbidden', 'What you may do has changed. Please sign in again.')
  return role === actor.role ? actor : { ...actor, role }
}
