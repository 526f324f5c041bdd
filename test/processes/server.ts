/** `npm start` as a process of its own, without the admin, on a port and a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const program = join(import.meta.dirname, '../../api/local.ts')

export interface Started {
  child: ChildProcess
  url: string
  /** What it has said so far, on both streams. */
  said(): string
  /** Its exit code, once it has ended. */
  ended: Promise<number | null>
}

export const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'dormouse-start-'))

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

/** `before`: a shell command that precedes it, such as `ulimit -f 800;`. */
export function start(environment: Record<string, string>, before = ''): Started {
  const env = { PATH: process.env.PATH ?? '', SEED: 'empty', ...environment }
  const words = ['-c', `${before} exec "$@"`, 'sh', process.execPath, program, '--no-admin']
  const child = spawn('sh', words, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const chunks: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => chunks.push(String(chunk)))
  const ended = new Promise<number | null>(resolve => child.once('close', resolve))
  return { child, url: `http://127.0.0.1:${environment.PORT}`, said: () => chunks.join(''), ended }
}

/** Resolves when it answers that it is well. */
export async function healthy({ url, ended, said }: Started, withinMs = 20_000): Promise<{ sequence: number }> {
  let exited = false
  void ended.then(() => {
    exited = true
  })
  for (let waitedMs = 0; waitedMs < withinMs && !exited; waitedMs += 50) {
    const reply = await fetch(`${url}/api/health`).catch(() => undefined)
    if (reply?.status === 200) return (await reply.json()) as { sequence: number }
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`the server is not well: ${said()}`)
}

const account = { organisation: 'O', name: 'N', email: 'n@example.org', password: 'a long password' }

/** The first account, made or signed in, as a way to ask the API. */
export async function signedIn(server: Started, path: '/api/auth/setup' | '/api/auth/login') {
  const body = path.endsWith('setup') ? account : { email: account.email, password: account.password }
  const reply = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  const { token } = (await reply.json()) as { token: string }
  /** `sent`: JSON, or a text as it is. */
  return (method: string, at: string, sent?: object | string) =>
    fetch(server.url + at, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': typeof sent === 'string' ? 'text/csv' : 'application/json',
      },
      ...(sent ? { body: typeof sent === 'string' ? sent : JSON.stringify(sent) } : {}),
    })
}
