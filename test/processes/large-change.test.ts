/** A change of thousands of records, its server killed again and again in the middle of it. */
import { afterEach, expect, test } from 'vitest'
import { freePort, freshFolder, healthy, type Started, start } from './server.ts'

const count = 6_000
const kills = 3
const account = { organisation: 'O', name: 'N', email: 'n@example.org', password: 'a long password' }

let server: Started | undefined
afterEach(async () => {
  server?.child.kill('SIGKILL')
  await server?.ended
})

async function signedIn({ url }: Started, path: string) {
  const ask = async (method: string, at: string, body?: object, token = '') => {
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` }
    const reply = await fetch(url + at, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    return { status: reply.status, total: Number(reply.headers.get('X-Total-Count')), body: await reply.json() }
  }
  const { email, password } = account
  const { body } = await ask('POST', path, path.endsWith('setup') ? account : { email, password })
  return (method: string, at: string, sent?: object) => ask(method, at, sent, body.token)
}

const totalOf = async (ask: Awaited<ReturnType<typeof signedIn>>, resource: string) =>
  (await ask('GET', `/api/${resource}?range=[0,0]`)).total

test('an event goes with its thousands of notes, however often the server is killed on the way', async () => {
  const environment = { PORT: String(await freePort()), STORE_URL: `file:${freshFolder()}` }
  server = start(environment)
  await healthy(server)
  let ask = await signedIn(server, '/api/auth/setup')
  await ask('POST', '/api/events', { id: 'ball', title: 'Ball', slug: 'ball', startAt: '2026-05-01T10:00:00.000Z' })
  for (let from = 0; from < count; from += 1_000) {
    const operations = Array.from({ length: 1_000 }, (_, index) => ({
      op: 'create',
      id: `note-${from + index}`,
      values: { kind: 'note', subject: `Note ${from + index}`, about: { resource: 'events', id: 'ball' } },
    }))
    expect((await ask('POST', '/api/activities/_bulk', { operations })).status).toBe(200)
  }
  const taken = await ask('DELETE', '/api/events/ball')
  expect(taken).toMatchObject({ status: 202, body: { pending: true, job: { status: 'working', total: count + 1 } } })
  const job = `/api/jobs/${taken.body.id}`

  const seen: number[] = []
  for (let kill = 0; kill < kills; kill++) {
    server.child.kill('SIGKILL')
    await server.ended
    server = start(environment)
    await healthy(server)
    ask = await signedIn(server, '/api/auth/login')
    const event = await ask('GET', '/api/events/ball')
    const { body } = await ask('GET', job)
    seen.push(body.done)
    // Whatever is left refers to an event that is there; asked for in this order, as the job may end in between.
    if (body.status === 'working') expect(event.status).toBe(200)
  }
  for (let looks = 0; (await ask('GET', job)).body.status === 'working' && looks < 400; looks++)
    await new Promise(resolve => setTimeout(resolve, 50))
  expect((await ask('GET', job)).body).toMatchObject({ status: 'done', done: count + 1, refused: 0 })
  expect([...seen].sort((a, b) => a - b)).toEqual(seen)
  expect((await ask('GET', '/api/events/ball')).status).toBe(404)
  expect(await totalOf(ask, 'activities')).toBe(0)
  // One row when it was made and one when it went, whoever was killed meanwhile.
  const filter = encodeURIComponent(JSON.stringify({ resource: 'activities', recordId: 'note-7' }))
  expect((await ask('GET', `/api/changes?filter=${filter}`)).total).toBe(2)
}, 120_000)
