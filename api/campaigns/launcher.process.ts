/**
 * Workers as child processes of the server (`LAUNCH_URL=process:`).
 *
 * 1. Whatever is in the store decides: every campaign that is preparing or sending, or was stopped with people still
 *    waiting, has a worker, whoever asked for it and whenever the server was started.
 * 2. A worker that ends early is started again, each time a little later; one that ends early ten times in a row is a
 *    matter for a person.
 * 3. Two workers at one campaign harm nobody (the writer's run number sees to that), so nothing here has to be certain.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Clock } from '../clock.ts'
import type { Launcher, Submit } from '../deps.ts'
import type { Log } from '../log.ts'
import type { Reader } from '../store/view.ts'
import { countsByCampaign } from './counts.ts'
import { unfinished } from './states.ts'

export interface ProcessLauncherDeps {
  reader: Reader
  submit: Submit
  /** Tells the writer's loop that a worker has put something on the queue. */
  wake(): void
  clock: Clock
  log: Log
  /** The worker's program; tests name another. */
  program?: string
  environment: NodeJS.ProcessEnv
}

export interface ProcessLauncher extends Launcher {
  /** Starts what the store says should be running, now and whenever that changes. */
  start(): Promise<void>
  /** SIGTERM to all workers; resolves when they are gone, after ten seconds at most. */
  close(): Promise<void>
}

const backOffMs = [500, 1_000, 2_000, 5_000, 10_000, 30_000] as const
const failuresMax = 10
/** A worker that lived this long has not failed at once. */
const healthyMs = 60_000
const stopMsMax = 10_000
/** Changes are told by the reader; this is for the ones that were missed. */
const lookMs = 10_000

/** Short-lived mails fill any nursery: half of Node's is emptied often enough to stay small, and seldom enough to be cheap. */
export const workerFlags = ['--max-semi-space-size=8']
/** glibc keeps what was freed apart for each thread: with many of them a process grows to twice what it holds. */
export const workerEnvironment = { MALLOC_ARENA_MAX: '2' }

interface Worker {
  child: ChildProcess
  startedAtMs: number
}

export function processLauncher(deps: ProcessLauncherDeps): ProcessLauncher {
  const { reader, clock, log } = deps
  const program = deps.program ?? fileURLToPath(new URL('../../worker/main.ts', import.meta.url))
  const workers = new Map<string, Worker>()
  const failures = new Map<string, number>()
  const notBeforeMs = new Map<string, number>()
  const closing = new AbortController()
  let looking: Promise<void> | undefined
  let lookAgain = false

  function launch(campaignId: string): void {
    if (closing.signal.aborted || workers.has(campaignId)) return
    if ((notBeforeMs.get(campaignId) ?? 0) > clock.nowMs()) return
    const child = spawn(process.execPath, [...workerFlags, program, campaignId], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...workerEnvironment, ...deps.environment },
    })
    workers.set(campaignId, { child, startedAtMs: clock.nowMs() })
    child.on('message', () => deps.wake())
    child.once('error', error => log.error({ campaignId, error: String(error) }, 'the worker could not be started'))
    child.once('exit', code => ended(campaignId, code))
  }

  function ended(campaignId: string, code: number | null): void {
    const livedMs = clock.nowMs() - (workers.get(campaignId)?.startedAtMs ?? 0)
    workers.delete(campaignId)
    if (closing.signal.aborted) return
    const failed = code === 0 || livedMs > healthyMs ? 0 : (failures.get(campaignId) ?? 0) + 1
    failures.set(campaignId, failed)
    notBeforeMs.set(campaignId, clock.nowMs() + (failed === 0 ? 0 : backOff(failed)))
    if (failed >= failuresMax) void giveUp(campaignId)
    // Looked at in any case: a worker that ended well may have left something that came in meanwhile.
    void clock.wait(failed === 0 ? backOffMs[0] : backOff(failed), closing.signal).then(look)
  }

  async function giveUp(campaignId: string): Promise<void> {
    failures.delete(campaignId)
    const run = await reader.read({ collections: ['campaigns'] }, view => view.table('campaigns').get(campaignId)?.run)
    const reason = 'The sending program ended early ten times. The log of the server says why.'
    await deps.submit(
      {
        type: 'campaign.stop',
        actor: { id: 'launcher', role: 'system' },
        input: { campaignId, run: run ?? 0, reason },
      },
      { waitMs: 0 },
    )
  }

  /** One look at a time; what changes meanwhile is looked at once more. */
  async function look(): Promise<void> {
    if (closing.signal.aborted) return
    if (looking) {
      lookAgain = true
      return looking
    }
    looking = (async () => {
      do {
        lookAgain = false
        for (const campaignId of await wanting(reader)) launch(campaignId)
      } while (lookAgain && !closing.signal.aborted)
    })()
      .catch(error => log.warn({ error: String(error) }, 'the campaigns could not be looked at'))
      .finally(() => {
        looking = undefined
      })
    return looking
  }

  return {
    async launch(campaignId) {
      launch(campaignId)
    },

    async start() {
      const unsubscribe = reader.subscribe(entries => {
        for (const { child } of workers.values()) if (child.connected) child.send({ root: true }, () => undefined)
        if (entries.length === 0 || entries.some(touchesCampaigns)) void look()
      })
      closing.signal.addEventListener('abort', unsubscribe, { once: true })
      await look()
      void (async () => {
        while (!closing.signal.aborted) {
          await clock.wait(lookMs, closing.signal)
          await look()
        }
      })()
    },

    async close() {
      closing.abort()
      const all = [...workers.values()]
      const gone = all.map(({ child }) => new Promise<void>(resolve => child.once('exit', () => resolve())))
      for (const { child } of all) child.kill('SIGTERM')
      const late = new AbortController()
      await Promise.race([Promise.all(gone), clock.wait(stopMsMax, late.signal)])
      late.abort()
      for (const { child } of all) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    },
  }
}

const backOff = (failed: number): number => backOffMs[Math.min(failed, backOffMs.length) - 1] ?? 0

function touchesCampaigns({ operations }: { operations: { on: string }[] | { collections: string[] } }): boolean {
  if (Array.isArray(operations)) return operations.some(each => each.on === 'campaigns')
  return operations.collections.includes('campaigns')
}

/** Campaigns that need a worker. */
function wanting(reader: Reader): Promise<string[]> {
  return reader.read({ collections: ['campaigns', 'deliveries'] }, view => {
    const campaigns = view.table('campaigns')
    const ids = (['preparing', 'sending'] as const).flatMap(status =>
      campaigns.lookup('status', status).map(each => each.id),
    )
    const cancelled = campaigns.lookup('status', 'cancelled')
    if (cancelled.length === 0) return ids
    const counts = countsByCampaign(view)
    const left = cancelled.filter(({ id }) => unfinished.some(state => (counts.get(id)?.[state] ?? 0) > 0))
    return [...ids, ...left.map(each => each.id)]
  })
}
