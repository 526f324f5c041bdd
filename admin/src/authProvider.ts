/** Who is signed in and what they may do, for react-admin. The rules are the declarations' own: none is written twice. */
import { type Role, reach, resourceNamed, type Verb } from '@dormouse/model'
import type { AuthProvider } from 'react-admin'
import { call } from './api.ts'
import { readSession, type User, writeSession } from './session.ts'

export const authProvider: AuthProvider = {
  // The gate before the application signs in; react-admin never gets here without a session.
  login: async () => undefined,
  async logout() {
    await signOut()
    return false
  },
  async checkAuth() {
    if (!readSession()) throw new Error('Please sign in.')
  },
  async checkError(error: { status?: number }) {
    if (error.status === 401) throw new Error('Your session has ended. Please sign in again.')
  },
  async getIdentity() {
    const user = me()
    return { id: user.id, fullName: user.name, email: user.email }
  },
  async getPermissions() {
    return me().role
  },
  async canAccess({ resource, action }) {
    return may(verbs[action] ?? 'read', resource)
  },
}

/** react-admin's names of what a screen does. */
const verbs: Record<string, Verb> = {
  list: 'read',
  show: 'read',
  export: 'read',
  create: 'write',
  edit: 'write',
  delete: 'delete',
}

/** The signed-in person. Only for what renders behind the gate. */
export function me(): User {
  const session = readSession()
  return session?.user ?? { id: '', name: '', email: '', role: 'viewer' }
}

/**
 * Whether the signed-in person may do that to records of the resource: to all, or at least to their own. The server
 * decides again, record by record.
 */
export function may(verb: Verb, resource: string, role: Role = me().role): boolean {
  const declared = resourceNamed(resource)
  return declared !== undefined && reach(declared.access, verb, role) !== undefined
}

/** Ends the session here and on the server; when the server cannot be reached, at least here. */
export async function signOut(): Promise<void> {
  const renewal = readSession()?.renewal
  if (renewal) await (await import('./login/outside.ts')).leave(renewal).catch(() => undefined)
  else await call('POST', '/auth/logout').catch(() => undefined)
  writeSession(undefined)
}
