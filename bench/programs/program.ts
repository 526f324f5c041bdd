/** Programs that are measured: started as children on 127.0.0.1, looked at through /proc, ended by their process id. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { connect } from '../http.ts'

export const repository = join(import.meta.dirname, '../..')

export interface Program {
  child: ChildProcess
  /** What it has printed so far, both streams. */
  printed(): string
  ended: Promise<number | null>
  /** SIGTERM, and SIGKILL when that takes too long. */
  stop(): Promise<void>
}

const stopMsMax = 15_000
const running = new Set<Program>()

/** `script`: a path from the repository's root. */
export function start(
  script: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
  flags: readonly string[] = /cold[^/]*$/.test(script) ? ['--expose-gc'] : [],
): Program {
  const options: SpawnOptions = { cwd: repository, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] }
  const child = spawn(process.execPath, [...flags, join(repository, script), ...args], options)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', piece => (text += piece))
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  const program: Program = {
    child,
    printed: () => text,
    ended,
    async stop() {
      running.delete(program)
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), stopMsMax)
      await ended
      clearTimeout(late)
    },
  }
  running.add(program)
  return program
}

/** Whatever is still there: at the end of a part, however it ended. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map(program => program.stop()))
}

/** Runs a program to its end and reads the JSON it prints last. */
export async function answerOf<T>(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<T> {
  const program = start(script, args, env)
  const code = await program.ended
  running.delete(program)
  const last = program.printed().trim().split('\n').at(-1) ?? ''
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${program.printed().slice(-2_000)}`)
  return JSON.parse(last) as T
}

/** Waits until the program prints its port as its first line. */
export async function portOf(program: Program, msMax = 300_000): Promise<number> {
  const untilMs = performance.now() + msMax
  while (performance.now() < untilMs) {
    const port = /^(\d+)\n/.exec(program.printed())?.[1]
    if (port) return Number(port)
    if (program.child.exitCode !== null) break
    await wait(10)
  }
  throw new Error(`a program did not say its port: ${program.printed().slice(-2_000)}`)
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

export interface Dormouse {
  program: Program
  port: number
  folder: string
  /** From the start of the process to the first good answer of `/api/health`. */
  healthyMs: number
}

const healthyMsMax = 120_000

/** `npm start` without npm: the same program, on a folder of its own. */
export async function startDormouse(folder: string, env: NodeJS.ProcessEnv = {}, admin = false): Promise<Dormouse> {
  const port = await freePort()
  const startedMs = performance.now()
  const program = start('api/local.ts', admin ? [] : ['--no-admin'], {
    PORT: String(port),
    STORE_URL: `file:${folder}`,
    SEED: 'empty',
    LOG_LEVEL: 'error',
    ...env,
  })
  const probe = connect(port)
  try {
    while (performance.now() - startedMs < healthyMsMax && program.child.exitCode === null) {
      const status = await probe.ask('GET', '/api/health').then(
        reply => reply.status,
        () => 0,
      )
      if (status === 200) return { program, port, folder, healthyMs: performance.now() - startedMs }
      await wait(20)
    }
  } finally {
    probe.close()
  }
  throw new Error(`Dormouse did not come up: ${program.printed().slice(-2_000)}`)
}

/** Makes the first account of an empty installation; answers its token. */
export async function signUp(port: number): Promise<string> {
  const plain = connect(port)
  const account = { organisation: 'Bench', name: 'Bench', email: 'bench@example.org', password: 'bench-dormouse-1' }
  const { body } = await plain.must('POST', '/api/auth/setup', account)
  plain.close()
  return (body as { token: string }).token
}

/** Resident memory in bytes, now and at most so far. */
export function memoryOf({ child }: Program): { now: number; most: number } {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  const bytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) * 1024
  return { now: bytes('VmRSS'), most: bytes('VmHWM') }
}

/** CPU time that all its threads have used so far, in seconds: the first field of schedstat, in nanoseconds. */
export function cpuOf({ child }: Program): number {
  const tasks = `/proc/${child.pid}/task`
  let nanoseconds = 0
  for (const task of readdirSync(tasks))
    try {
      nanoseconds += Number(readFileSync(join(tasks, task, 'schedstat'), 'utf8').split(' ', 1)[0])
    } catch {
      // The thread ended between the two looks.
    }
  return nanoseconds / 1e9
}
