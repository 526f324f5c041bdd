/**
 * An installation whose every adapter is AWS's: store, exchange and documents on S3, commands on SQS, mail by SES, what SES
 * reports from a queue. The real SDKs speak to doubles on this machine; the program is the one that `npm start` runs.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startS3Double } from '../doubles/s3.ts'
import { type FeedbackOptions, startSesDouble } from '../doubles/ses.ts'
import { startSqsDouble } from '../doubles/sqs.ts'
import { type Child, startChild } from '../processes/child.ts'

const everyMs = 100
const patienceMs = 60_000

export interface Answered {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: each endpoint's own shape, read by tests that know it.
  body: any
}

export async function startInstallation(feedback: FeedbackOptions = {}) {
  const [s3, sqs, ses] = [await startS3Double(), await startSqsDouble(), await startSesDouble()]
  const commands = sqs.queue('commands.fifo', {
    // What a killed writer held comes back after this; 180 s in a deployed queue.
    visibilitySeconds: 5,
    receivesMax: 1_000,
    deadLetters: sqs.queue('dead.fifo'),
  })
  const events = sqs.queue('mail-events')
  ses.feedbackTo(events, feedback)
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-cloud-'))
  const port = 20_000 + (process.pid % 20_000)
  const address = `http://127.0.0.1:${port}`
  const env = {
    ...s3.env,
    ...sqs.env,
    ...ses.env,
    PORT: String(port),
    STORE_URL: 's3://dormouse-store/store',
    EXCHANGE_URL: 's3://dormouse-exchange/exchange',
    DOCUMENTS_URL: 's3://dormouse-documents/documents',
    SECRETS_URL: `file:${folder}`,
    QUEUE_URL: commands.url,
    FEEDBACK_URL: events.url,
    MAIL_URL: 'ses:',
    SEED: 'empty',
  }
  let program: Child | undefined
  let token = ''

  async function call(method: string, path: string, body?: unknown): Promise<Answered> {
    const isText = typeof body === 'string'
    const response = await fetch(`${address}${path}`, {
      method,
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'Content-Type': isText ? 'text/csv' : 'application/json' }),
      },
      ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text }
  }

  /** Asks until the answer is as wished; what it was last stands in the complaint. */
  async function until(path: string, isWished: (body: Answered['body']) => boolean): Promise<Answered['body']> {
    let last: Answered | undefined
    for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += everyMs) {
      last = await call('GET', path).catch(() => undefined)
      if (last && last.status < 300 && isWished(last.body)) return last.body
      await wait(everyMs)
    }
    throw new Error(
      `${path} never came to what was wished: ${JSON.stringify(last)?.slice(0, 800)} ${program?.complaint()}`,
    )
  }

  async function start() {
    program = startChild('../../api/local.ts', ['--no-admin'], { env })
    await until('/api/health', body => body.status === 'ok')
  }

  return {
    s3,
    sqs,
    ses,
    commands,
    events,
    call,
    until,
    start,
    async setUp() {
      const made = await call('POST', '/api/auth/setup', {
        organisation: 'Friends of the Wood',
        name: 'Anna',
        email: 'anna@charity.example',
        password: 'a-long-pass-phrase',
      })
      token = made.body.token
      return made
    },
    /** kill -9, as a machine does that loses its power. */
    async kill() {
      program?.process.kill('SIGKILL')
      await program?.ended
    },
    async close() {
      program?.process.kill('SIGTERM')
      const ended = await program?.ended
      for (const double of [s3, sqs, ses]) await double.close()
      await rm(folder, { recursive: true, force: true })
      return ended
    },
  }
}

export type Installation = Awaited<ReturnType<typeof startInstallation>>
