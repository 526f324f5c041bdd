/**
 * The promise itself, with real processes on a real disk: workers are killed in the middle of their work, started again,
 * two at once, and in the end everybody has the letter once, or is listed as not sure.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { halfMin } from '../api/campaigns/reporting.ts'
import { openDeps } from '../api/compose.ts'
import { openWriter } from '../api/compose-writer.ts'
import { readConfig } from '../api/config.ts'
import { makeLog } from '../api/log.ts'
import { makeWake, runWriter } from '../api/writer/run.ts'
import { furnished, people } from '../test/worker/house.ts'

const recipients = 600
const killsMax = 5
const pairRate = 30
const endMsMax = 120_000
/** On a machine that is busy with other things a process takes its time to start. */
const patienceMs = 60_000
const testMsMax = 300_000
/** Two halves, doubled once on a machine that is busy with other things. */
const intendedMax = 4 * halfMin

const cleanUps: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

/** The server's part of an installation: the one writer, on a folder of its own. */
async function openServer(mailRate: number) {
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-kill-'))
  cleanUps.push(() => rm(folder, { recursive: true, force: true }))
  const environment = { STORE_URL: `file:${folder}`, SEED: 'empty', MAIL_RATE: String(mailRate), LOG_LEVEL: 'error' }
  const deps = await openDeps(readConfig(environment), makeLog('silent'))
  const stop = new AbortController()
  const wake = makeWake()
  const writing = runWriter({ ...deps, ...openWriter(deps), signal: stop.signal, wake })
  cleanUps.push(async () => {
    stop.abort()
    await writing
    await deps.close()
  })
  const children = new Set<ChildProcess>()
  cleanUps.push(async () => {
    for (const child of children) child.kill('SIGKILL')
  })

  return {
    deps,
    house: furnished(deps),
    outbox: async () => (await readdir(join(folder, 'outbox')).catch(() => [])).filter(name => name.endsWith('.eml')),
    start(campaignId: string, rate = mailRate) {
      const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), campaignId], {
        env: { ...process.env, ...environment, MAIL_RATE: String(rate) },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      })
      children.add(child)
      child.on('message', () => wake.now())
      const ended = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)))
      return { child, ended }
    },
  }
}

const recipientOf = (name: string): string => /_c1_(p\d+)_/.exec(name)?.[1] ?? name

test(
  'workers killed again and again, and two at once: nobody twice, nobody lost, the doubtful listed',
  async () => {
    const server = await openServer(150)
    const { house } = server
    await house.furnish(people(recipients))
    await house.campaign('c1')
    expect(await house.act('c1', 'send')).toMatchObject({ ok: true })

    const runOf = async () => (await house.get('campaigns', 'c1'))?.run
    let kills = 0
    let runs = 0
    while (kills < killsMax) {
      const before = (await server.outbox()).length
      // Two at once go slowly: the first must not be done before the second has started.
      const workers = kills === 2 ? [server.start('c1', pairRate), server.start('c1', pairRate)] : [server.start('c1')]
      runs += workers.length
      // In the middle of a half, somewhere else each time.
      await expect
        .poll(async () => (await server.outbox()).length, { timeout: patienceMs, interval: 5 })
        .toBeGreaterThan(before + 10 + 7 * kills)
      await expect.poll(runOf, { timeout: patienceMs, interval: 5 }).toBe(runs)
      for (const { child } of workers) child.kill('SIGKILL')
      await Promise.all(workers.map(({ ended }) => ended))
      kills++
    }
    const last = server.start('c1')
    expect(await Promise.race([last.ended, house.after(endMsMax)])).toBe(0)

    const handedOver = (await server.outbox()).map(recipientOf)
    const deliveries = await house.deliveries('c1')
    expect(new Set(handedOver).size, 'nobody twice').toBe(handedOver.length)
    expect(deliveries).toHaveLength(recipients)
    const inState = (state: string) => deliveries.filter(each => each.state === state)
    const has = new Set(handedOver)
    expect(
      inState('accepted').every(each => has.has(String(each.contactId))),
      'nobody lost',
    ).toBe(true)
    expect(inState('accepted').length + inState('uncertain').length).toBe(recipients)
    // Each killed worker leaves two halves behind at most; at this rate the halves stay small.
    expect(inState('uncertain').length).toBeLessThanOrEqual((killsMax + 1) * intendedMax)
    expect(await house.get('campaigns', 'c1')).toMatchObject({ status: 'done', run: runs + 1 })
  },
  testMsMax,
)

test(
  'a worker that is asked to end reports what it knows within ten seconds, and nothing is in doubt',
  async () => {
    const server = await openServer(100)
    const { house } = server
    await house.furnish(people(150))
    await house.campaign('c1')
    await house.act('c1', 'send')
    const first = server.start('c1')
    await expect
      .poll(async () => (await server.outbox()).length, { timeout: patienceMs, interval: 20 })
      .toBeGreaterThan(30)
    first.child.kill('SIGTERM')
    expect(await Promise.race([first.ended, house.after(10_000)])).toBe(0)
    const second = server.start('c1')
    expect(await Promise.race([second.ended, house.after(endMsMax)])).toBe(0)
    const deliveries = await house.deliveries('c1')
    expect(deliveries.map(each => each.state)).toEqual(Array.from({ length: 150 }, () => 'accepted'))
    expect(await server.outbox()).toHaveLength(150)
  },
  testMsMax,
)
