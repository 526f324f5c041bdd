/** Feedback and the person's own word, through the real writer. */
import type { Json } from '@dormouse/model'
import { beforeEach, expect, test } from 'vitest'
import { ok } from '../../../test/worker/campaign-in-memory.ts'
import { mailEvent as event, type FeedbackInMemory, feedbackInMemory } from '../../../test/worker/feedback-in-memory.ts'
import { takeFeedback } from '../../campaigns/feedback.ts'
import type { MailEvent } from '../../campaigns/mail-event.ts'
import { system } from '../writer-in-memory.ts'

let { writer, staff, people, sent, take, delivery, mailOf } = {} as FeedbackInMemory
const fresh = async () => {
  ;({ writer, staff, people, sent, take, delivery, mailOf } = await feedbackInMemory())
}
beforeEach(fresh)

test('an event settles the delivery and tells nothing twice', async () => {
  await people('a')
  await sent('c1', ['a'])
  expect(await take(event('delivered', 'a'))).toEqual({ taken: 1, known: 0, ignored: 0 })
  expect(await take(event('delivered', 'a'))).toEqual({ taken: 0, known: 1, ignored: 0 })
  expect(await take(event('delayed', 'a'))).toEqual({ taken: 0, known: 1, ignored: 0 })
  expect(await delivery('c1', 'a')).toMatchObject({ state: 'delivered', settledAt: '2026-03-01T10:00:00.000Z' })
})

test('an event of nobody’s mail changes nothing and suppresses nobody', async () => {
  await people('a')
  await sent('c1', ['a'])
  const before = await writer.everything()
  const forged = [
    event('complained', 'stranger'),
    event('complained', 'a', { campaignId: 'no-campaign' }),
    event('complained', 'a', { attempt: 7 }),
    event('bounced_hard', 'a', { messageId: 'somebody-else’s' }),
  ]
  expect(await take(...forged)).toEqual({ taken: 0, known: 0, ignored: 4 })
  expect(await writer.everything()).toEqual(before)
})

test('a permanent bounce makes the address invalid, a new address heals it', async () => {
  await people('a')
  await sent('c1', ['a'])
  await take(event('bounced_hard', 'a', { reason: '550 5.1.1' }))
  expect(await mailOf('a')).toEqual({ status: 'invalid', since: '2026-03-01T10:00:00.000Z', cause: '550 5.1.1' })
  await ok(writer.update(staff, 'contacts', 'a', { email: 'better@example.org' }))
  expect(await mailOf('a')).toMatchObject({ status: 'ok' })
  // The same bounce told again is about the old address.
  await take(event('bounced_hard', 'a', { reason: '550 5.1.1' }))
  expect(await mailOf('a')).toMatchObject({ status: 'ok' })
})

test('a complaint suppresses the address at once, for everybody who is reached there, and for whoever brings it back', async () => {
  await people('a')
  await ok(writer.create(staff, 'contacts', 'twin', { email: 'a@example.org', sharesAddress: true }))
  await sent('c1', ['a'])
  await take(event('complained', 'a'))
  expect(await mailOf('a')).toMatchObject({ status: 'complained' })
  expect(await mailOf('twin')).toMatchObject({ status: 'complained' })
  expect(await writer.get('suppressions', writer.hash('a@example.org'))).toMatchObject({
    reason: 'complained',
    liftedAt: null,
  })
  await ok(writer.create(staff, 'contacts', 'again', { email: 'A@Example.org', sharesAddress: true }))
  expect(await mailOf('again')).toMatchObject({ status: 'complained' })
})

test('any order of bounce, complaint and delivery ends the same', async () => {
  const events = [
    event('delivered', 'a'),
    event('bounced_soft', 'a'),
    event('bounced_hard', 'a'),
    event('complained', 'a'),
    event('accepted', 'a'),
  ]
  const ends: Json[] = []
  for (const order of [
    [0, 1, 2, 3, 4],
    [4, 3, 2, 1, 0],
    [3, 2, 3, 0, 4, 1, 2],
    [2, 3, 4, 0, 1, 1, 1],
  ]) {
    await fresh()
    await people('a')
    await sent('c1', ['a'])
    for (const index of order) await take(events[index] as MailEvent)
    ends.push([(await delivery('c1', 'a'))?.attempts ?? null, (await mailOf('a')) ?? null] as Json)
  }
  for (const end of ends) expect(end).toEqual(ends[0])
})

test('three campaigns in a row that came back ask a person; one that arrives heals it', async () => {
  await people('a', 'b')
  const seen: string[] = []
  for (const campaignId of ['c1', 'c2', 'c3']) {
    await sent(campaignId, ['a', 'b'])
    seen.push(campaignId)
    const others = [...seen]
    await take(
      event('bounced_soft', 'a', { campaignId, others }),
      event(campaignId === 'c2' ? 'delivered' : 'bounced_soft', 'b', { campaignId, others }),
    )
    writer.clock.pass(86_400_000)
    if (campaignId !== 'c3') expect(await mailOf('a')).toMatchObject({ status: 'ok' })
  }
  expect(await mailOf('a')).toMatchObject({ status: 'soft_bouncing' })
  expect(await mailOf('b')).toMatchObject({ status: 'ok' })
  await take(event('delivered', 'a', { campaignId: 'c3', others: seen }))
  expect(await mailOf('a')).toMatchObject({ status: 'ok' })
})

