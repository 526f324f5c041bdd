import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

/** An HTTP API's event, payload format 2.0. */
const eventOf = (method: string, path: string, { query = '', body, headers = {} }: Asked = {}) => ({
  version: '2.0',
  routeKey: '$default',
  rawPath: path,
  rawQueryString: query,
  headers: { host: 'api.example.org', ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
  requestContext: {
    http: { method, path, sourceIp: '203.0.113.7', protocol: 'HTTP/1.1', userAgent: 'test' },
    requestId: 'r',
    stage: '$default',
  },
  ...(body ? { body: JSON.stringify(body), isBase64Encoded: false } : {}),
})

interface Asked {
  query?: string
  body?: object
  headers?: Record<string, string>
}
interface Answer {
  statusCode: number
  headers: Record<string, string>
  body: string
}

let api: (event: object, context: object) => Promise<unknown>
let writer: typeof import('./lambda.ts').writer
const ask = async (...asked: Parameters<typeof eventOf>) => (await api(eventOf(...asked), {})) as Answer

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-lambda-'))
  vi.stubEnv('STORE_URL', `file:${folder}`)
  vi.stubEnv('SEED', 'empty')
  vi.stubEnv('LOG_LEVEL', 'silent')
  vi.stubEnv('LAUNCH_URL', 'arn:aws:states:eu-west-1:000000000000:stateMachine:worker')
  const functions = await import('./lambda.ts')
  api = functions.api
  writer = functions.writer
})
afterAll(() => {
  vi.unstubAllEnvs()
})

test('the handler takes two parameters, as the runtime of Node 24 asks', () => {
  expect(api).toHaveLength(2)
})

test('an event of the HTTP API is answered by the same application', async () => {
  const health = await ask('GET', '/api/health')
  expect(health.statusCode).toBe(200)
  expect(JSON.parse(health.body)).toMatchObject({ status: 'ok', sequence: 0 })
  expect(health.headers).toMatchObject({ 'cache-control': 'no-store' })
  expect((await ask('GET', '/api/contacts')).statusCode).toBe(401)
  expect((await ask('GET', '/api/docs')).body).toContain('<h1>Dormouse API')
})

test('bodies arrive, and whoever comes through the gateway is not on the machine', async () => {
  const account = { organisation: 'O', name: 'N', email: 'n@example.org', password: 'a long password' }
  const answer = await ask('POST', '/api/auth/setup', { body: account })
  expect(answer.statusCode).toBe(403)
  expect(answer.body).toContain('on the machine Dormouse runs on')
  expect((await ask('POST', '/api/auth/login', { body: { email: 'x' } })).statusCode).toBe(400)
})

/** What the event source mapping hands over. */
const recordOf = (id: string, number: number, body: object | string) => ({
  messageId: `message-${number}`,
  receiptHandle: `receipt-${number}`,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  attributes: { SequenceNumber: String(number), ApproximateReceiveCount: '1', MessageDeduplicationId: id },
  messageAttributes: { commandId: { stringValue: id } },
})

test('a batch of the queue is decided, poison included, and the other function reads what became of it', async () => {
  const root = { staffId: 'robin', name: 'Robin', email: 'robin@example.org', hash: null }
  const command = {
    id: 'c1',
    type: 'identity.setUp',
    actor: { id: 'test', role: 'system' },
    at: '2026-01-01T00:00:00.000Z',
    input: root,
  }
  const batch = { Records: [recordOf('c1', 1, command), recordOf('c2', 2, 'no JSON')] }
  expect(await writer(batch)).toEqual({ batchItemFailures: [] })
  expect(JSON.parse((await ask('GET', '/api/auth/options')).body)).toMatchObject({ setUp: false })
  // Delivered twice: the watermark knows.
  expect(await writer(batch)).toEqual({ batchItemFailures: [] })
  expect(JSON.parse((await ask('GET', '/api/health')).body).sequence).toBeGreaterThan(0)
})
