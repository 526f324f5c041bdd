import { expect, test } from 'vitest'
import { eventMessage, type SesEvent } from '../../test/doubles/ses.events.ts'
import { readSesMessage } from './ses-events.ts'

const mail = {
  messageId: 'ses-1',
  acceptedAtMs: Date.parse('2026-05-03T09:00:00Z'),
  from: 'news@wood.example',
  to: ['anna@example.org'],
  tags: { campaignId: 'c1', deliveryId: 'c1_p1', attempt: '2' },
  headers: [
    ['Subject', 'Hello'],
    ['X-Dormouse-Delivery', 'c1_p1'],
    ['X-Dormouse-Attempt', '2'],
  ],
  configurationSet: 'letters',
} as never
const atMs = Date.parse('2026-05-03T09:05:00Z')
const body = (event: SesEvent, change = (message: object) => message) =>
  JSON.stringify(change(eventMessage(mail, event, atMs)))
const wrapped = (text: string) => JSON.stringify({ Type: 'Notification', MessageId: 'sns', Message: text })
const named = { campaignId: 'c1', contactId: 'p1', attempt: 2, messageId: 'ses-1' }

test.each([
  [{ type: 'Send' }, 'accepted', '2026-05-03T09:00:00.000Z'],
  [{ type: 'Delivery' }, 'delivered', '2026-05-03T09:05:00.000Z'],
  [{ type: 'DeliveryDelay' }, 'delayed', '2026-05-03T09:05:00.000Z'],
  [{ type: 'Bounce', bounceType: 'Permanent' }, 'bounced_hard', '2026-05-03T09:05:00.000Z'],
  [{ type: 'Bounce', bounceType: 'Transient' }, 'bounced_soft', '2026-05-03T09:05:00.000Z'],
  [{ type: 'Bounce', bounceType: 'Undetermined' }, 'bounced_soft', '2026-05-03T09:05:00.000Z'],
  [{ type: 'Complaint' }, 'complained', '2026-05-03T09:05:00.000Z'],
  [{ type: 'Reject' }, 'rejected', '2026-05-03T09:00:00.000Z'],
  [{ type: 'Open' }, 'opened', '2026-05-03T09:05:00.000Z'],
  [{ type: 'Click', link: 'https://x.org' }, 'clicked', '2026-05-03T09:05:00.000Z'],
] as [SesEvent, string, string][])('%o is %s', (event, kind, at) => {
  const expected = { kind: 'event', event: { ...named, kind, at } }
  expect(readSesMessage(body(event))).toMatchObject(expected)
  expect(readSesMessage(wrapped(body(event)))).toMatchObject(expected)
})

test('the older shape is named by the headers of the mail, or by its message id alone', () => {
  const older: SesEvent = { type: 'Bounce', bounceType: 'Permanent', shape: 'notification' }
  expect(readSesMessage(wrapped(body(older)))).toMatchObject({
    kind: 'event',
    event: { ...named, kind: 'bounced_hard' },
  })
  const bare = body(older, message => ({
    ...message,
    mail: { ...(message as { mail: object }).mail, headers: undefined },
  }))
  expect(readSesMessage(bare)).toMatchObject({ kind: 'unnamed', event: { kind: 'bounced_hard', messageId: 'ses-1' } })
})

test('what the receiving server said is kept as the reason', () => {
  const { event } = readSesMessage(body({ type: 'Bounce', diagnosticCode: 'smtp; 550\r\n 5.1.1 unknown' })) as {
    event: { reason: string }
  }
  expect(event.reason).toBe('smtp; 550 5.1.1 unknown')
})

test('machines that open every mail are told apart', () => {
  const bot = (userAgent: string) =>
    (readSesMessage(body({ type: 'Open', userAgent })) as { event: { likelyBot: boolean } }).event.likelyBot
  expect(bot('Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)')).toBe(true)
  expect(bot('Mozilla/5.0')).toBe(true)
  expect(bot('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15')).toBe(false)
})

test.each([
  '',
  'not JSON',
  'null',
  '[]',
  '{}',
  '{"Type":"SubscriptionConfirmation","Message":"You have chosen to subscribe"}',
  '{"eventType":"Bounce"}',
  '{"eventType":"Bounce","mail":{"messageId":"m"},"bounce":{"timestamp":"yesterday"}}',
  '{"eventType":"Rendering Failure","mail":{"messageId":"m","timestamp":"2026-05-03T09:00:00Z"}}',
  '{"eventType":"constructor","mail":{"messageId":"m","timestamp":"2026-05-03T09:00:00Z"}}',
])('%s is nothing for the ledger', text => {
  expect(readSesMessage(text)).toEqual({ kind: 'other' })
})

test('ids that are no ids of ours are not believed', () => {
  const forged = body({ type: 'Complaint' }, message => {
    const { mail: told } = message as { mail: { tags: object } }
    return { ...message, mail: { ...told, headers: [], tags: { deliveryId: ['../../c1_p1'], attempt: ['1'] } } }
  })
  expect(readSesMessage(forged)).toMatchObject({ kind: 'unnamed' })
})
