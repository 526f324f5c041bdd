import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import type { Reader, StoredRecord } from '../store/view.ts'
import { oidcIdentity } from './oidc.ts'

const issuer = 'https://id.example.org/realms/house'
const auth = { kind: 'oidc' as const, issuer, clientId: 'dormouse', rolesClaim: 'roles' }
const from = { address: '203.0.113.7', loopback: false }
let keys: Awaited<ReturnType<typeof generateKeyPair>>
let requests: string[] = []

/** The issuer's two documents, without a network. */
async function fetched(input: string | URL | Request): Promise<Response> {
  const address = String(input)
  requests.push(address)
  if (address.endsWith('/.well-known/openid-configuration'))
    return Response.json({ issuer, jwks_uri: 'https://id.example.org/keys' })
  if (address === 'https://id.example.org/keys')
    return Response.json({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }] })
  return new Response('', { status: 404 })
}

const staff = [
  { id: 'ann', email: 'ann@example.org', name: 'Ann', role: 'staff', active: true },
] as unknown as StoredRecord[]
const reader = {
  read: async (_needs: unknown, use: (view: unknown) => unknown) =>
    use({ table: () => ({ values: () => staff.values() }) }),
  subscribe: () => () => {},
} as unknown as Reader

const payload = { email: 'Ann@Example.org', email_verified: true, roles: ['offline', 'admin'] }
const signed = (claims: object = {}, { kid = 'k1', ...header }: { kid?: string; [name: string]: unknown } = {}) =>
  new SignJWT({ ...payload, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid, ...header })
    .setIssuer(issuer)
    .setAudience('dormouse')
    .setSubject('sub-1')
    .setIssuedAt()
    .setExpirationTime('5m')

beforeAll(async () => {
  keys = await generateKeyPair('RS256', { extractable: true })
})

describe('tokens of an OIDC issuer', () => {
  const identity = () => {
    requests = []
    return oidcIdentity({ auth, reader, clock: systemClock, fetch: fetched as never })
  }

  test('speak for the staff record with the verified address, in the lower of both roles', async () => {
    const token = await signed().sign(keys.privateKey)
    expect(await identity().authenticate(token, from)).toEqual({ id: 'ann', role: 'staff', name: 'Ann' })
    const viewer = await signed({ roles: '[viewer]' }).sign(keys.privateKey)
    expect(await identity().authenticate(viewer, from)).toMatchObject({ role: 'viewer' })
  })

  test('are refused where anything about them is wrong', async () => {
    const other = await generateKeyPair('RS256')
    const wrong = {
      'unverified address': signed({ email_verified: false }),
      'nobody on the staff': signed({ email: 'bob@example.org' }),
      'no role of ours': signed({ roles: ['guest'] }),
      'another client': signed().setAudience('somebody-else'),
      'another issuer': signed().setIssuer('https://evil.example.org'),
      expired: signed().setExpirationTime('-2m'),
      'not yet valid': signed().setNotBefore('5m'),
    }
    for (const [why, token] of Object.entries(wrong))
      expect(await identity().authenticate(await token.sign(keys.privateKey), from), why).toBeUndefined()
    expect(await identity().authenticate(await signed().sign(other.privateKey), from)).toBeUndefined()
    const secret = new TextEncoder().encode('x'.repeat(32))
    const hmac = await new SignJWT(payload)
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .setIssuer(issuer)
      .setAudience('dormouse')
      .setSubject('s')
      .setExpirationTime('5m')
      .sign(secret)
    expect(await identity().authenticate(hmac, from)).toBeUndefined()
    expect(await identity().authenticate('', from)).toBeUndefined()
  })

  test('a key address inside the token is not listened to, and unknown keys do not flood the issuer', async () => {
    const ours = identity()
    const other = await generateKeyPair('RS256', { extractable: true })
    const jwk = await exportJWK(other.publicKey)
    for (let times = 0; times < 20; times++) {
      const token = await signed({}, { kid: `unknown-${times}`, jku: 'https://evil.example.org/keys', jwk }).sign(
        other.privateKey,
      )
      expect(await ours.authenticate(token, from)).toBeUndefined()
    }
    expect(requests.every(address => address.startsWith('https://id.example.org/'))).toBe(true)
    expect(requests.length).toBeLessThanOrEqual(4)
  })
})
