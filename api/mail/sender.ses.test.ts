import { SESv2Client } from '@aws-sdk/client-sesv2'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type SesDouble, sesFaults, startSesDouble } from '../../test/doubles/ses.ts'
import type { Mail } from './message.ts'
import { sesSender } from './sender.ses.ts'
import type { Sender } from './sender.ts'

let ses: SesDouble
let sender: Sender
beforeEach(async () => {
  ses = await startSesDouble()
  sender = sesSender({ configurationSet: 'letters', client: new SESv2Client({ ...ses.client, maxAttempts: 1 }) })
})
afterEach(async () => {
  await sender.close()
  await ses.close()
})

const mail: Mail = {
  from: { name: 'Wood', address: 'news@wood.example' },
  to: { name: 'Änne', address: 'anne@bücher.example' },
  subject: 'Grüße',
  html: '<p>x</p>',
  text: 'x',
  unsubscribeUrl: 'https://wood.example/u/t',
  at: '2026-05-03T09:00:00.000Z',
  tags: { campaignId: 'c-1', deliveryId: 'c-1_p-1', attempt: 1 },
}

test('a mail goes to one person, with its tags, through the configuration set', async () => {
  expect(await sender.send(mail)).toEqual({ kind: 'accepted', messageId: ses.mails[0]!.messageId })
  expect(ses.mails).toHaveLength(1)
  expect(ses.mails[0]).toMatchObject({
    to: ['anne@xn--bcher-kva.example'],
    tags: { campaignId: 'c-1', deliveryId: 'c-1_p-1', attempt: '1' },
    configurationSet: 'letters',
  })
  expect(ses.mails[0]!.header('List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click')
})

test.each([
  ['throttled', sesFaults.throttled, { kind: 'throttled' }],
  [
    'the quota of the day is used up',
    sesFaults.dailyQuota,
    { kind: 'account', reason: expect.stringContaining('quota') },
  ],
  ['the account is paused', sesFaults.paused, { kind: 'account', reason: expect.stringContaining('paused') }],
  ['the account is suspended', sesFaults.suspended, { kind: 'account', reason: expect.stringContaining('suspended') }],
  [
    'the mail is refused',
    sesFaults.rejected,
    { kind: 'permanent', reason: expect.stringContaining('MessageRejected') },
  ],
  ['the service is away', sesFaults.unavailable, { kind: 'temporary', reason: expect.any(String) }],
  ['something broke inside the service', sesFaults.internal, { kind: 'unknown', reason: expect.any(String) }],
  ['the answer is lost', { kind: 'resetAfter' }, { kind: 'unknown', reason: expect.any(String) }],
  ['the answer is torn', { kind: 'torn' }, { kind: 'unknown', reason: expect.any(String) }],
  ['the connection breaks before', { kind: 'resetBefore' }, { kind: 'unknown', reason: expect.any(String) }],
] as const)('when %s, the answer says so, and one call is one request', async (_, fault, answer) => {
  ses.faults.next('SendEmail', fault)
  expect(await sender.send(mail)).toEqual(answer)
  expect(ses.counts.SendEmail).toBe(1)
})

test('a sender that is not verified concerns everybody, a recipient that is not only that person', async () => {
  ses.account.identities = ['other.example']
  expect(await sender.send(mail)).toMatchObject({ kind: 'account' })
})

test('nobody there: certainly not sent', async () => {
  await ses.close()
  expect(await sender.send(mail)).toMatchObject({ kind: 'temporary' })
})

test('the account tells its rate and what is left of the day', async () => {
  Object.assign(ses.account, { maxSendRate: 14, max24Hour: 200, sentLast24Hours: 150 })
  expect(await sender.quota()).toEqual({ ratePerSecond: 14, leftToday: 50 })
  ses.account.max24Hour = -1
  expect(await sender.quota()).toEqual({ ratePerSecond: 14 })
})

test('the account’s own list is read page by page', async () => {
  for (const [address, reason] of [
    ['a@example.org', 'BOUNCE'],
    ['b@example.org', 'COMPLAINT'],
  ] as const)
    ses.suppressed.set(address, { reason, atMs: Date.parse('2026-05-03T09:00:00Z') })
  const pages = await Array.fromAsync(sender.blocked?.() ?? [])
  expect(pages.flat()).toEqual([
    { address: 'a@example.org', reason: 'bounced', since: '2026-05-03T09:00:00.000Z' },
    { address: 'b@example.org', reason: 'complained', since: '2026-05-03T09:00:00.000Z' },
  ])
})
