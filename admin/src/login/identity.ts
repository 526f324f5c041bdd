/** What the pages before the sign-in ask of the server. */
import { call } from '../api.ts'
import { type Session, type User, writeSession } from '../session.ts'

/** How people sign in here, and whether somebody has to make the first account. */
export interface SignInOptions {
  mode: 'local' | 'oidc' | 'none'
  /** No account exists yet: the set-up page makes the first one. */
  setUp: boolean
  /** The sample accounts may be offered. */
  demo: boolean
  /** With `oidc`: who signs people in, and as which client. */
  issuer?: string
  clientId?: string
}

export const signInOptions = (): Promise<SignInOptions> => call('GET', '/auth/options')

/** Where nobody signs in, whoever sits at this computer is the one person there is. */
export async function enterWithoutSignIn(): Promise<void> {
  const token = 'none'
  writeSession({
    token,
    user: await call<User>('GET', '/auth/me', undefined, { headers: { Authorization: `Bearer ${token}` } }),
  })
}

export async function signIn(email: string, password: string): Promise<void> {
  writeSession(await call<Session>('POST', '/auth/login', { email, password }))
}

export interface FirstAccount {
  organisation: string
  name: string
  email: string
  password: string
}

export async function setUp(account: FirstAccount): Promise<void> {
  writeSession(await call<Session>('POST', '/auth/setup', account))
}

export async function acceptInvitation(token: string, password: string): Promise<void> {
  writeSession(await call<Session>('POST', '/auth/accept', { token, password }))
}
