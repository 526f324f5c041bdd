import { createHash } from 'node:crypto'
import { beforeEach, expect, test, vi } from 'vitest'
import { goToIssuer, renewAtIssuer, returnFromIssuer } from './oidc.ts'

const at = { issuer: 'https://id.example/realm', clientId: 'dormouse' }
const kept = new Map<string, string>()
vi.stubGlobal('sessionStorage', {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => kept.set(key, value),
  removeItem: (key: string) => kept.delete(key),
})
vi.stubGlobal('window', { location: { origin: 'https://crm.example' } })

let posted: URLSearchParams | undefined
let answer: object
beforeEach(() => {
  kept.clear()
  posted = undefined
  answer = { id_token: 'an-id-token', refresh_token: 'r1', expires_in: 600 }
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    if (url === 'https://id.example/realm/.well-known/openid-configuration')
      return Response.json({
        authorization_endpoint: 'https://id.example/authorize',
        token_endpoint: 'https://id.example/token',
      })
    posted = init?.body as URLSearchParams
    return Response.json(answer, { status: 'error' in answer ? 400 : 200 })
  })
})

async function gone(): Promise<URL> {
  let url = ''
  await goToIssuer(at, target => {
    url = target
  })
  return new URL(url)
}

test('the browser leaves with a question that only this tab can finish', async () => {
  const { searchParams, origin } = await gone()
  expect(origin).toBe('https://id.example')
  expect(Object.fromEntries(searchParams)).toMatchObject({
    response_type: 'code',
    client_id: 'dormouse',
    redirect_uri: 'https://crm.example/',
    code_challenge_method: 'S256',
  })
  const { verifier } = JSON.parse(kept.get('dormouse.signing-in') ?? '{}')
  expect(searchParams.get('code_challenge')).toBe(createHash('sha256').update(verifier).digest('base64url'))
  expect(searchParams.toString()).not.toContain(verifier)
})

test('it comes back with a code, which becomes a token once', async () => {
  const state = (await gone()).searchParams.get('state')
  const tokens = await returnFromIssuer(`?code=abc&state=${state}`)
  expect(tokens).toMatchObject({
    token: 'an-id-token',
    renewal: { kind: 'oidc', issuer: at.issuer, refreshToken: 'r1' },
  })
  expect(posted?.get('code_verifier')).toMatch(/^[\w-]{43}$/)
  expect(await returnFromIssuer(`?code=abc&state=${state}`)).toBeUndefined()
})

test('an answer to a question that this tab never asked is not listened to', async () => {
  await gone()
  expect(await returnFromIssuer('?code=stolen&state=guessed')).toBeUndefined()
  expect(await returnFromIssuer('')).toBeUndefined()
  expect(posted).toBeUndefined()
})

test('what the issuer refuses is said in its words', async () => {
  const state = (await gone()).searchParams.get('state')
  const refused = returnFromIssuer(`?error=access_denied&error_description=Not+today&state=${state}`)
  await expect(refused).rejects.toThrow('Not today')
})

test('a token is renewed, and the old refresh token kept where there is no new one', async () => {
  answer = { id_token: 'next', expires_in: 600 }
  const next = await renewAtIssuer({ kind: 'oidc', ...at, expiresAtMs: 0, refreshToken: 'r0' })
  expect(next).toMatchObject({ token: 'next', renewal: { refreshToken: 'r0' } })
  expect(next.renewal.expiresAtMs).toBeGreaterThan(0)
  expect(posted?.get('grant_type')).toBe('refresh_token')
})
