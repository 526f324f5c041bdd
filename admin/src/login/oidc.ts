/**
 * Signing in with any OpenID Connect issuer (Keycloak, Auth0, Entra): the authorization code flow with PKCE (RFC 7636),
 * without a library. The browser is sent to the issuer and comes back with a code in the address; the code and a secret
 * that only this tab knows become tokens.
 */
import type { Renewal } from '../session.ts'

export interface Issuer {
  issuer: string
  clientId: string
}

export interface Tokens {
  token: string
  renewal: Renewal
}

/** What this tab has to remember while the browser is away. */
const pendingKey = 'dormouse.signing-in'

interface Pending extends Issuer {
  state: string
  verifier: string
}

/** Leaves for the issuer. `leave` takes the address; it is the browser's own navigation except in tests. */
export async function goToIssuer(at: Issuer, leave: (url: string) => void): Promise<void> {
  const { authorization_endpoint } = await discovered(at.issuer)
  const pending: Pending = { ...at, state: secret(), verifier: secret() }
  sessionStorage.setItem(pendingKey, JSON.stringify(pending))
  const url = new URL(authorization_endpoint)
  const parameters = {
    response_type: 'code',
    client_id: at.clientId,
    redirect_uri: here(),
    scope: 'openid email profile',
    state: pending.state,
    code_challenge: await challengeOf(pending.verifier),
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  leave(url.href)
}

/**
 * The tokens, when the browser has just come back from the issuer; undefined when it has not. An answer to a question
 * this tab never asked is not listened to: a stranger may have put it there.
 */
export async function returnFromIssuer(search: string): Promise<Tokens | undefined> {
  const answer = new URLSearchParams(search)
  const pending: Pending | null = JSON.parse(sessionStorage.getItem(pendingKey) ?? 'null')
  if (!pending || answer.get('state') !== pending.state) return undefined
  sessionStorage.removeItem(pendingKey)
  const code = answer.get('code')
  if (!code) throw new Error(answer.get('error_description') ?? answer.get('error') ?? 'The sign-in was broken off.')
  return tokensFor(pending, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: here(),
    code_verifier: pending.verifier,
  })
}

/** The next token, before the present one ends. */
export function renewAtIssuer({ refreshToken, ...at }: Renewal): Promise<Tokens> {
  if (!refreshToken) throw new Error('Your session has ended. Please sign in again.')
  return tokensFor(at, { grant_type: 'refresh_token', refresh_token: refreshToken }, refreshToken)
}

async function tokensFor(at: Issuer, grant: Record<string, string>, oldRefreshToken?: string): Promise<Tokens> {
  const { token_endpoint } = await discovered(at.issuer)
  const response = await fetch(token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({ ...grant, client_id: at.clientId }),
  })
  const body = await response.json()
  if (!response.ok) throw new Error(body.error_description ?? 'The issuer refused the sign-in.')
  const expiresAtMs = Date.now() + Number(body.expires_in ?? defaultSeconds) * 1000
  const { issuer, clientId } = at
  const refreshToken = body.refresh_token ?? oldRefreshToken
  return { token: body.id_token, renewal: { kind: 'oidc', issuer, clientId, expiresAtMs, refreshToken } }
}

/** Issuers that do not say how long a token lives. */
const defaultSeconds = 300

interface Discovery {
  authorization_endpoint: string
  token_endpoint: string
}

async function discovered(issuer: string): Promise<Discovery> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  if (!response.ok) throw new Error('The service that signs you in cannot be reached. Try again in a moment.')
  return response.json()
}

const here = (): string => `${window.location.origin}/`

const secret = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)))

async function challengeOf(verifier: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))))
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
