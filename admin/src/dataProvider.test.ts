/** The provider against a server double that remembers what it was asked: the contract of `dataProvider.ts`, line by line. */
import { HttpError } from 'react-admin'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

interface Asked {
  method: string
  url: string
  headers: Headers
  body: unknown
}
type Answering = (asked: Asked) => { status?: number; headers?: Record<string, string>; body: unknown }

const storage = new Map<string, string>()
vi.stubGlobal('localStorage', {
  getItem: (key: string) => storage.get(key) ?? null,
  setItem: (key: string, value: string) => storage.set(key, value),
  removeItem: (key: string) => storage.delete(key),
})
const events: string[] = []
vi.stubGlobal('window', { dispatchEvent: (event: Event) => events.push(event.type), location: { hash: '' } })

const { changeAll, dataProvider, changed, same } = await import('./dataProvider.ts')

let asked: Asked[] = []
function answering(answer: Answering) {
  vi.stubGlobal('fetch', async (url: string, { method = 'GET', headers, body }: RequestInit) => {
    const one = {
      method,
      url,
      headers: new Headers(headers),
      body: body === undefined ? undefined : JSON.parse(String(body)),
    }
    asked.push(one)
    const { status = 200, headers: given, body: content } = answer(one)
    return new Response(JSON.stringify(content), { status, headers: { 'Content-Type': 'application/json', ...given } })
  })
}

beforeEach(() => {
  asked = []
  events.length = 0
  storage.set('dormouse.session', JSON.stringify({ token: 'secret', user: { id: 'me', role: 'staff' } }))
})
afterEach(() => vi.useRealTimers())

test('a list carries the token, and takes its total from X-Total-Count', async () => {
  answering(() => ({ body: [{ id: '1' }], headers: { 'X-Total-Count': '319' } }))
  const list = await dataProvider.getList('contacts', {
    pagination: { page: 2, perPage: 25 },
    sort: { field: 'lastName', order: 'ASC' },
    filter: { q: 'anna' },
  })
  expect(list).toEqual({ data: [{ id: '1' }], total: 319 })
  const { searchParams } = new URL(asked[0]?.url ?? '', 'http://x')
  expect(Object.fromEntries(searchParams)).toEqual({
    range: '[25,49]',
    sort: '["lastName","ASC"]',
    filter: '{"q":"anna"}',
  })
  expect(asked[0]?.headers.get('authorization')).toBe('Bearer secret')
  expect(asked[0]?.headers.has('range')).toBe(false)
})

test('a create brings its own id, and a key that makes a second copy harmless', async () => {
  answering(({ body }) => ({ status: 201, body: body as object }))
  const { data } = await dataProvider.create('contacts', { data: { firstName: 'Anna' } })
  expect(data.id).toMatch(/^[0-9a-f-]{36}$/)
  expect(asked[0]?.headers.get('idempotency-key')).toMatch(/^[0-9a-f-]{36}$/)
})

test('an update sends what changed, and the version it was changed from', async () => {
  answering(() => ({ body: { id: '1' } }))
  const previousData = { id: '1', version: 4, firstName: 'Anna', phone: '1', tags: ['a'], address: { city: 'York' } }
  const data = { ...previousData, phone: '', tags: ['a'], address: { city: 'Hull' } }
  await dataProvider.update('contacts', { id: '1', data, previousData })
  expect(asked[0]).toMatchObject({ method: 'PUT', body: { phone: '', address: { city: 'Hull' } } })
  expect(asked[0]?.headers.get('if-match')).toBe('"4"')
})

test('many records are one request, and refusals among them are counted and said', async () => {
  answering(() => ({ body: { outcomes: [{ ok: true }, { ok: false, problem: { message: 'It has accounts.' } }] } }))
  const removal = dataProvider.deleteMany('contacts', { ids: ['1', '2'] })
  await expect(removal).rejects.toThrow('1 of 2: It has accounts.')
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatchObject({
    url: '/api/contacts/_bulk',
    body: {
      operations: [
        { op: 'delete', id: '1' },
        { op: 'delete', id: '2' },
      ],
    },
  })
})

test('a save that takes long is followed to its outcome, and says so meanwhile', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const answers: ReturnType<Answering>[] = [
    { status: 202, headers: { Location: '/api/commands/c1' }, body: { id: 'c1', pending: true } },
    { body: { id: 'c1', pending: true } },
    { body: { id: '1', firstName: 'Anna' } },
  ]
  answering(() => answers.shift() ?? { status: 500, body: {} })
  const saving = dataProvider.update('contacts', { id: '1', data: { firstName: 'Anna' }, previousData: { id: '1' } })
  await vi.runAllTimersAsync()
  expect((await saving).data).toEqual({ id: '1', firstName: 'Anna' })
  expect(asked.map(each => each.url)).toEqual(['/api/contacts/1', '/api/commands/c1', '/api/commands/c1'])
  expect(events).toEqual(['dormouse:slow-save'])
})

