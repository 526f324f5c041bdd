/**
 * Lists, single records and writes over HTTP on loopback, one connection, beside Express + SQLite in the same run: what
 * counts is the ratio, the milliseconds are this machine's. `node bench/list.ts [count]`
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dice, fragments, people, pick } from './people.ts'

const count = Number(process.argv[2] ?? 100_000)
const rounds = 300
const password = 'bench-dormouse-1'
const folder = mkdtempSync(join(tmpdir(), 'dormouse-bench-'))
const children: ChildProcess[] = []

interface Target {
  port: number
  headers: Record<string, string>
  agent: Agent
}

const target = (port: number): Target => ({ port, headers: {}, agent: new Agent({ keepAlive: true, maxSockets: 1 }) })

function ask(
  { port, headers, agent }: Target,
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; text: string }> {
  const bytes = body && JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        port,
        host: '127.0.0.1',
        method,
        path,
        agent,
        headers: {
          ...headers,
          ...(bytes ? { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(bytes) } : {}),
        },
      },
      response => {
        const chunks: Buffer[] = []
        response.on('data', chunk => chunks.push(chunk))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }))
      },
    )
    sent.on('error', reject)
    sent.end(bytes)
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

async function startOurs(): Promise<Target> {
  const port = await freePort()
  const env = {
    ...process.env,
    PORT: String(port),
    STORE_URL: `file:${join(folder, 'ours')}`,
    SEED: 'empty',
    LOG_LEVEL: 'error',
  }
  const child = spawn(process.execPath, [join(import.meta.dirname, '../api/local.ts'), '--no-admin'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  children.push(child)
  const ours = target(port)
  for (let tries = 0; ; tries++) {
    const up = await ask(ours, 'GET', '/api/health').then(
      ({ status }) => status === 200,
      () => false,
    )
    if (up) break
    if (tries > 100) throw new Error('the server does not come up')
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  const account = { organisation: 'Bench', name: 'Bench', email: 'bench@example.org', password }
  const { text } = await ask(ours, 'POST', '/api/auth/setup', account)
  ours.headers.Authorization = `Bearer ${JSON.parse(text).token}`
  const startedMs = performance.now()
  let operations: object[] = []
  const flush = async () => {
    const { status, text } = await ask(ours, 'POST', '/api/contacts/_bulk', { operations })
    if (status !== 200 || text.includes('"ok":false')) throw new Error(`not loaded: ${status} ${text.slice(0, 300)}`)
    operations = []
  }
  for (const { id, ...values } of people(count)) {
    operations.push({ op: 'create', id, values })
    if (operations.length === 1_000) await flush()
  }
  if (operations.length > 0) await flush()
  const seconds = (performance.now() - startedMs) / 1000
  console.log(`loaded ${count} contacts through _bulk in ${seconds.toFixed(1)} s (${Math.round(count / seconds)}/s)`)
  return ours
}

async function startPeer(): Promise<Target> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'peer.sqlite.ts'), folder, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout?.once('data', chunk => resolve(Number(String(chunk).trim())))
    child.once('exit', code => reject(new Error(`the peer ended with ${code}`)))
  })
  return target(port)
}

const query = (filter: object, sort: [string, string], range: [number, number]) =>
  `/api/contacts?filter=${encodeURIComponent(JSON.stringify(filter))}&sort=${encodeURIComponent(JSON.stringify(sort))}&range=${encodeURIComponent(JSON.stringify(range))}`

type Request = [method: string, path: string, body?: object]

/** The same requests for both; each is another one, so that nothing is measured but the work. */
const measured: Record<string, (at: number, roll: () => number) => Request> = {
  'page by name': (_at, roll) => {
    const first = Math.floor(roll() * 40) * 25
    return ['GET', query({}, ['lastName', 'ASC'], [first, first + 24])]
  },
  'filter + sort + count': (_at, roll) => {
    const filter = {
      'address.country': pick(['GB', 'FR', 'DE', 'AT', 'NO'], roll()),
      memberSince_gte: `${2000 + Math.floor(roll() * 20)}-01-01`,
    }
    return ['GET', query(filter, ['lastName', 'ASC'], [0, 24])]
  },
  'search with total': at => ['GET', query({ q: words[at % words.length] }, ['lastName', 'ASC'], [0, 24])],
  get: (_at, roll) => ['GET', `/api/contacts/p-${String(Math.floor(roll() * count)).padStart(7, '0')}`],
  create: at => [
    'POST',
    '/api/contacts',
    { id: `new-${at}`, firstName: 'New', lastName: `Person${at}`, email: `new.${at}@example.org` },
  ],
  update: (at, roll) => [
    'PUT',
    `/api/contacts/p-${String(Math.floor(roll() * count)).padStart(7, '0')}`,
    { company: `Changed ${at}` },
  ],
}
const words = fragments(3, 200)

async function p50(to: Target, make: (at: number, roll: () => number) => Request, from: number): Promise<number> {
  const roll = dice(7)
  const times: number[] = []
  for (let at = 0; at < rounds + 30; at++) {
    const [method, path, body] = make(from + at, roll)
    const startedMs = performance.now()
    const { status, text } = await ask(to, method, path, body)
    if (at >= 30) times.push(performance.now() - startedMs)
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text.slice(0, 200)}`)
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] as number
}

try {
  const peer = await startPeer()
  const ours = await startOurs()
  const bare = await p50(peer, () => ['GET', '/bare'], 0)
  console.log(`\n${count} contacts, one connection, p50 in ms (bare Express: ${bare.toFixed(2)})\n`)
  console.log(`${'what'.padEnd(24)}${'Dormouse'.padStart(10)}${'SQLite'.padStart(10)}${'ratio'.padStart(10)}`)
  let from = 0
  for (const [name, make] of Object.entries(measured)) {
    const sqlite = await p50(peer, make, from)
    const own = await p50(ours, make, from)
    from += rounds + 30
    console.log(
      `${name.padEnd(24)}${own.toFixed(2).padStart(10)}${sqlite.toFixed(2).padStart(10)}${(sqlite / own).toFixed(2).padStart(9)}x`,
    )
  }
  console.log('\nratio above 1: Dormouse is faster. Creates and updates are acknowledged after an fsync on both sides.')
} finally {
  for (const child of children) child.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
