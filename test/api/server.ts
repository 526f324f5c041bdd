/**
 * The whole server on memory adapters, for tests: real routes, identity, submit, queue, writer loop, committer, replica.
 * Requests go over real HTTP on a port of their own.
 */
import { scryptSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Json } from '@dormouse/model'
import { systemClock } from '../../api/clock.ts'
import { collectionSpecs, projections } from '../../api/collections.ts'
import { memoryQueue } from '../../api/command/queue.memory.ts'
import { submitter } from '../../api/command/submit.ts'
import { openWriter } from '../../api/compose-writer.ts'
import { readConfig } from '../../api/config.ts'
import { makeApp } from '../../api/http/app.ts'
import type { Route } from '../../api/http/route.ts'
import { allRoutes } from '../../api/http/routes.ts'
import { openIdentity } from '../../api/identity/open.ts'
import { systemIds } from '../../api/ids.ts'
import type { Log } from '../../api/log.ts'
import type { Mail } from '../../api/mail/message.ts'
import type { Sender } from '../../api/mail/sender.ts'
import { memoryObjects } from '../../api/store/objects.memory.ts'
import { openReplica } from '../../api/store/replica.ts'
import { runWriter } from '../../api/writer/run.ts'

export const password = 'test-dormouse-1'
/** In the form of `api/identity/passwords.ts`, cheap enough for thousands of tests. */
const salt = Buffer.from('salt of tests')
const key = scryptSync(password, salt, 32, { N: 1024, r: 1, p: 1 })
const hash = `scrypt$1024$1$1$${salt.toString('base64url')}$${key.toString('base64url')}`

export const people = {
  root: 'root',
  admin: 'admin',
  staff: 'staff',
  agent: 'agent',
  agent2: 'agent',
  viewer: 'viewer',
} as const
export type Person = keyof typeof people

export interface Reply {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape.
  body: any
  text: string
}

export interface Asking {
  as?: Person
  body?: unknown
  headers?: Record<string, string>
}

/** `staffed: false`: nobody is on the staff yet. */
export async function startServer({ staffed = true, env = {} as Record<string, string>, writes = true } = {}) {
  const config = readConfig({ LOG_LEVEL: 'silent', SEED: 'empty', STORE_URL: 'file:/nowhere', ...env })
  const faults: object[] = []
  const log: Log = { info() {}, warn() {}, error: (fields, message) => void faults.push({ ...fields, message }) }
  const [clock, ids] = [systemClock, systemIds]
  const [objects, exchange, documents] = [memoryObjects(), memoryObjects(), memoryObjects()]
  const queue = memoryQueue({ clock })
  const reader = openReplica({ objects, specs: collectionSpecs, projections, clock, log })
  const submit = submitter({ queue, outcomes: reader, staging: exchange, clock, ids })
  const bytes = (seed: number) => new Uint8Array(32).fill(seed)
  const secrets = { signingKey: bytes(1), addressHashKey: bytes(2), linkKeys: [{ id: 'a', key: bytes(3) }] }
  const base = {
    config,
    objects,
    exchange,
    documents,
    queue,
    reader,
    submit,
    secrets,
    clock,
    ids,
    log,
    close: async () => {},
  }
  let stop = new AbortController()
  const writer = { queue, clock, log, ...openWriter(base) }
  let running: Promise<void> = writes ? runWriter({ ...writer, signal: stop.signal }) : Promise.resolve()
  const { identity, accounts } = openIdentity(base)
  const launched: string[] = []
  const launcher = { launch: async (id: string) => void launched.push(id) }
  const mails: Mail[] = []
  const sender: Sender = {
    feedback: false,
    parallel: 1,
    quota: async () => ({}),
    async send(mail) {
      mails.push(mail)
      return { kind: 'accepted', messageId: `mail-${mails.length}` }
    },
    close: async () => {},
  }
  const routes: Route[] = allRoutes({
    ...base,
    identity,
    accounts,
    launcher,
    sender,
    launchImport: async () => undefined,
  })
  const server = createServer(makeApp({ deps: { ...base, identity }, routes }))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const tokens = new Map<Person, string>()

  async function ask(method: string, path: string, { as, body, headers = {} }: Asking = {}): Promise<Reply> {
    const token = as && (tokens.get(as) ?? (await signIn(as)))
    const isRaw = typeof body === 'string' || body instanceof Uint8Array
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(body !== undefined && !isRaw ? { 'Content-Type': 'application/json' } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return { status: response.status, headers: response.headers, text, body: isJson && text ? JSON.parse(text) : text }
  }

  async function signIn(person: Person): Promise<string> {
    const reply = await ask('POST', '/api/auth/login', { body: { email: `${person}@demo.test`, password } })
    if (reply.status !== 200) throw new Error(`${person} cannot sign in: ${reply.text}`)
    tokens.set(person, reply.body.token)
    return reply.body.token
  }

  /** As the product itself, past all rules of access. */
  async function write(operations: { resource: string; op: string; id: string; values?: object }[]): Promise<void> {
    const rows = operations as unknown as Json[]
    const sent = await submit({ type: 'system.write', actor: { id: 'test', role: 'system' }, input: {} }, { rows })
    if (!sent.outcome?.ok) throw new Error(`not written: ${JSON.stringify(sent.outcome)}`)
    const { refused } = (sent.outcome.result ?? {}) as { refused?: number }
    if (refused) throw new Error(`not written: ${JSON.stringify(sent.outcome.result)}`)
  }

  if (staffed && writes) {
    const staff = Object.entries(people).map(([id, role]) => ({
      op: 'create',
      resource: 'staff',
      id,
      values: { name: id, email: `${id}@demo.test`, role, active: true },
    }))
    await write(staff)
    for (const id of Object.keys(people))
      await submit({
        type: 'identity.setPassword',
        actor: { id: 'test', role: 'system' },
        input: { staffId: id, hash },
      })
  }

  return {
    url,
    ask,
    signIn,
    write,
    submit,
    reader,
    objects,
    routes,
    faults,
    launched,
    mails,
    async stopWriter() {
      stop.abort()
      await running
    },
    startWriter() {
      stop = new AbortController()
      running = runWriter({ ...writer, signal: stop.signal })
    },
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      stop.abort()
      await running
      await queue.close()
      await reader.close()
    },
  }
}

export type Server = Awaited<ReturnType<typeof startServer>>