test('opens and clicks are times, not states, and a machine’s opening is marked until a person’s is known', async () => {
  await people('a')
  await sent('c1', ['a'])
  await take(event('opened', 'a', { likelyBot: true, at: '2026-03-01T10:00:01.000Z' }))
  expect(await delivery('c1', 'a')).toMatchObject({
    state: 'accepted',
    openedAt: '2026-03-01T10:00:01.000Z',
    likelyBot: true,
  })
  await take(
    event('clicked', 'a', { likelyBot: false, at: '2026-03-01T12:00:00.000Z' }),
    event('opened', 'a', { likelyBot: true, at: '2026-03-01T13:00:00.000Z' }),
  )
  expect(await delivery('c1', 'a')).toMatchObject({
    openedAt: '2026-03-01T10:00:01.000Z',
    clickedAt: '2026-03-01T12:00:00.000Z',
    likelyBot: false,
  })
})

test('too many bounces or complaints stop the campaign, a few prove nothing', async () => {
  const ids = Array.from({ length: 120 }, (_, index) => `p${index}`)
  await people(...ids)
  await sent('c1', ids)
  await take(
    ...ids.slice(0, 5).map(id => event('bounced_hard', id)),
    ...ids.slice(5, 7).map(id => event('complained', id)),
  )
  expect(await writer.get('campaigns', 'c1')).toMatchObject({ status: 'sending' })
  await take(...ids.slice(7, 12).map(id => event('bounced_hard', id)))
  expect(await writer.get('campaigns', 'c1')).toMatchObject({
    status: 'needs_attention',
    reason: expect.stringContaining('10 of the first 120'),
  })
})

const consent = (contactId: string, more = {}): Json => ({
  contactId,
  campaignId: 'c1',
  addressHash: writer.hash(`${contactId}@example.org`),
  way: 'one click',
  ...more,
})

test('an unsubscribe is remembered with its source, twice is once, and the person can take it back', async () => {
  await people('a')
  await sent('c1', ['a'])
  await ok(writer.send(system, 'mail.unsubscribe', consent('a')))
  const first = await writer.get('contacts', 'a')
  expect(first).toMatchObject({
    consent: { email: false, source: 'the link in a letter (one click) “c1”' },
    mail: { status: 'unsubscribed' },
  })
  expect(await delivery('c1', 'a')).toMatchObject({ unsubscribedAt: expect.any(String), state: 'accepted' })
  writer.clock.pass(60_000)
  await ok(writer.send(system, 'mail.unsubscribe', consent('a')))
  expect(await writer.get('contacts', 'a')).toEqual(first)
  await ok(writer.send(system, 'mail.resubscribe', consent('a', { wording: 'I want letters again' })))
  expect(await writer.get('contacts', 'a')).toMatchObject({
    consent: { email: true, wording: 'I want letters again' },
    mail: { status: 'ok' },
  })
  expect(await writer.get('suppressions', writer.hash('a@example.org'))).toMatchObject({ liftedBy: 'the person' })
})

test('a link to an address the person no longer has blocks that address, and not the person', async () => {
  await people('a')
  await sent('c1', ['a'])
  await ok(writer.update(staff, 'contacts', 'a', { email: 'new@example.org' }))
  await ok(writer.send(system, 'mail.unsubscribe', consent('a')))
  expect(await writer.get('contacts', 'a')).toMatchObject({ mail: { status: 'ok' } })
  expect(await writer.get('suppressions', writer.hash('a@example.org'))).toMatchObject({ reason: 'unsubscribed' })
  expect(await writer.send(system, 'mail.resubscribe', consent('a'))).toMatchObject({ ok: false })
})

test('of an erased person the wish alone is kept', async () => {
  await people('a')
  await sent('c1', ['a'])
  await ok(writer.remove(staff, 'contacts', 'a'))
  await ok(writer.send(system, 'mail.unsubscribe', consent('a')))
  expect(await writer.get('suppressions', writer.hash('a@example.org'))).toMatchObject({ reason: 'unsubscribed' })
})

test('an event of the older shape finds its delivery by the message id', async () => {
  await people('a')
  await sent('c1', ['a'])
  const body = JSON.stringify({
    notificationType: 'Bounce',
    bounce: {
      bounceType: 'Permanent',
      timestamp: '2026-03-01T10:00:00Z',
      bouncedRecipients: [{ diagnosticCode: 'gone' }],
    },
    mail: { messageId: 'c1-a', timestamp: '2026-03-01T09:00:00Z' },
  })
  expect(await takeFeedback([body, 'nonsense'], { reader: writer.replica, submit: writer.submit })).toEqual({
    events: 1,
    other: 1,
  })
  await writer.decideWaiting()
  expect(await delivery('c1', 'a')).toMatchObject({ state: 'bounced_hard', reason: 'gone' })
})

test('the mail service’s own list is taken over: complaints block, bounces say that an address does not work', async () => {
  await people('a', 'b')
  const since = '2026-02-01T00:00:00.000Z'
  const rows = [
    { address: 'a@example.org', reason: 'complained', since },
    { address: 'b@example.org', reason: 'bounced', since },
    { address: 'stranger@example.org', reason: 'complained', since },
  ]
  for (let times = 0; times < 2; times++) await ok(writer.send(system, 'mail.blocked', {}, { rows }))
  expect(await mailOf('a')).toMatchObject({ status: 'complained', since })
  expect(await mailOf('b')).toMatchObject({ status: 'invalid', since })
  expect(await writer.all('suppressions')).toHaveLength(2)
  await ok(writer.create(staff, 'contacts', 'late', { email: 'stranger@example.org' }))
  expect(await mailOf('late')).toMatchObject({ status: 'complained' })
})
