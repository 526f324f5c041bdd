/**
 * Counts what an installation on AWS asks of S3, SQS and SES, by operation: the product's own adapters and the real SDK
 * against doubles that count every request. As on AWS, whoever asks, whoever writes, another reader and the worker each have
 * a copy of the store of their own. `node bench/programs/requests.ts <folder> <recipients> <writes>` prints JSON.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Json } from '@dormouse/model'
import { runFeedback } from '../../api/campaigns/feedback.ts'
import { openDeps } from '../../api/compose.ts'
import { openWriter } from '../../api/compose-writer.ts'
import { readConfig } from '../../api/config.ts'
import { makeLog } from '../../api/log.ts'
import { runWriter } from '../../api/writer/run.ts'
import { startS3Double } from '../../test/doubles/s3.ts'
import { startSesDouble } from '../../test/doubles/ses.ts'
import { startSqsDouble } from '../../test/doubles/sqs.ts'
import { furnished } from '../../test/worker/house.ts'
import { people } from '../people.ts'

/** Requests of one thing that was done `times` times. */
export interface Counted {
  what: string
  times: number
  /** Swaps of the root among the PUTs: one a commit. */
  commits: number
  /** `s3 PutObject` → how many. */
  requests: Record<string, number>
}

const [folder = '', recipientsText = '1000', writesText = '300'] = process.argv.slice(2)
const recipients = Number(recipientsText)
const writes = Number(writesText)
const endMsMax = 3_600_000

const [s3, sqs, ses] = [
  await startS3Double(),
  await startSqsDouble(),
  await startSesDouble({ account: { maxSendRate: 100_000 } }),
]
const commands = sqs.queue('commands.fifo', { visibilitySeconds: 180 })
const events = sqs.queue('mail-events')
const environment = {
  ...s3.env,
  ...sqs.env,
  ...ses.env,
  STORE_URL: 's3://store',
  EXCHANGE_URL: 's3://exchange',
  DOCUMENTS_URL: 's3://documents',
  SECRETS_URL: `file:${join(folder, 'secrets')}`,
  QUEUE_URL: commands.url,
  MAIL_URL: 'ses:',
  SEED: 'empty',
  LOG_LEVEL: 'error',
}
Object.assign(process.env, environment)

const config = readConfig(environment)
const open = () => openDeps(config, makeLog('silent'))
const [api, writer, reader] = [await open(), await open(), await open()]
const stop = new AbortController()
const { committer, planner } = openWriter(writer)
const running: Promise<unknown>[] = [runWriter({ ...writer, committer, planner, signal: stop.signal })]
const house = furnished(api)

const counts = (): Record<string, number> => ({
  ...named('s3', s3.counts),
  ...named('sqs', sqs.counts),
  ...named('ses', ses.counts),
})
const named = (service: string, of: Record<string, number>) =>
  Object.fromEntries(Object.entries(of).map(([name, count]) => [`${service} ${name}`, count]))

const found: Counted[] = []
async function counted(what: string, times: number, work: () => Promise<unknown>): Promise<void> {
  // Folds and merges belong to what made them due, not to what happens to come next.
  await committer.idle()
  await writer.reader.refresh()
  const [before, sequence] = [counts(), writer.reader.root.sequence]
  await work()
  await committer.idle()
  const after = counts()
  const requests = Object.fromEntries(
    Object.entries(after)
      .map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  )
  found.push({ what, times, commits: writer.reader.root.sequence - sequence, requests })
}

const look = () => reader.reader.read({ collections: ['contacts'] }, view => view.table('contacts').size)
const update = (at: number) =>
  house.must('update', { resource: 'contacts', id: idOf(at % recipients), patch: { company: `Firm ${at}` } })
const idOf = (nth: number) => `p-${String(nth).padStart(7, '0')}`

async function furnish(): Promise<void> {
  await house.furnish([])
  const rows = [...people(recipients)].map(({ id, ...values }) => ({
    id,
    values: values as unknown as Record<string, Json>,
  }))
  await counted('people brought in, 500 a command', recipients, () => house.write('contacts', rows))
}

async function readings(): Promise<void> {
  await counted('first look of an instance that has nothing loaded', 1, look)
  const before = reader.reader.root.sequence
  await counted('reading, nothing new', 100, async () => {
    for (let each = 0; each < 100; each++) await look()
  })
  // Whoever writes asks too, so the reader's own requests are counted while nobody else moves.
  const own: Counted[] = []
  for (let each = 0; each < 20; each++) {
    await update(each)
    await counted('reading after a change', 1, look)
    own.push(found.pop() as Counted)
  }
  if (reader.reader.root.sequence === before) throw new Error('The reader has seen no change.')
  found.push(sum(own))
}

function sum(all: readonly Counted[]): Counted {
  const requests: Record<string, number> = {}
  for (const each of all)
    for (const [name, count] of Object.entries(each.requests)) requests[name] = (requests[name] ?? 0) + count
  return {
    what: all[0]?.what ?? '',
    times: all.length,
    commits: all.reduce((total, { commits }) => total + commits, 0),
    requests,
  }
}

const spareWrites = 80
/** Typical of a function beside its bucket; whoever waits for an outcome looks at the root oftener when it takes longer. */
const latenciesMs = { GetObject: 20, PutObject: 40 }

async function writings(): Promise<void> {
  for (let each = 0; each < spareWrites; each++) await update(each)
  for (const [operation, ms] of Object.entries(latenciesMs)) s3.faults.chance(operation, { kind: 'slow', ms }, 1)
  await counted('single writes, one after another', writes, async () => {
    for (let each = 0; each < writes; each++) await update(1_000 + each)
  })
  await counted('single writes, 10 at once', writes, async () => {
    for (let first = 0; first < writes; first += 10)
      await Promise.all(Array.from({ length: 10 }, (_, lane) => update(50_000 + first + lane)))
  })
  s3.faults.clear()
}

async function campaign(): Promise<void> {
  const feedback = new AbortController()
  ses.feedbackTo(events)
  const taking = runFeedback({ ...api, queueUrl: events.url, signal: feedback.signal })
  await house.campaign('c1')
  await counted('campaign: freeze, intents, outcomes, folds, feedback', recipients, async () => {
    const sent = await house.act('c1', 'send')
    if (!sent.ok) throw new Error(`not sent: ${JSON.stringify(sent)}`)
    const worker = spawn(process.execPath, [join(import.meta.dirname, '../../worker/main.ts'), 'c1'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    if ((await exitOf(worker)) !== 0) throw new Error('The worker failed.')
    await arrived()
  })
  feedback.abort()
  await taking
}

const exitOf = (child: ChildProcess) => new Promise<number | null>(resolve => child.once('exit', resolve))

async function arrived(): Promise<void> {
  const endMs = performance.now() + endMsMax
  while (performance.now() < endMs) {
    ses.mails.length = 0
    // The writer's own copy: looking into it asks S3 for nothing.
    const delivered = await writer.reader.pinned(
      { partitions: [['deliveries', 'c1']] },
      view => view.partition('deliveries', 'c1').lookup('state', 'delivered').length,
    )
    if (delivered === recipients) return
    await wait(250)
  }
  throw new Error('The feedback did not come through.')
}

await furnish()
await readings()
await writings()
await campaign()
await counted('a minute of nothing, per minute', 1, () => wait(5_000))
stop.abort()
await Promise.all(running)
for (const deps of [api, writer, reader]) await deps.close()
for (const double of [s3, sqs, ses]) await double.close()
process.stdout.write(`${JSON.stringify(found)}\n`)
process.exit(0)
