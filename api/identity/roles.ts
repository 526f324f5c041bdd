/** Of two claims about somebody's role, the one that holds. */
import type { Role } from '@dormouse/model'

/** Who may do everything that others may. Agent and viewer stand side by side: neither may all that the other may. */
const below: Record<Role, readonly Role[]> = {
  root: ['root', 'admin', 'staff', 'agent', 'viewer'],
  admin: ['admin', 'staff', 'agent', 'viewer'],
  staff: ['staff', 'agent', 'viewer'],
  agent: ['agent'],
  viewer: ['viewer'],
}

/** The lower of the two; undefined where neither is below the other, which is for a new sign-in to settle. */
export function lowerRole(token: Role, record: Role): Role | undefined {
  if (below[token].includes(record)) return record
  return below[record].includes(token) ? token : undefined
}

/** Whether `actor` may make, change and remove people of `role`: root does it with everybody, admin below admin. */
export const mayManage = (actor: Role | 'system', role: Role): boolean =>
  actor === 'system' || actor === 'root' || (actor === 'admin' && role !== 'root' && role !== 'admin')
