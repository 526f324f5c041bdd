/**
 * Large imports run beside the requests, as processes of their own: reading and checking a hundred thousand lines would
 * hold everybody else up. Batches are commands whose ids come from the import, so a process that ended early, or was
 * started twice, is simply run again.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Reader } from '../store/view.ts'

export type ImportTask = 'apply' | 'undo'

export interface ImportLauncher {
  /** Begins it and does not wait for its end; the import's record tells how far it is. */
  launchImport(importId: string, task: ImportTask): Promise<void>
}

export interface ImportProcesses extends ImportLauncher {
  /** Takes up what was under way when the server ended. */
  resume(): Promise<void>
  /** Ends what runs; it is taken up at the next start. */
  close(): void
}

interface ProcessDeps {
  reader: Reader
  clock: Clock
  log: Log
  environment: NodeJS.ProcessEnv
  /** Tells the writer's loop that there is something on the queue. */
  wake(): void
}

const program = fileURLToPath(new URL('../../worker/import.ts', import.meta.url))
const startsMax = 5
const pauseMs = 2_000

export function importProcesses({ reader, clock, log, environment, wake }: ProcessDeps): ImportProcesses {
  const closing = new AbortController()

  async function run(importId: string, task: ImportTask): Promise<void> {
    for (let start = 1; start <= startsMax && !closing.signal.aborted; start++) {
      const code = await ended(importId, task)
      if (code === 0 || closing.signal.aborted) return
      log.warn({ importId, task, code, start }, 'an import ended early')
      await clock.wait(pauseMs, closing.signal)
    }
  }

  function ended(importId: string, task: ImportTask): Promise<number | null> {
    const child = spawn(process.execPath, [program, importId, task], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: environment,
      signal: closing.signal,
    })
    child.on('message', wake)
    return new Promise(resolve => {
      child.once('exit', resolve)
      child.once('error', error => {
        if (!closing.signal.aborted) log.error({ importId, error: String(error) }, 'an import could not be started')
        resolve(null)
      })
    })
  }

  return {
    async launchImport(importId, task) {
      void run(importId, task)
    },
    async resume() {
      const open = await reader.read({ collections: ['imports'] }, view =>
        [...view.table('imports').values()].map(({ id, status }) => ({ id, status })),
      )
      for (const { id, status } of open) {
        if (status === 'applying') void run(id, 'apply')
        if (status === 'undoing') void run(id, 'undo')
      }
    },
    close: () => closing.abort(),
  }
}
