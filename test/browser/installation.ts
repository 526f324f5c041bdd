/** A whole Dormouse as `npm start` runs it, on a free port and in a folder of its own, for tests that use a browser. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Installation {
  url: string
  folder: string
  /** Ends it as a system does, with SIGTERM, and takes its folder away. */
  close(): Promise<void>
}

const repository = join(import.meta.dirname, '../..')
/** The first start builds the admin; later ones of the same sources do not. */
const startMsMax = 90_000
const askAgainMs = 200

/** Of this repository, or of a copy of it that was changed. */
export async function startInstallation(
  environment: Record<string, string> = {},
  code = repository,
): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-browser-'))
  const port = await freePort()
  const child = spawn(process.execPath, ['api/local.ts'], {
    cwd: code,
    env: { ...process.env, LOG_LEVEL: 'error', ...environment, PORT: String(port), STORE_URL: `file:${folder}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => said.push(String(text)))
  const url = `http://127.0.0.1:${port}`
  const close = () => end(child, folder)
  try {
    await healthy(url, child)
  } catch (error) {
    await close()
    throw new Error(`Dormouse did not start. It said:\n${said.join('')}`, { cause: error })
  }
  return { url, folder, close }
}

async function healthy(url: string, child: ChildProcess): Promise<void> {
  const attemptsMax = startMsMax / askAgainMs
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    if (child.exitCode !== null) throw new Error(`It ended with code ${child.exitCode}.`)
    const answer = await fetch(`${url}/api/health`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise(resolve => setTimeout(resolve, askAgainMs))
  }
  throw new Error(`It was not healthy after ${startMsMax / 1000} s.`)
}

async function end(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null) {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }
  await rm(folder, { recursive: true, force: true })
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  server.close()
  await once(server, 'close')
  return port
}
