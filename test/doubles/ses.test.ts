import {
  DeleteSuppressedDestinationCommand,
  GetAccountCommand,
  GetEmailIdentityCommand,
  ListSuppressedDestinationsCommand,
  PutSuppressedDestinationCommand,
  SESv2Client,
  SendEmailCommand,
  type SendEmailCommandInput,
} from '@aws-sdk/client-sesv2'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type SesDouble, sesFaults, startSesDouble } from './ses.ts'
import { type SqsDouble, startSqsDouble } from './sqs.ts'

describe('the double of SES', () => {
  let ses: SesDouble
  let client: SESv2Client

  beforeEach(async () => {
    ses = await startSesDouble()
    client = new SESv2Client({ ...ses.client, maxAttempts: 1 })
  })
  afterEach(async () => {
    client.destroy()
    await ses.close()
  })

  const mime = (extra = '') =>
    Buffer.from(
      `From: Club <club@example.org>\r\nTo: a@example.net\r\nSubject: =?utf-8?q?Z=C3=B6?=\r\nList-Unsubscribe: <https://x/u/1>,\r\n <mailto:u@example.org>\r\n${extra}\r\nHello\r\n`,
    )
  const rawMail = (data = mime(), more: Partial<SendEmailCommandInput> = {}): SendEmailCommandInput => ({
    FromEmailAddress: 'club@example.org',
    Destination: { ToAddresses: ['a@example.net'] },
    Content: { Raw: { Data: data } },
    ConfigurationSetName: 'dormouse',
    EmailTags: [{ Name: 'deliveryId', Value: 'c1_p-2' }],
    ...more,
  })
  const send = (input = rawMail()) => client.send(new SendEmailCommand(input))

  test('it keeps a raw mail byte for byte, with its headers, tags and recipients', async () => {
    const { MessageId } = await send()
    expect(ses.mails).toHaveLength(1)
    const [mail] = ses.mails
    expect(mail).toMatchObject({ messageId: MessageId, from: 'club@example.org', to: ['a@example.net'] })
    expect(mail?.tags).toEqual({ deliveryId: 'c1_p-2' })
    expect(mail?.raw?.equals(mime())).toBe(true)
    expect(mail?.subject).toBe('=?utf-8?q?Z=C3=B6?=')
    expect(mail?.header('list-unsubscribe')).toBe('<https://x/u/1>, <mailto:u@example.org>')
    expect(ses.counts).toEqual({ SendEmail: 1 })
  })

  test('it keeps a simple mail', async () => {
    const Body = { Html: { Data: '<p>Hi</p>' }, Text: { Data: 'Hi' } }
    const Headers = [{ Name: 'List-Unsubscribe', Value: '<https://x/u/1>' }]
    await send(rawMail(undefined, { Content: { Simple: { Subject: { Data: 'Zoë' }, Body, Headers } } }))
    expect(ses.mails[0]).toMatchObject({ subject: 'Zoë', html: '<p>Hi</p>', text: 'Hi', raw: undefined })
    expect(ses.mails[0]?.header('List-Unsubscribe')).toBe('<https://x/u/1>')
  })

  test.each<[string, () => SendEmailCommandInput]>([
    ['a tag with another character', () => rawMail(undefined, { EmailTags: [{ Name: 'deliveryId', Value: 'c1/p2' }] })],
    ['a tag in another alphabet', () => rawMail(undefined, { EmailTags: [{ Name: 'name', Value: 'Zoë' }] })],
    ['an address without a domain', () => rawMail(undefined, { Destination: { ToAddresses: ['a@localhost'] } })],
    [
      'a domain that is not in punycode',
      () => rawMail(undefined, { Destination: { ToAddresses: ['a@bücher.example'] } }),
    ],
    ['no recipient', () => rawMail(undefined, { Destination: {} })],
    ['a line of 999 bytes', () => rawMail(mime(`X-Long: ${'x'.repeat(991)}\r\n`))],
    ['a header that is not ASCII', () => rawMail(mime('X-Name: Zoë\r\n'))],
    ['two subjects', () => rawMail(mime('Subject: again\r\n'))],
  ])('it refuses %s as SES does, and keeps nothing', async (_, input) => {
    await expect(send(input())).rejects.toMatchObject({ name: 'BadRequestException' })
    expect(ses.mails).toEqual([])
  })

  test('daily quota, pause, suspension, unknown senders and refused addresses have SES’s own errors', async () => {
    ses.account.max24Hour = 1
    await send()
    await expect(send()).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      message: 'Daily message quota exceeded.',
    })
    ses.account.max24Hour = -1
    ses.account.state = 'paused'
    await expect(send()).rejects.toMatchObject({ name: 'SendingPausedException' })
    expect(await client.send(new GetAccountCommand({}))).toMatchObject({ SendingEnabled: false })
    ses.account.state = 'suspended'
    await expect(send()).rejects.toMatchObject({ name: 'AccountSuspendedException' })
    ses.account.state = 'healthy'
    ses.reject('a@example.net')
    await expect(send()).rejects.toMatchObject({ name: 'MessageRejected' })
    ses.account.identities = ['other.example']
    await expect(send()).rejects.toThrow('not verified')
    expect(ses.mails).toHaveLength(1)
  })

  test('the rate is told, and enforced where a test asks for it', async () => {
    Object.assign(ses.account, { maxSendRate: 5, enforceRate: true })
    const { SendQuota } = await client.send(new GetAccountCommand({}))
    expect(SendQuota).toEqual({ Max24HourSend: -1, MaxSendRate: 5, SentLast24Hours: 0 })
    const sends = await Promise.allSettled(Array.from({ length: 8 }, () => send()))
    expect(sends.filter(({ status }) => status === 'rejected')).toHaveLength(3)
  })

  test('an answer may be lost after the mail was taken, or the request before', async () => {
    ses.faults.next('SendEmail', { kind: 'resetAfter' })
    await expect(send()).rejects.toThrow()
    expect(ses.mails).toHaveLength(1)
    ses.faults.next('SendEmail', { kind: 'resetBefore' })
    await expect(send()).rejects.toThrow()
    expect(ses.mails).toHaveLength(1)
    ses.faults.next('SendEmail', sesFaults.throttled, { times: 2, after: 1 })
    const sends = [
      await Promise.allSettled([send()]),
      await Promise.allSettled([send()]),
      await Promise.allSettled([send()]),
    ]
    expect(sends.flat().map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  })

  test('chances follow from the seed', async () => {
    const pattern = async (seed: number) => {
      const double = await startSesDouble({ seed })
      const own = new SESv2Client({ ...double.client, maxAttempts: 1 })
      double.faults.chance('SendEmail', sesFaults.throttled, 0.3)
      const results: string[] = []
      for (let n = 0; n < 40; n += 1)
        results.push((await Promise.allSettled([own.send(new SendEmailCommand(rawMail()))]))[0].status)
      own.destroy()
      await double.close()
      return results.join()
    }
    const first = await pattern(3)
    expect(await pattern(3)).toBe(first)
    expect(await pattern(4)).not.toBe(first)
    expect(first).toContain('rejected')
    expect(first).toContain('fulfilled')
  })

  test('senders and the account’s suppression list can be asked about', async () => {
    expect(await client.send(new GetEmailIdentityCommand({ EmailIdentity: 'example.org' }))).toMatchObject({
      VerifiedForSendingStatus: true,
      DkimAttributes: { Status: 'SUCCESS' },
    })
    const EmailAddress = 'gone+tag@example.net'
    await client.send(new PutSuppressedDestinationCommand({ EmailAddress, Reason: 'BOUNCE' }))
    const { SuppressedDestinationSummaries } = await client.send(new ListSuppressedDestinationsCommand({}))
    expect(SuppressedDestinationSummaries).toMatchObject([
      { EmailAddress, Reason: 'BOUNCE', LastUpdateTime: expect.any(Date) },
    ])
    await client.send(new DeleteSuppressedDestinationCommand({ EmailAddress }))
    expect(ses.suppressed.size).toBe(0)
  })

  describe('its feedback', () => {
    let sqs: SqsDouble

    beforeEach(async () => {
      sqs = await startSqsDouble()
    })
    afterEach(() => sqs.close())

    const told = () => sqs.queue('events').messages.map(({ body }) => JSON.parse(JSON.parse(body).Message))

    test('tells of each mail inside an SNS message, with its tags', async () => {
      ses.feedbackTo(sqs.queue('events'))
      await send()
      expect(told().map(({ eventType }) => eventType)).toEqual(['Send', 'Delivery'])
      expect(told()[1].mail).toMatchObject({
        messageId: ses.mails[0]?.messageId,
        destination: ['a@example.net'],
        tags: { deliveryId: ['c1_p-2'], 'ses:configuration-set': ['dormouse'] },
      })
    })

    test('comes late, twice and in any order where a test wants it so', async () => {
      ses.feedbackTo(sqs.queue('events'), { hold: true, events: () => [{ type: 'Send' }, { type: 'Bounce' }] })
      for (let n = 0; n < 5; n += 1) await send()
      expect(told()).toEqual([])
      expect(ses.feedback.flush({ times: 2, shuffle: 1 })).toBe(20)
      const types = told().map(({ eventType }) => eventType)
      expect(types.filter(type => type === 'Bounce')).toHaveLength(10)
      expect(types.join()).not.toBe([...types].sort().reverse().join())
    })

    test('knows the older shape, which carries no tags', async () => {
      const feedback = ses.feedbackTo(sqs.queue('events'), { events: () => [] })
      await send()
      const [mail] = ses.mails
      if (mail) feedback.publish(mail, { type: 'Bounce', bounceType: 'Transient', shape: 'notification' })
      expect(told()).toMatchObject([{ notificationType: 'Bounce', bounce: { bounceType: 'Transient' } }])
      expect(told()[0].mail.tags).toBeUndefined()
    })
  })
})
