/** Accounts over HTTP: what signing in gives, and what takes it away again. */
import { afterEach, describe, expect, test } from 'vitest'
import { hashPassword } from '../../api/identity/passwords.ts'
import { password, type Server, startServer } from './server.ts'

let server: Server
afterEach(async () => {
  await server.close()
  expect(server.faults).toEqual([])
})

const login = (email: string, secret = password, headers?: Record<string, string>) =>
  server.ask('POST', '/api/auth/login', { body: { email, password: secret }, headers })
const bearer = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } })
const me = (token: string) => server.ask('GET', '/api/auth/me', bearer(token))

describe('an empty installation', () => {
  const first = { organisation: 'Hazel Wood', name: 'Robin', email: 'Robin@Example.org', password: 'a long password' }

  test('makes its first account once, which is root and signed in', async () => {
    server = await startServer({ staffed: false })
    expect((await server.ask('GET', '/api/auth/options')).body).toEqual({ mode: 'local', setUp: true, demo: false })
    const made = await server.ask('POST', '/api/auth/setup', { body: first })
    expect(made.body.user).toMatchObject({ name: 'Robin', email: 'robin@example.org', role: 'root' })
    const settings = await server.ask('GET', '/api/settings/settings', bearer(made.body.token))
    expect(settings.body).toMatchObject({ organisation: 'Hazel Wood', version: 1 })
    expect((await server.ask('GET', '/api/auth/options')).body).toMatchObject({ setUp: false })
    const second = await server.ask('POST', '/api/auth/setup', { body: { ...first, email: 'eve@example.org' } })
    expect(second.status).toBe(422)
    expect((await login('robin@example.org', 'a long password')).status).toBe(200)
  })

  test('of two who set up at once, one becomes root', async () => {
    server = await startServer({ staffed: false })
    const both = await Promise.all(
      ['a', 'b'].map(each =>
        server.ask('POST', '/api/auth/setup', { body: { ...first, email: `${each}@example.org` } }),
      ),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422])
  })

  test('does not let itself be set up through a proxy or under a foreign name', async () => {
    server = await startServer({ staffed: false })
    const proxied: Record<string, string>[] = [{ 'X-Forwarded-For': '203.0.113.7' }, { Forwarded: 'for=203.0.113.7' }]
    for (const headers of proxied) {
      const reply = await server.ask('POST', '/api/auth/setup', { body: first, headers })
      expect(reply.status).toBe(403)
    }
  })
})

describe('a session', () => {
  test('ends by signing out, and its token is good for nothing any more', async () => {
    server = await startServer()
    const token = await server.signIn('staff')
    expect((await me(token)).status).toBe(200)
    expect((await server.ask('POST', '/api/auth/logout', bearer(token))).status).toBe(200)
    expect((await me(token)).status).toBe(401)
  })

  test('a demotion acts at once, also for the writer; a promotion needs a new sign-in', async () => {
    server = await startServer()
    const token = await server.signIn('staff')
    await server.ask('PUT', '/api/staff/staff', { as: 'root', body: { role: 'viewer' } })
    expect((await me(token)).body.role).toBe('viewer')
    const wish = await server.ask('POST', '/api/contacts', { ...bearer(token), body: { firstName: 'X' } })
    expect(wish.status).toBe(403)
    const late = await server.submit({
      type: 'create',
      actor: { id: 'staff', role: 'staff' },
      input: { resource: 'contacts', id: 'late', values: {} },
    })
    expect(late.outcome).toMatchObject({ ok: false, problem: { kind: 'forbidden' } })
    await server.ask('PUT', '/api/staff/staff', { as: 'root', body: { role: 'admin' } })
    expect((await me(token)).body.role).toBe('staff')
    expect((await login('staff@demo.test')).body.user.role).toBe('admin')
  })

  test('switching an account off ends all its sessions', async () => {
    server = await startServer()
    const token = await server.signIn('agent')
    await server.ask('PUT', '/api/staff/agent', { as: 'admin', body: { active: false } })
    expect((await me(token)).status).toBe(401)
    expect((await login('agent@demo.test')).status).toBe(401)
  })

  test('changing the password ends the other sessions and keeps this one', async () => {
    server = await startServer()
    const other = await server.signIn('viewer')
    const token = await server.signIn('viewer')
    const change = (current: string) =>
      server.ask('POST', '/api/auth/password', { ...bearer(token), body: { current, password: 'another password' } })
    expect((await change('wrong')).body.errors.current).toMatch(/not your present password/)
    expect((await change(password)).status).toBe(200)
    expect((await me(token)).status).toBe(200)
    expect((await me(other)).status).toBe(401)
    expect((await login('viewer@demo.test')).status).toBe(401)
    expect((await login('viewer@demo.test', 'another password')).status).toBe(200)
  })

  test('of a sample account is good on this machine alone', async () => {
    server = await startServer()
    const hash = await hashPassword('demo-dormouse-1')
    const input = { staffId: 'viewer', hash, demo: true }
    await server.submit({ type: 'identity.setPassword', actor: { id: 'test', role: 'system' }, input })
    const here = await login('viewer@demo.test', 'demo-dormouse-1')
    expect(here.status).toBe(200)
    const proxied = { 'X-Forwarded-For': '203.0.113.7' }
    expect((await login('viewer@demo.test', 'demo-dormouse-1', proxied)).status).toBe(403)
    const elsewhere = { ...bearer(here.body.token).headers, ...proxied }
    expect((await server.ask('GET', '/api/auth/me', { headers: elsewhere })).status).toBe(401)
    expect((await server.ask('GET', '/api/auth/options')).body.demo).toBe(true)
  })
})

