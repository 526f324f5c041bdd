/**
 * Tokens of an OIDC issuer: Cognito through its own verifier, any other (Keycloak, Auth0, Entra) through jose. Algorithms
 * are fixed, keys come from the issuer's own document alone (`jku`, `jwk` and `x5u` of a token are ignored), and whatever
 * cannot be checked is refused. The person is the staff record with the token's verified address.
 */
import { type Actor, type Role, roles } from '@dormouse/model'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { createRemoteJWKSet, customFetch, type FetchImplementation, type JWTPayload, jwtVerify } from 'jose'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { AuthConfig } from '../config.ts'
import type { Identity } from '../deps.ts'
import type { Reader, View } from '../store/view.ts'
import { actorOf } from './local.ts'
import { remembering } from './remembered.ts'

type Oidc = Extract<AuthConfig, { kind: 'oidc' }>

interface OidcDeps {
  auth: Oidc
  reader: Reader
  clock: Clock
  /** For tests; the platform's otherwise. */
  fetch?: FetchImplementation
}

/** Asymmetric signatures only: with HS256 the issuer's public key would be a password. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']
const leewaySeconds = 60
/** Tokens with unknown key ids make us ask the issuer at most this often. */
const keysCooldownMs = 30_000

export function oidcIdentity({ auth, reader, clock, fetch }: OidcDeps): Identity {
  const verify = isCognito(auth.issuer) ? cognito(auth) : anyIssuer(auth, clock, fetch)
  const known = remembering<Actor>(reader, clock, async token => {
    const payload = await verify(token).catch(notTrusted)
    const role = payload && highestRole(payload[auth.rolesClaim])
    const email = payload && verifiedEmail(payload)
    if (!role || !email) return undefined
    return { expiresMs: (payload.exp ?? 0) * 1000, find: view => actorOf(staffOf(view, email), role) }
  })
  return { authenticate: async token => (token === '' ? undefined : known(token)) }
}

/** Not theirs, expired, or the issuer cannot be asked: nobody gets in on a doubt. */
const notTrusted = () => undefined

type Verify = (token: string) => Promise<JWTPayload>

const isCognito = (issuer: string) => /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com\//.test(issuer)

/** The id token: it alone carries the address that the staff record is found by. */
function cognito({ issuer, clientId }: Oidc): Verify {
  const userPoolId = new URL(issuer).pathname.slice(1)
  const verifier = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: 'id', graceSeconds: leewaySeconds })
  return token => verifier.verify(token) as Promise<JWTPayload>
}

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https$/ }) })

function anyIssuer({ issuer, clientId }: Oidc, clock: Clock, fetch: FetchImplementation = globalThis.fetch): Verify {
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined
  async function keySet() {
    if (keys) return keys
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
    const response = await fetch(address, {
      headers: new Headers(),
      method: 'GET',
      redirect: 'manual',
      signal: AbortSignal.timeout(5_000),
    })
    const found = discovery.parse(await response.json())
    if (found.issuer !== issuer) throw new Error(`${address} names another issuer.`)
    keys = createRemoteJWKSet(new URL(found.jwks_uri), { cooldownDuration: keysCooldownMs, [customFetch]: fetch })
    return keys
  }
  return async token => {
    const { payload } = await jwtVerify(token, await keySet(), {
      issuer,
      algorithms,
      clockTolerance: leewaySeconds,
      requiredClaims: ['exp', 'sub'],
      currentDate: new Date(clock.nowMs()),
    })
    if (!isFor(payload, clientId)) throw new Error('The token was made for another client.')
    return payload
  }
}

/** `aud` in id tokens; access tokens name the client in `client_id` (RFC 9068) or `azp` (Keycloak). */
const isFor = ({ aud, client_id, azp }: JWTPayload, clientId: string) =>
  [aud ?? []].flat().includes(clientId) || client_id === clientId || (aud === undefined && azp === clientId)

/** `["staff"]`, `"staff"`, or `"[admin staff]"` as an HTTP API's authorizer writes it. */
function highestRole(claim: unknown): Role | undefined {
  const named =
    typeof claim === 'string' ? claim.replace(/^\[|\]$/g, '').split(/[\s,]+/) : Array.isArray(claim) ? claim : []
  return roles.find(role => named.includes(role))
}

function verifiedEmail(payload: JWTPayload): string | undefined {
  const isVerified = payload.email_verified === true || payload.email_verified === 'true'
  return isVerified && typeof payload.email === 'string' ? payload.email.trim().toLowerCase() : undefined
}

function staffOf(view: View, email: string) {
  for (const staff of view.table('staff').values()) if (String(staff.email ?? '').toLowerCase() === email) return staff
  return undefined
}
