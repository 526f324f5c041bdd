/**
 * Who may do what. A declaration names roles and their reach; what it does not name is refused.
 *
 * root ⊇ admin ⊇ staff: what staff may, admin and root may too. `agent` and `viewer` inherit nothing and from nobody.
 * `system` is the product itself (worker, importer, feedback, scheduler): it reaches the writer only through commands
 * that no REST route accepts.
 */
export const roles = ['root', 'admin', 'staff', 'agent', 'viewer'] as const
export type Role = (typeof roles)[number]

/** `all` records, or only one's `own` (the resource's `own` path says whose a record is). */
export type Reach = 'all' | 'own'
export type Verb = 'read' | 'write' | 'delete'
export type Grants = Partial<Record<Role, Reach>>
/** `delete` is as `write` when absent. */
export interface Access {
  read: Grants
  write?: Grants
  delete?: Grants
}

/** Whoever asks. `id` is a staff id, or the name of a part of the product for `system`. */
export interface Actor {
  id: string
  role: Role | 'system'
  name?: string
}

const inherits: Partial<Record<Role, readonly Role[]>> = { root: ['root', 'admin', 'staff'], admin: ['admin', 'staff'] }

/** How far `role` reaches with `verb`; undefined: not at all. */
export function reach(access: Access, verb: Verb, role: Actor['role']): Reach | undefined {
  if (role === 'system') return 'all'
  const grants = (verb === 'delete' ? (access.delete ?? access.write) : access[verb]) ?? {}
  const reaches = (inherits[role] ?? [role]).map(each => grants[each])
  return reaches.includes('all') ? 'all' : reaches.includes('own') ? 'own' : undefined
}

/** Whether `role` is among `allowed` or above one of them. Absent: everybody. */
export function included(allowed: readonly Role[] | undefined, role: Actor['role']): boolean {
  if (!allowed || role === 'system') return true
  return (inherits[role] ?? [role]).some(each => allowed.includes(each))
}