describe('guessing', () => {
  test('guessing many at once gains nothing over guessing one after another', async () => {
    server = await startServer()
    const guesses = await Promise.all(
      Array.from({ length: 16 }, (_, at) => login('staff@demo.test', at < 12 ? `wrong ${at}` : password)),
    )
    const looked = guesses.filter(({ status }) => status === 401)
    expect(looked.length).toBeLessThanOrEqual(5)
    expect(guesses.slice(12).map(({ status }) => status)).not.toContain(200)
    // Whoever knows it and did not guess gets in.
    expect((await login('admin@demo.test')).status).toBe(200)
  })

  test('locks an account whether or not there is one, and the right password waits too', async () => {
    server = await startServer()
    for (const email of ['staff@demo.test', 'nobody@demo.test']) {
      const replies = []
      for (let tries = 0; tries < 6; tries++) replies.push(await login(email, 'wrong'))
      expect(replies.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429])
      expect(Number(replies.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect((await login('staff@demo.test')).status).toBe(429)
  })

  test('by many at once is told to come again, and costs the server nothing but a line', async () => {
    server = await startServer()
    const crowd = await Promise.all(Array.from({ length: 45 }, (_, at) => login(`x${at}@example.org`, 'wrong')))
    const busy = crowd.filter(({ status }) => status === 503)
    expect(busy.length).toBeGreaterThan(0)
    expect(busy[0]?.headers.get('retry-after')).toBe('2')
    expect(crowd.every(({ status }) => [401, 429, 503].includes(status))).toBe(true)
  })

  test('from one address is bounded over all accounts, and leaves one entry a minute in the log', async () => {
    server = await startServer()
    const statuses = []
    for (let tries = 0; tries < 33; tries++) statuses.push((await login(`x${tries}@example.org`, 'wrong')).status)
    expect(statuses.filter(status => status === 401)).toHaveLength(30)
    expect(statuses.slice(30)).toEqual([429, 429, 429])
    const logs = await server.reader.read({ collections: ['logs'] }, view => [...view.table('logs').values()])
    expect(logs.filter(entry => entry.what === 'sign_in_refused').length).toBeLessThanOrEqual(2)
    expect(JSON.stringify(logs)).not.toContain('example.org')
  })
})

describe('an invitation', () => {
  test('lets somebody choose a password once; the store holds no way in', async () => {
    server = await startServer()
    await server.ask('PUT', '/api/settings/settings', { as: 'admin', body: { senderEmail: 'office@example.org' } })
    const body = { id: 'nia', name: 'Nia', email: 'nia@example.org', role: 'staff' }
    expect((await server.ask('POST', '/api/staff', { as: 'admin', body })).status).toBe(201)
    const invited = await server.ask('POST', '/api/staff/nia/invite', { as: 'admin' })
    expect(invited.body).toMatchObject({ id: 'nia', mailed: true, link: expect.stringContaining('/#/invitation/') })
    expect(server.mails.at(-1)).toMatchObject({ to: { address: 'nia@example.org' } })
    expect(server.mails.at(-1)?.text).toContain(invited.body.link)
    const token = invited.body.link.split('/').at(-1)
    for await (const { key } of server.objects.list('')) {
      const got = await server.objects.get(key)
      expect(got.kind === 'found' && Buffer.from(got.body).includes(token)).toBe(false)
    }
    const accept = (secret: string) => server.ask('POST', '/api/auth/accept', { body: { token, password: secret } })
    expect((await accept('short')).body.errors.password).toMatch(/at least/)
    expect((await accept('a long password')).body.user).toMatchObject({ id: 'nia', role: 'staff' })
    expect((await accept('a long password')).status).toBe(422)
    expect((await login('nia@example.org', 'a long password')).status).toBe(200)
  })

  test('is for those who manage staff, and admins invite no admins', async () => {
    server = await startServer()
    expect((await server.ask('POST', '/api/staff/viewer/invite', { as: 'staff' })).status).toBe(403)
    expect((await server.ask('POST', '/api/staff/root/invite', { as: 'admin' })).status).toBe(403)
    expect(
      (await server.ask('POST', '/api/auth/accept', { body: { token: 'x', password: 'a long password' } })).status,
    ).toBe(422)
  })
})

describe('without sign-in (AUTH_URL=none:)', () => {
  test('whoever is on this machine is root, nobody else is anybody', async () => {
    server = await startServer({ env: { AUTH_URL: 'none:' } })
    expect((await server.ask('GET', '/api/auth/me')).body).toMatchObject({ id: 'root', role: 'root' })
    expect((await server.ask('POST', '/api/contacts', { body: { firstName: 'A' } })).status).toBe(201)
    const any = { email: 'x', password: 'x' }
    expect((await server.ask('POST', '/api/auth/login', { body: any })).body).toMatchObject({ user: { role: 'root' } })
    const proxied = { headers: { 'X-Forwarded-For': '203.0.113.7' } }
    expect((await server.ask('GET', '/api/auth/me', proxied)).status).toBe(401)
    expect((await server.ask('POST', '/api/auth/login', { body: any, ...proxied })).status).toBe(401)
    const lastSeen = async () => (await server.ask('GET', '/api/staff/root')).body.lastSeenAt
    await expect.poll(lastSeen).not.toBeNull()
  })
})
