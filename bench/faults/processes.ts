/** The same with processes that the kernel ends: kill -9 of workers, of the server, of both, in the middle of a campaign. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { workerEnvironment, workerFlags } from '../../api/campaigns/launcher.process.ts'
import { openDeps } from '../../api/compose.ts'
import { openWriter } from '../../api/compose-writer.ts'
import { readConfig } from '../../api/config.ts'
import { makeLog } from '../../api/log.ts'
import { makeWake, runWriter } from '../../api/writer/run.ts'
import { type SesDouble, startSesDouble } from '../../test/doubles/ses.ts'
import { startSqsDouble } from '../../test/doubles/sqs.ts'
import { furnished, people } from '../../test/worker/house.ts'
import { verdictOf } from '../../test/worker/verdict.ts'
import { freePort, type Program, start } from '../programs/program.ts'
import { Doubt, type Ledger } from './doubt.ts'
import type { Row } from './row.ts'
import { mailsOf, told } from './service.ts'

/** Mails a second: slow enough that there is something to kill, for as long as there are kills to come. */
const mailRate = 400
const lookMs = 10
const endMsMax = 1_800_000

type Within = ReturnType<typeof furnished> & Ledger

interface Installation {
  folder: string
  environment: Record<string, string>
  ses: SesDouble
  /** Opens the folder with a writer, for as long as `use` takes. */
  within<T>(use: (house: Within) => Promise<T>): Promise<T>
  /** What is sent and not lost, and how many stay uncertain once the events are in. */
  verdict(recipients: number): Promise<ReturnType<typeof verdictOf> & { afterEvents: number }>
}

async function installed(recipients: number, use: (installation: Installation) => Promise<Row>): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-faults-'))
  const ses = await startSesDouble({ account: { maxSendRate: mailRate } })
  const sqs = await startSqsDouble()
  const queue = sqs.queue('mail-events')
  const feedback = ses.feedbackTo(queue, { hold: true })
  const environment = {
    ...ses.env,
    STORE_URL: `file:${folder}`,
    MAIL_URL: 'ses:',
    SEED: 'empty',
    LOG_LEVEL: 'error',
    NODE_COMPILE_CACHE: join(folder, 'run', 'compiled'),
    ...workerEnvironment,
  }
  const within: Installation['within'] = async work => {
    const deps = await openDeps(readConfig(environment), makeLog('silent'))
    const [stop, wake] = [new AbortController(), makeWake()]
    const writing = runWriter({ ...deps, ...openWriter(deps), signal: stop.signal, wake })
    try {
      return await work({ ...furnished(deps), ...deps })
    } finally {
      stop.abort()
      await writing
      await deps.close()
    }
  }
  try {
    await within(async house => {
      await house.furnish(people(recipients))
      await house.campaign('c1')
      await house.act('c1', 'send')
    })
    const verdict: Installation['verdict'] = count =>
      within(async house => {
        const found = verdictOf(count, mailsOf(ses), await house.deliveries('c1'))
        feedback.flush()
        const deps = house as unknown as Parameters<typeof told>[0]
        return { ...found, afterEvents: await told(deps, sqs, queue) }
      })
    return await use({ folder, environment, ses, within, verdict })
  } finally {
    await Promise.all([ses.close(), sqs.close()])
    // What was killed a moment ago may still have something on its way to the disk.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}

/** Waits until the service has taken so many mails more, or nobody is left to send them. Answers whether somebody is. */
async function takes(ses: SesDouble, more: number, isOver: () => boolean | Promise<boolean>): Promise<boolean> {
  const enough = ses.mails.length + more
  const untilMs = performance.now() + endMsMax
  while (ses.mails.length < enough && performance.now() < untilMs) {
    if (await isOver()) return false
    await wait(lookMs)
  }
  return true
}

const hasEnded = ({ child }: Program): boolean => child.exitCode !== null || child.signalCode !== null

function kill(program: Program): Promise<unknown> {
  program.child.kill('SIGKILL')
  return program.ended
}

/** Workers, one or two at a time, killed again and again; the writer lives. */
export const killedWorkers = (recipients: number, kills: number, atOnce: 1 | 2): Promise<Row> =>
  installed(recipients, async ({ environment, ses, within, verdict }) => {
    const doubt = new Doubt()
    let killed = 0
    await within(async house => {
      const every = Math.floor(recipients / (kills + 1))
      const begin = async () => {
        const worker = start('worker/main.ts', ['c1'], environment, workerFlags)
        await begun(house, worker)
        return worker
      }
      while (killed < kills) {
        const workers = [await begin()]
        if (atOnce === 2) await doubt.takenOver(house, async () => void workers.push(await begin()))
        // Of two, one is overtaken by the other and ends by itself.
        const lives = await takes(ses, every + killed, () => workers.every(hasEnded))
        await Promise.all(workers.map(kill))
        if (!lives) break
        await doubt.died(house, atOnce)
        killed++
      }
      await start('worker/main.ts', ['c1'], environment, workerFlags).ended
    })
    const fault = atOnce === 1 ? 'kill -9 of the worker' : 'two workers at once, kill -9 of both'
    return { fault, struck: `${killed} kills`, uncertainMax: doubt.most, ...(await verdict(recipients)) }
  })

/** Until the worker has a run of its own, or has found nothing to do. */
async function begun(house: Within, { child }: Program): Promise<void> {
  const runOf = async () => (await house.get('campaigns', 'c1'))?.run
  const before = await runOf()
  while (child.exitCode === null && (await runOf()) === before) await wait(lookMs)
}

/** The server with its writer, alone or together with its worker. */
export const killedServers = (recipients: number, kills: number, withWorker: boolean): Promise<Row> =>
  installed(recipients, async ({ folder, environment, ses, within, verdict }) => {
    const serve = async () => start('api/local.ts', ['--no-admin'], { ...environment, PORT: String(await freePort()) })
    const every = Math.floor(recipients / (kills + 1))
    const doubt = new Doubt()
    // Only reads: the server of the folder has the writer.
    const { reader, close } = await openDeps(readConfig(environment), makeLog('silent'))
    const isDone = () =>
      reader.read({ collections: ['campaigns'] }, view => view.table('campaigns').get('c1')?.status === 'done')
    let killed = 0
    let server = await serve()
    try {
      // Whoever is in doubt gets no mail, so that the last kills may find nothing to disturb.
      while (killed < kills && (await takes(ses, every + killed, async () => hasEnded(server) || (await isDone())))) {
        const worker = withWorker ? await workerOf(folder) : undefined
        if (worker) process.kill(worker, 'SIGKILL')
        await kill(server)
        // A worker that lives says what became of its mails, to whichever server comes next.
        if (withWorker) await within(house => doubt.died(house, 1))
        killed++
        server = await serve()
      }
      await takes(ses, Number.POSITIVE_INFINITY, async () => hasEnded(server) || (await isDone()))
      if (!(await isDone())) throw new Error(`the campaign does not end: ${server.printed().slice(-500)}`)
    } finally {
      await server.stop()
      await close()
    }
    const fault = withWorker ? 'kill -9 of server and worker together' : 'kill -9 of the server'
    return { fault, struck: `${killed} kills`, uncertainMax: doubt.most, ...(await verdict(recipients)) }
  })

/** The worker has written its number there; between two workers there is none. */
async function workerOf(folder: string): Promise<number | undefined> {
  const written = await readFile(join(folder, 'run', 'worker-c1.pid'), 'utf8').catch(() => '')
  return Number(written) || undefined
}
