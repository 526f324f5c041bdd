/**
 * Who is signed in, in this browser. The token lives in localStorage so that a second tab needs no second sign-in; the
 * page's Content Security Policy (no inline or foreign scripts) is what keeps it from strangers.
 */
import type { Role } from '@dormouse/model'

export interface User {
  id: string
  name: string
  email: string
  role: Role
}

export interface Session {
  token: string
  user: User
  /** Where an outside issuer signs people in: how to get the next token before this one ends. */
  renewal?: Renewal
}

export interface Renewal {
  kind: 'cognito' | 'oidc'
  issuer: string
  clientId: string
  expiresAtMs: number
  /** Cognito's own library keeps its refresh token itself. */
  refreshToken?: string
}

const key = 'dormouse.session'
/** Fired on `window` whenever somebody signs in or out here, so that gate and app follow without a reload. */
export const sessionChanged = 'dormouse:session'

export function readSession(): Session | undefined {
  try {
    const session = JSON.parse(localStorage.getItem(key) ?? 'null')
    return typeof session?.token === 'string' && session.user ? session : undefined
  } catch {
    // A broken entry, or storage that the browser forbids: signed out is the safe reading of both.
    return undefined
  }
}

/** Keeps a renewed token: nobody came or went, so nobody is told. */
export function keepSession(session: Session): void {
  localStorage.setItem(key, JSON.stringify(session))
}

export function writeSession(session: Session | undefined): void {
  if (session) localStorage.setItem(key, JSON.stringify(session))
  else localStorage.removeItem(key)
  window.dispatchEvent(new Event(sessionChanged))
}
