/** What a mail service can do to a sender, over SES's own protocol with the real client. */
import { SESv2Client } from '@aws-sdk/client-sesv2'
import { SQSClient } from '@aws-sdk/client-sqs'
import { runFeedback } from '../../api/campaigns/feedback.ts'
import { sesSender } from '../../api/mail/sender.ses.ts'
import type { Feedback } from '../../test/doubles/ses.events.ts'
import { type SesDouble, sesFaults, startSesDouble } from '../../test/doubles/ses.ts'
import type { SqsQueue } from '../../test/doubles/sqs.queue.ts'
import { type SqsDouble, startSqsDouble } from '../../test/doubles/sqs.ts'
import { type House, openHouse, people } from '../../test/worker/house.ts'
import { verdictOf } from '../../test/worker/verdict.ts'
import { whole } from '../table.ts'
import { decided } from './doubt.ts'
import type { Row } from './row.ts'

interface Trouble {
  fault: string
  prepare(ses: SesDouble, recipients: number): void
  /** How often a person had to say "go on", and what was mended before. */
  mend?(ses: SesDouble): void
  /** What it was that struck, of the double's own count. */
  counted?: string
  /** In doubt can be as many as answers were lost. */
  isDoubtful?: boolean
  flush?(feedback: Feedback): void
}

const hourMs = 3_600_000
const share = 0.02
const resumesMax = 20

const troubles: Trouble[] = [
  {
    fault: 'takes the mail and loses the answer (2 %)',
    prepare: ses => ses.faults.chance('SendEmail', { kind: 'resetAfter' }, share),
    counted: 'SendEmail resetAfter',
    isDoubtful: true,
  },
  {
    fault: 'cuts the connection before it takes the mail (2 %)',
    prepare: ses => ses.faults.chance('SendEmail', { kind: 'resetBefore' }, share),
    counted: 'SendEmail resetBefore',
    isDoubtful: true,
  },
  {
    fault: 'throttles 30 %',
    prepare: ses => ses.faults.chance('SendEmail', sesFaults.throttled, 0.3),
    counted: 'SendEmail refuse',
  },
  {
    fault: 'says that the quota of the day is used up',
    prepare: (ses, recipients) => {
      ses.account.max24Hour = Math.floor(recipients / 3)
    },
    mend: ses => {
      ses.account.max24Hour *= 2
    },
  },
  {
    fault: 'pauses the account',
    prepare: (ses, recipients) => ses.faults.next('SendEmail', sesFaults.paused, { after: Math.floor(recipients / 2) }),
    counted: 'SendEmail refuse',
  },
  { fault: 'refuses one address', prepare: ses => ses.reject('person7@example.org') },
  {
    fault: 'tells everything an hour late',
    prepare: ses => ses.faults.chance('SendEmail', { kind: 'resetAfter' }, share),
    counted: 'SendEmail resetAfter',
    isDoubtful: true,
    flush: feedback => {
      for (const { mail, event } of feedback.held) event.atMs = mail.acceptedAtMs + hourMs
      feedback.flush()
    },
  },
  {
    fault: 'tells everything twice and in any order',
    prepare: ses => ses.faults.chance('SendEmail', { kind: 'resetAfter' }, share),
    counted: 'SendEmail resetAfter',
    isDoubtful: true,
    flush: feedback => void feedback.flush({ times: 2, shuffle: 5 }),
  },
]

export async function* serviceFaults(recipients: number): AsyncGenerator<Row> {
  for (const trouble of troubles) yield await troubled(trouble, recipients)
}

async function troubled(trouble: Trouble, recipients: number): Promise<Row> {
  const [house, ses, sqs] = [await openHouse(), await startSesDouble(), await startSqsDouble()]
  const sender = sesSender({ client: new SESv2Client({ ...ses.client, maxAttempts: 1 }) })
  try {
    await house.furnish(people(recipients))
    await house.campaign('c1')
    await house.act('c1', 'send')
    trouble.prepare(ses, recipients)
    const queue = sqs.queue('mail-events')
    const feedback = ses.feedbackTo(queue, { hold: true })
    const resumed = await sendThrough(
      house,
      () => house.work('c1', sender),
      () => trouble.mend?.(ses),
    )
    const verdict = verdictOf(recipients, mailsOf(ses), await house.deliveries('c1'))
    const times = trouble.counted ? (ses.faults.struck[trouble.counted] ?? 0) : resumed || 1
    const events = trouble.flush ?? (all => void all.flush())
    events(feedback)
    // Where nobody is in doubt the events have nothing to tell.
    const afterEvents = verdict.uncertain > 0 ? await told(house, sqs, queue) : 0
    return {
      fault: `the service ${trouble.fault}`,
      struck: often(times),
      uncertainMax: trouble.isDoubtful ? times : 0,
      ...verdict,
      afterEvents,
    }
  } finally {
    await sender.close()
    await Promise.all([ses.close(), sqs.close(), house.close()])
  }
}

const often = (times: number): string => ['never', 'once', 'twice'][times] ?? `${whole(times)} times`

export const mailsOf = (ses: SesDouble): string[] => ses.mails.map(mail => mail.tags.deliveryId ?? '')

/** Whenever it stops by itself, a person looks, and says "go on". Answers how often. */
async function sendThrough(house: House, work: () => Promise<string>, mend: () => void): Promise<number> {
  for (let resumed = 0; resumed <= resumesMax; resumed++) {
    if ((await work()) === 'done') return resumed
    mend()
    await house.act('c1', 'resume')
  }
  throw new Error(`the campaign stopped ${resumesMax} times`)
}

const lookMs = 500
const feedbackMsMax = 1_200_000

/** Lets the service's events in, all of them. Answers how many are uncertain then. */
export async function told(
  { reader, submit, clock, deliveries }: Pick<House, 'reader' | 'submit' | 'clock' | 'deliveries'>,
  sqs: SqsDouble,
  queue: SqsQueue,
): Promise<number> {
  const ended = new AbortController()
  const log = { info() {}, warn() {}, error() {} }
  const client = new SQSClient(sqs.client)
  const feedback = runFeedback({ reader, submit, clock, log, client, queueUrl: queue.url, signal: ended.signal })
  const untilMs = clock.nowMs() + feedbackMsMax
  const left = () => Object.values(queue.counts()).reduce((sum, count) => sum + count, 0)
  while (left() > 0 && clock.nowMs() < untilMs) await clock.wait(lookMs)
  ended.abort()
  await feedback
  // What is taken off that queue is on the writer's, whose commands are decided in their order.
  await decided(submit)
  return (await deliveries('c1')).filter(each => each.state === 'uncertain').length
}