test('a refusal keeps its sentence, its errors by field and the record as it stands', async () => {
  const body = {
    message: 'Somebody was faster.',
    errors: { email: 'In use.', root: { serverError: 'x' } },
    current: { id: '1' },
  }
  answering(() => ({ status: 409, body }))
  const error = await dataProvider.getOne('contacts', { id: '1' }).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(HttpError)
  expect(error).toMatchObject({
    status: 409,
    message: body.message,
    body: { errors: { email: 'In use.' }, current: { id: '1' } },
  })
})

test('a session that the server no longer knows ends here too, unless it has been renewed meanwhile', async () => {
  answering(() => ({ status: 401, body: { message: 'Sign in first.' } }))
  await dataProvider.getOne('contacts', { id: '1' }).catch(() => undefined)
  expect(storage.has('dormouse.session')).toBe(false)
  expect(events).toEqual(['dormouse:session'])
})

test('a server that does not answer is a sentence, not a stack', async () => {
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('Failed to fetch')))
  await expect(dataProvider.getOne('contacts', { id: '1' })).rejects.toThrow(/cannot be reached/)
})

test('nothing, null and a missing key are the same; an emptied key travels as null', () => {
  expect(same({ a: null, b: [1] }, { b: [1] })).toBe(true)
  expect(same(['a'], ['a', 'b'])).toBe(false)
  expect(changed({ id: '1', a: undefined, b: 2 }, { id: '1', a: 1, b: 2 })).toEqual({ a: null })
})

test('a list and a record are asked for as they were', async () => {
  answering(() => ({ body: [{ id: '1' }], headers: { 'X-Total-Count': '1' } }))
  const meta = { asOf: '2026-03-01T23:59:59.000Z' }
  const list = await dataProvider.getList('contacts', {
    pagination: { page: 1, perPage: 25 },
    sort: { field: 'lastName', order: 'ASC' },
    filter: {},
    meta,
  })
  expect(list).toEqual({ data: [{ id: '1' }], total: 1 })
  const { searchParams } = new URL(asked[0]?.url ?? '', 'http://x')
  expect(Object.fromEntries(searchParams)).toEqual({
    range: '[0,24]',
    sort: '["lastName","ASC"]',
    filter: '{}',
    asOf: '2026-03-01T23:59:59.000Z',
  })
  await dataProvider.getOne('contacts', { id: 'a b', meta })
  expect(asked[1]?.url).toBe('/api/contacts/a%20b?asOf=2026-03-01T23%3A59%3A59.000Z')
})

test('one operation for all that a filter finds is one request, and a large change is told of instead of waited for', async () => {
  const job = { id: 'j', pending: true, job: { status: 'working' } }
  answering(() => ({ status: 202, body: job, headers: { Location: '/api/jobs/j' } }))
  const filter = { company: 'Hazel' }
  expect(await changeAll('contacts', { filter }, { op: 'tag', add: ['owls'], remove: [] })).toBeUndefined()
  expect(asked).toMatchObject([
    { url: '/api/contacts/_bulk', body: { filter, operation: { op: 'tag', add: ['owls'], remove: [] } } },
  ])
  expect(events).toEqual(['dormouse:large-change'])
})

test('a wish that turns out to be a large change when its outcome comes is told of, too', async () => {
  vi.useFakeTimers()
  const job = { id: 'j', pending: true, job: { status: 'working' } }
  answering(({ method }) =>
    method === 'DELETE'
      ? { status: 202, body: { id: 'c', pending: true }, headers: { Location: '/api/commands/c' } }
      : { status: 202, body: job },
  )
  const deleting = dataProvider.delete('events', { id: 'ball', previousData: { id: 'ball' } })
  await vi.advanceTimersByTimeAsync(1_500)
  expect((await deleting).data).toEqual(job)
  expect(asked.map(({ url }) => url)).toEqual(['/api/events/ball', '/api/commands/c'])
  expect(events).toEqual(['dormouse:slow-save', 'dormouse:large-change'])
})

test('what some of many were refused for is said, with how many they are', async () => {
  const refused = { ok: false, problem: { message: 'It is kept.' } }
  answering(() => ({
    body: {
      outcomes: [
        { id: '1', ok: true },
        { id: '2', ...refused },
      ],
    },
  }))
  const attempt = changeAll('contacts', { ids: ['1', '2'] }, { op: 'delete' })
  await expect(attempt).rejects.toThrow('1 of 2: It is kept.')
})
