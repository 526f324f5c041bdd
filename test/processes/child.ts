/** Starts this repository's TypeScript files as real processes and follows what they print. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export interface Child {
  process: ChildProcess
  /** Whole lines so far; a line cut off by a kill is none. */
  lines: string[]
  /** What it wrote to standard error. */
  complaint(): string
  /** Resolves when it has ended, however. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

export interface ChildOptions {
  /** A shell command that precedes it, such as `ulimit -f 8;`. */
  before?: string
  env?: Record<string, string>
}

export function startChild(file: string, args: string[], { before = '', env = {} }: ChildOptions = {}): Child {
  const path = join(import.meta.dirname, file)
  const child = spawn('sh', ['-c', `${before} exec "$@"`, 'sh', process.execPath, path, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  let rest = ''
  let complaint = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    complaint += text
  })
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>(resolve =>
    child.on('close', (code, signal) => resolve({ code, signal })),
  )
  return { process: child, lines, complaint: () => complaint, ended }
}

const lookMs = 5
const looksMax = 6_000

/** Waits until it has printed so many lines; a child that does not get there within 30 s fails the test. */
export async function printed(child: Child, lines: number): Promise<void> {
  for (let look = 0; look < looksMax; look += 1) {
    if (child.lines.length >= lines) return
    await wait(lookMs)
  }
  throw new Error(`It printed ${child.lines.length} of ${lines} lines. ${child.complaint()}`)
}
