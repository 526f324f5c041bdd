/**
 * One run of one campaign.
 *
 *     begin ─► prepare waves ─► render everybody ─► intend / send / report, in two halves ─► finish
 *                    ▲                                            │
 *                    └────────── a late wave, people whose address changed, tries that are due again
 *
 * 1. Nobody is written to whose intent was not granted in a commit before.
 * 2. While one half is handed over, the other's outcomes and the next one's intents are committed: never more than two
 *    halves are intended at a time.
 * 3. A mail that may have left is reported as uncertain and never sent again from here.
 * 4. Whatever ends the run, everything that is known is reported before it ends; what is not, the next run calls uncertain.
 */
import type { Json } from '@dormouse/model'
import type { Letters } from '../api/campaigns/letters.ts'
import type { BeginInput, BeginResult } from '../api/campaigns/reporting.ts'
import type { Clock } from '../api/clock.ts'
import type { Ids } from '../api/ids.ts'
import type { Log } from '../api/log.ts'
import type { Sender } from '../api/mail/sender.ts'
import type { ObjectStore } from '../api/store/objects.ts'
import type { Reader } from '../api/store/view.ts'
import { type Halt, watchCampaign } from './halt.ts'
import type { Ledger } from './ledger.ts'
import { pace } from './pace.ts'
import { preflight } from './preflight.ts'
import { preparable, prepareWave } from './prepare.ts'
import { type SendingEnd, sendAll } from './sending.ts'
import { readWaiting, waitForWork } from './waiting.ts'

export interface RunDeps {
  /** Keeps what it has read and is told of every change: people, settings, the letter. */
  reader: Reader
  /** Reads the newest state once and lets go of it. */
  glance: Reader['read']
  ledger: Ledger
  exchange: ObjectStore
  sender: Sender
  /** Whether the mail service's events reach us. */
  feedback: boolean
  letters: Letters
  addressHash(address: string): string
  /** Mails a second at most, by the environment; undefined: as the service and the settings say. */
  mailRate: number | undefined
  clock: Clock
  ids: Ids
  log: Log
  halt: Halt
  /** Gives memory back where there is much to give; `wholly` after something large was let go of. */
  relieve(wholly?: boolean): void
}

export type RunEnd = 'done' | 'nothing to do' | 'stopped' | 'left'

export interface Run {
  campaignId: string
  number: number
  /** A command id that only this run makes. */
  commandId(): string
}

export async function runCampaign(campaignId: string, deps: RunDeps): Promise<RunEnd> {
  const { ledger, feedback, clock, ids, halt, log } = deps
  const input = { campaignId, feedback } satisfies BeginInput
  const began = await ledger.send(ids.uuid(clock.nowMs()), 'campaign.begin', input, { signal: halt.signal })
  if (!began) return 'left'
  if (!began.ok) {
    log.info({ campaignId, why: began.problem.message }, 'nothing to send')
    return 'nothing to do'
  }
  const { run: number, status, uncertain } = began.result as unknown as BeginResult
  log.info({ campaignId, run: number, uncertain }, 'a run begins')
  let commands = 0
  const run: Run = { campaignId, number, commandId: () => `${campaignId}-r${number}-${++commands}` }
  if (status === 'cancelled') return sweep(run, deps)
  const watching = watchCampaign(campaignId, number, halt, deps)
  try {
    return await work(run, deps)
  } finally {
    halt.now('leaving')
    await watching
  }
}

async function work(run: Run, deps: RunDeps): Promise<RunEnd> {
  const { campaignId, number } = run
  const { reader, ledger, halt, clock } = deps
  const speed = pace(await rate(run, deps), clock)
  for (let refusals = 0; refusals < refusalsMax; ) {
    if (halt.signal.aborted) return afterHalt(run, deps)
    const waves = await reader.read({ collections: ['campaigns'] }, view =>
      preparable(view.table('campaigns').get(campaignId)),
    )
    for (const wave of waves) if (!(await prepareWave(run, wave, deps))) return afterHalt(run, deps)
    if (waves.length > 0) deps.relieve(true)
    const { now: waiting, dueInMs } = await readWaiting(run, deps)
    if (waiting.length > 0) deps.relieve(true)
    const flaw = await preflight(run, waiting, deps)
    if (flaw) return stop(run, deps, flaw)
    const end: SendingEnd = await sendAll(run, waiting, speed, deps)
    if (end.kind === 'stopped') return stop(run, deps, end.reason)
    if (end.kind === 'halted') return afterHalt(run, deps)
    if (waiting.length > 0 || dueInMs !== undefined) {
      // Some may be waiting again: their address has changed, or they had a passing trouble.
      if (waiting.length === 0 && dueInMs !== undefined) await waitForWork(run, dueInMs, deps)
      continue
    }
    const finished = await ledger.send(
      run.commandId(),
      'campaign.finish',
      { campaignId, run: number },
      { signal: halt.signal },
    )
    if (finished?.ok) return 'done'
    if (finished?.problem.kind === 'conflict') return 'stopped'
    // Somebody came in between: a late wave, a released mail, another state. Look again, without haste.
    refusals += 1
    await clock.wait(lookAgainMs, halt.signal)
  }
  // Whatever it is that does not end, a new run calls it uncertain.
  return 'left'
}

const lookAgainMs = 200
const refusalsMax = 100

/** As fast as the slowest of service, environment and settings allows. */
async function rate({ campaignId, number }: Run, deps: RunDeps): Promise<number | undefined> {
  const { reader, sender, mailRate, log } = deps
  const settings = await reader.read(
    { collections: ['settings'] },
    view => view.table('settings').get('settings')?.mailRate,
  )
  const quota = await sender.quota().catch(error => {
    log.warn({ campaignId, run: number, error: String(error) }, 'the mail service does not say how fast it takes mails')
    // What a new account may do.
    return { ratePerSecond: 1 }
  })
  const limits = [quota.ratePerSecond, mailRate, typeof settings === 'number' ? settings : undefined]
  const known = limits.filter(limit => limit !== undefined)
  return known.length > 0 ? Math.min(...known) : undefined
}

/** Ends by itself with a sentence for a person. */
async function stop(run: Run, { ledger, log, halt }: RunDeps, reason: string): Promise<RunEnd> {
  log.warn({ campaignId: run.campaignId, run: run.number, reason }, 'the campaign stops')
  const input = { campaignId: run.campaignId, run: run.number, reason }
  await ledger.tell(run.commandId(), 'campaign.stop', input, halt.signal)
  return 'stopped'
}

async function afterHalt(run: Run, deps: RunDeps): Promise<RunEnd> {
  if (deps.halt.reason !== 'paused') return deps.halt.reason === 'overtaken' ? 'stopped' : 'left'
  const status = await deps.reader.read(
    { collections: ['campaigns'] },
    view => view.table('campaigns').get(run.campaignId)?.status,
  )
  return status === 'cancelled' ? sweep(run, deps) : 'stopped'
}

/** A campaign stopped for good: whoever still waits is taken off, in pieces. */
async function sweep(run: Run, { ledger, log }: RunDeps): Promise<RunEnd> {
  for (let pieces = 0; pieces < sweepsMax; pieces++) {
    const swept = await ledger.send(run.commandId(), 'campaign.sweep', { campaignId: run.campaignId })
    if (!swept?.ok || (swept.result as { left?: Json })?.left === 0) break
  }
  log.info({ campaignId: run.campaignId }, 'the rest was taken off')
  return 'stopped'
}

const sweepsMax = 1_000
