/** What the pages before the sign-in ask of the server. */
import { call } from '../api.ts'
import { type Session, writeSession } from '../session.ts'

/** How people sign in here, and whether somebody has to make the first account. */
export interface SignInOptions {
  mode: 'local' | 'oidc' | 'none'
  /** No account exists yet: the set-up page makes the first one. */
  setUp: boolean
  /** The sample accounts may be offered. */
  demo: boolean
}

export const signInOptions = (): Promise<SignInOptions> => call('GET', '/auth/options')

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
