/**
 * The three doubles as a process of their own, for trying the AWS adapters by hand or from another process:
 *
 *   node test/doubles/main.ts          prints the variables with which `npm start` runs against them, then serves
 *   node test/doubles/main.ts --json   the same as one line of JSON
 *
 * Stops at SIGTERM and SIGINT, and when its standard input closes.
 */
import { startS3Double } from './s3.ts'
import { startSesDouble } from './ses.ts'
import { startSqsDouble } from './sqs.ts'

const s3 = await startS3Double()
const sqs = await startSqsDouble()
const ses = await startSesDouble()
const commands = sqs.queue('commands.fifo', {
  visibilitySeconds: 180,
  receivesMax: 1_000,
  deadLetters: sqs.queue('dead.fifo'),
})
const events = sqs.queue('mail-events')
ses.feedbackTo(events)

const env = {
  ...s3.env,
  ...sqs.env,
  ...ses.env,
  STORE_URL: 's3://dormouse-store',
  EXCHANGE_URL: 's3://dormouse-exchange',
  DOCUMENTS_URL: 's3://dormouse-documents',
  QUEUE_URL: commands.url,
  FEEDBACK_URL: events.url,
  MAIL_URL: 'ses:',
}
const lines = Object.entries(env).map(([name, value]) => `export ${name}=${value}`)
process.stdout.write(`${process.argv.includes('--json') ? JSON.stringify(env) : lines.join('\n')}\n`)

const stop = async () => {
  for (const double of [s3, sqs, ses]) await double.close()
  process.exit(0)
}
process.on('SIGTERM', stop).on('SIGINT', stop)
process.stdin.on('end', stop).resume()
