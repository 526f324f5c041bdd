/** Campaigns through SES's protocol, with everything it can do to a sender. Nobody twice, nobody lost, doubts settled. */
import { SESv2Client } from '@aws-sdk/client-sesv2'
import { SQSClient } from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runFeedback } from '../api/campaigns/feedback.ts'
import { sesSender } from '../api/mail/sender.ses.ts'
import type { Sender } from '../api/mail/sender.ts'
import { type SesDouble, type SesEvent, sesFaults, startSesDouble } from '../test/doubles/ses.ts'
import { startSqsDouble } from '../test/doubles/sqs.ts'
import { type House, openHouse, people } from '../test/worker/house.ts'

let house: House
let ses: SesDouble
let sender: Sender
beforeEach(async () => {
  house = await openHouse()
  ses = await startSesDouble()
  sender = sesSender({ client: new SESv2Client({ ...ses.client, maxAttempts: 1 }) })
})
afterEach(async () => {
  await sender.close()
  await ses.close()
  await house.close()
})

const addressesOf = () => ses.mails.map(mail => mail.to[0] ?? '')

async function states(id = 'c1'): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { state } of await house.deliveries(id)) counts[String(state)] = (counts[String(state)] ?? 0) + 1
  return counts
}

async function begun(count: number): Promise<void> {
  await house.furnish(people(count))
  await house.campaign('c1')
  expect(await house.act('c1', 'send')).toMatchObject({ ok: true })
}

test('lost answers and broken connections: nobody is written to twice, and who is in doubt is listed', async () => {
  await begun(300)
  ses.faults.chance('SendEmail', { kind: 'resetAfter' }, 0.05)
  ses.faults.chance('SendEmail', { kind: 'resetBefore' }, 0.05)
  expect(await house.work('c1', sender)).toBe('done')
  const addresses = addressesOf()
  expect(new Set(addresses).size).toBe(addresses.length)
  const counts = await states()
  expect((counts.accepted ?? 0) + (counts.uncertain ?? 0)).toBe(300)
  expect(counts.uncertain).toBe(
    (ses.faults.struck['SendEmail resetAfter'] ?? 0) + (ses.faults.struck['SendEmail resetBefore'] ?? 0),
  )
  expect(ses.mails.every(mail => /^c1_p\d+$/.test(mail.tags.deliveryId ?? '') && mail.tags.attempt === '1')).toBe(true)
})

test('thirty per cent throttled: everybody gets it, nobody fails', async () => {
  await begun(200)
  ses.account.maxSendRate = 400
  ses.faults.chance('SendEmail', sesFaults.throttled, 0.3)
  expect(await house.work('c1', sender)).toBe('done')
  expect(await states()).toEqual({ accepted: 200 })
  expect(new Set(addressesOf()).size).toBe(200)
  expect(ses.mails).toHaveLength(200)
})

test('the account’s rate is kept', async () => {
  await begun(60)
  ses.account.maxSendRate = 30
  ses.account.enforceRate = true
  const beganMs = performance.now()
  expect(await house.work('c1', sender)).toBe('done')
  expect(performance.now() - beganMs).toBeGreaterThan(1_000)
  expect(ses.counts.SendEmail).toBeLessThan(75)
  expect(ses.mails).toHaveLength(60)
})

test('the quota of the day: stops with a sentence, goes on later, nobody twice', async () => {
  await begun(120)
  ses.account.max24Hour = 50
  expect(await house.work('c1', sender)).toBe('stopped')
  expect(ses.mails).toHaveLength(50)
  expect(await house.get('campaigns', 'c1')).toMatchObject({
    status: 'needs_attention',
    reason: expect.stringContaining('quota'),
  })
  expect(await states()).toEqual({ accepted: 50, queued: 70 })
  ses.account.max24Hour = -1
  await house.act('c1', 'resume')
  expect(await house.work('c1', sender)).toBe('done')
  expect(new Set(addressesOf()).size).toBe(120)
  expect(ses.mails).toHaveLength(120)
})

test('an account that is paused stops the campaign, one bad address fails that person alone', async () => {
  await begun(80)
  ses.reject('person9@example.org')
  ses.faults.next('SendEmail', sesFaults.paused, { after: 40 })
  expect(await house.work('c1', sender)).toBe('stopped')
  expect(await house.get('campaigns', 'c1')).toMatchObject({
    status: 'needs_attention',
    reason: 'Amazon has paused sending for this account.',
  })
  await house.act('c1', 'resume')
  expect(await house.work('c1', sender)).toBe('done')
  expect(await states()).toEqual({ accepted: 79, failed_permanent: 1 })
  expect(new Set(addressesOf()).size).toBe(79)
  expect(ses.mails).toHaveLength(79)
})

const fates: Record<string, SesEvent[]> = {
  p2: [{ type: 'Send' }, { type: 'DeliveryDelay' }, { type: 'Delivery' }],
  p3: [{ type: 'Send' }, { type: 'Bounce', bounceType: 'Permanent', diagnosticCode: 'smtp; 550 unknown' }],
  p4: [{ type: 'Send' }, { type: 'Bounce', bounceType: 'Transient' }],
  p5: [{ type: 'Send' }, { type: 'Delivery' }, { type: 'Complaint' }],
  p6: [{ type: 'Reject' }],
  p7: [{ type: 'Bounce', bounceType: 'Permanent', shape: 'notification' }],
}

test.each([1, 2, 3])(
  'events late, twice and in any order (%i) settle every delivery, doubtful ones too',
  async shuffle => {
    const sqs = await startSqsDouble()
    const queue = sqs.queue('mail-events')
    const ended = new AbortController()
    const client = new SQSClient(sqs.client)
    const { reader, submit, clock } = house
    const log = { info() {}, warn() {}, error() {} }
    const feedback = runFeedback({ reader, submit, clock, log, client, queueUrl: queue.url, signal: ended.signal })
    try {
      await begun(40)
      const told = ses.feedbackTo(queue, {
        hold: true,
        bare: shuffle === 3,
        events: mail => fates[mail.tags.deliveryId?.slice(3) ?? ''] ?? [{ type: 'Send' }, { type: 'Delivery' }],
      })
      ses.faults.next('SendEmail', { kind: 'resetAfter' }, { times: 5, after: 10 })
      expect(await house.work('c1', sender)).toBe('done')
      expect((await states()).uncertain).toBe(5)
      told.flush({ times: 2, shuffle })
      const expected = { delivered: 35, bounced_hard: 2, bounced_soft: 1, complained: 1, rejected: 1 }
      await expect.poll(() => states(), { timeout: 30_000, interval: 100 }).toEqual(expected)
      expect(await house.get('contacts', 'p3')).toMatchObject({
        mail: { status: 'invalid', cause: 'smtp; 550 unknown' },
      })
      expect(await house.get('contacts', 'p5')).toMatchObject({ mail: { status: 'complained' } })
      expect(await house.get('suppressions', house.hash('person5@example.org'))).toMatchObject({ reason: 'complained' })
      // The complaining one is left out of the next campaign, without anybody's doing.
      await house.campaign('c2')
      await house.act('c2', 'send')
      expect(await house.work('c2', sender)).toBe('done')
      const left = (await house.deliveries('c2'))
        .filter(each => each.state === 'skipped')
        .map(each => [each.contactId, each.reason])
      expect(left.sort()).toEqual([
        ['p3', 'invalid'],
        ['p5', 'complained'],
        ['p7', 'invalid'],
      ])
    } finally {
      ended.abort()
      await feedback
      await sqs.close()
    }
  },
)
