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
  /** As a machine that was off: the same folder and address, `laterMs` on all of its clocks. */
  wakeUp(laterMs: number): Promise<void>
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
  const url = `http://127.0.0.1:${port}`
  const own = { LOG_LEVEL: 'error', ...environment, PORT: String(port), STORE_URL: `file:${folder}` }
  let program: ChildProcess | undefined
  const begin = async (more: Record<string, string> = {}) => {
    const child = spawn(process.execPath, ['api/local.ts'], {
      cwd: code,
      env: { ...process.env, ...own, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    program = child
    const said: string[] = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', text => said.push(String(text)))
    await healthy(url, child).catch(error => {
      throw new Error(`Dormouse did not start. It said:\n${said.join('')}`, { cause: error })
    })
  }
  const close = async () => {
    await end(program)
    await rm(folder, { recursive: true, force: true })
  }
  const wakeUp = async (laterMs: number) => {
    await end(program)
    await begin({ NODE_OPTIONS: `--import=${clockAhead(laterMs)}` })
  }
  try {
    await begin()
  } catch (error) {
    await close()
    throw error
  }
  return { url, folder, wakeUp, close }
}

/** A module that puts the clock of the process that imports it, and of its workers, ahead. */
const clockAhead = (laterMs: number) =>
  `data:text/javascript,${encodeURIComponent(`const now = Date.now; Date.now = () => now() + ${laterMs}`)}`

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

async function end(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
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
