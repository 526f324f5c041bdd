/** Changes of thousands of records over HTTP: taken at once, made in steps, watched by whoever asked for them. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Person, startServer } from './server.ts'

let server: Awaited<ReturnType<typeof startServer>>
const count = 1_300

beforeAll(async () => {
  server = await startServer()
  const operations = Array.from({ length: count }, (_, index) => ({
    op: 'create',
    id: `c${index}`,
    values: { firstName: `C${index}`, company: index % 2 ? 'Hazel' : 'Birch' },
  }))
  for (let from = 0; from < count; from += 1_000)
    await server.ask('POST', '/api/contacts/_bulk', {
      as: 'staff',
      body: { operations: operations.slice(from, from + 1_000) },
    })
})
afterAll(() => server.close())

const changeAll = (as: Person, filter: object, operation: object, headers?: Record<string, string>) =>
  server.ask('POST', '/api/contacts/_bulk', { as, body: { filter, operation }, ...(headers ? { headers } : {}) })

async function ended(id: string, as: Person = 'staff') {
  for (let looks = 0; looks < 200; looks++) {
    const { body } = await server.ask('GET', `/api/jobs/${id}`, { as })
    if (body.status !== 'working') return body
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  throw new Error(`Job ${id} does not end.`)
}

const total = async (filter: object) => {
  const query = new URLSearchParams({ filter: JSON.stringify(filter), range: '[0,0]' })
  const { headers } = await server.ask('GET', `/api/contacts?${query}`, { as: 'staff' })
  return Number(headers.get('X-Total-Count'))
}

test('few are changed at once, many by a job that says how far it is', async () => {
  const few = await changeAll(
    'staff',
    { company: 'Birch', lastName_empty: true, id: ['c0', 'c2'] },
    { op: 'tag', add: ['two'] },
  )
  expect(few).toMatchObject({ status: 200, body: { outcomes: [{ ok: true }, { ok: true }] } })

  const many = await changeAll('staff', {}, { op: 'update', patch: { jobTitle: 'Owl' } })
  expect(many).toMatchObject({ status: 202, body: { pending: true, job: { status: 'working', total: count } } })
  expect(many.headers.get('Location')).toBe(`/api/jobs/${many.body.id}`)
  expect(await ended(many.body.id)).toMatchObject({ status: 'done', done: count, refused: 0 })
  expect(await total({ jobTitle: 'Owl' })).toBe(count)
})

test('asked twice under one key, it is one change', async () => {
  const key = { 'Idempotency-Key': 'once' }
  const [one, two] = [
    await changeAll('staff', {}, { op: 'tag', add: ['all'], remove: ['two'] }, key),
    await changeAll('staff', {}, { op: 'tag', add: ['all'], remove: ['two'] }, key),
  ]
  expect(two.body.id).toBe(one.body.id)
  expect(await ended(one.body.id)).toMatchObject({ status: 'done', done: count })
  expect([await total({ tags: 'all' }), await total({ tags: 'two' })]).toEqual([count, 0])
})

test('nobody else sees it but admin and root, and nobody makes or changes one by hand', async () => {
  const { body } = await changeAll('staff', {}, { op: 'update', patch: { jobTitle: null } })
  await ended(body.id)
  for (const [as, status] of [
    ['agent', 404],
    ['viewer', 403],
    ['admin', 200],
    ['root', 200],
  ] as const)
    expect((await server.ask('GET', `/api/jobs/${body.id}`, { as })).status).toBe(status)
  expect((await server.ask('POST', '/api/jobs', { as: 'root', body: {} })).status).toBe(404)
  expect((await server.ask('DELETE', `/api/jobs/${body.id}`, { as: 'root' })).status).toBe(404)
})

test('an agent’s change reaches their own people and nobody else’s', async () => {
  const answer = await changeAll('agent', {}, { op: 'update', patch: { jobTitle: 'Mine' } })
  expect(answer).toMatchObject({ status: 200, body: { outcomes: [] } })
  expect(await total({ jobTitle: 'Mine' })).toBe(0)
})

test('everybody can be deleted at once', async () => {
  const { body } = await changeAll('staff', {}, { op: 'delete' })
  expect(await ended(body.id)).toMatchObject({ status: 'done', done: count })
  expect(await total({})).toBe(0)
})
