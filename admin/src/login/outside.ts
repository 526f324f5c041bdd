/** Sessions that an outside issuer opened: begun, kept alive and ended. Loaded only where there is such an issuer. */
import { call } from '../api.ts'
import { type Renewal, type Session, type User, writeSession } from '../session.ts'
import { renewAtIssuer, type Tokens } from './oidc.ts'

export const isCognito = (issuer: string): boolean =>
  /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com\//.test(issuer)

/** Makes a session of the tokens. The server says who they speak for, and with which role. */
export async function enterWith({ token, renewal }: Tokens): Promise<void> {
  const user = await call<User>('GET', '/auth/me', undefined, { headers: { Authorization: `Bearer ${token}` } })
  writeSession({ token, user, renewal })
}

/** Ends what the issuer's library keeps in this browser. */
export async function leave(renewal: Renewal): Promise<void> {
  if (renewal.kind === 'cognito') await (await import('./cognito.ts')).leaveCognito(renewal)
}

/** The same session with its next token. */
export async function renewed(session: Session): Promise<Session> {
  if (!session.renewal) return session
  const { token, renewal } =
    session.renewal.kind === 'cognito'
      ? await (await import('./cognito.ts')).renewAtCognito(session.renewal)
      : await renewAtIssuer(session.renewal)
  return { ...session, token, renewal }
}
