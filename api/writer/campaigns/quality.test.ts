/** What many events mean together: for a campaign, and for a person over several campaigns. */
import { beforeEach, expect, test } from 'vitest'
import { ok } from '../../../test/worker/campaign-in-memory.ts'
import { mailEvent as event, type FeedbackInMemory, feedbackInMemory } from '../../../test/worker/feedback-in-memory.ts'
import type { MailEvent } from '../../campaigns/mail-event.ts'

let { writer, staff, people, sent, take, delivery, mailOf } = {} as FeedbackInMemory
beforeEach(async () => {
  ;({ writer, staff, people, sent, take, delivery, mailOf } = await feedbackInMemory())
})

const many = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`)

test('bounces stop a campaign at five per cent, and not before a hundred have left', async () => {
  await people(...many(201))
  await sent('c1', many(99))
  await take(...many(60).map(id => event('bounced_hard', id)))
  expect(await writer.get('campaigns', 'c1')).toMatchObject({ status: 'sending' })
  const more = many(201)
  await sent('c2', more)
  const bounce = (from: number, to: number) =>
    take(...more.slice(from, to).map(id => event('bounced_hard', id, { campaignId: 'c2' })))
  await bounce(0, 10)
  expect(await writer.get('campaigns', 'c2')).toMatchObject({ status: 'sending' })
  await bounce(10, 11)
  expect(await writer.get('campaigns', 'c2')).toMatchObject({
    status: 'needs_attention',
    reason: '11 of the first 201 addresses do not exist. Look at the list before you go on.',
    cause: { code: 'bounced', count: 11, of: 201 },
  })
  // A person has looked: the next bounces ask nobody until there are twice as many.
  await ok(writer.act(staff, 'campaigns', 'c2', 'resume'))
  await bounce(11, 20)
  expect(await writer.get('campaigns', 'c2')).toMatchObject({ status: 'sending' })
  await bounce(20, 21)
  expect(await writer.get('campaigns', 'c2')).toMatchObject({ status: 'needs_attention' })
})

test('three complaints stop a campaign, two do not', async () => {
  await people(...many(100))
  await sent('c1', many(100))
  const complain = (index: number) => take(event('complained', `p${index}`))
  await complain(0)
  await complain(1)
  expect(await writer.get('campaigns', 'c1')).toMatchObject({ status: 'sending' })
  await complain(2)
  expect(await writer.get('campaigns', 'c1')).toMatchObject({
    status: 'needs_attention',
    reason: '3 of the first 100 people marked this letter as unwanted. Look at who gets it before you go on.',
    cause: { code: 'complained', count: 3, of: 100 },
  })
})

test('what a duplicate was sent is about the person they were merged into', async () => {
  await people('a', 'b')
  await sent('c1', ['a', 'b'])
  await ok(writer.act(staff, 'contacts', 'b', 'merge', { otherId: 'a' }))
  // It bounced at an address that nobody has any more: nothing is known against the other one.
  await take(event('bounced_hard', 'a'))
  expect(await delivery('c1', 'a')).toMatchObject({ state: 'bounced_hard' })
  expect(await mailOf('b')).toMatchObject({ status: 'ok' })
  // A complaint blocks the address it was sent to, whoever brings it back.
  await sent('c2', ['b'])
  await take(event('complained', 'a'))
  expect(await writer.get('suppressions', writer.hash('a@example.org'))).toMatchObject({ reason: 'complained' })
  expect(await mailOf('b')).toMatchObject({ status: 'ok' })
  await ok(writer.update(staff, 'contacts', 'b', { email: 'a@example.org' }))
  expect(await mailOf('b')).toMatchObject({ status: 'complained' })
})

test('soft bounces count campaigns, not events, and an arrival in between begins anew', async () => {
  await people('a')
  const seen: string[] = []
  const bounce = async (campaignId: string, kind: MailEvent['kind'] = 'bounced_soft') => {
    seen.push(campaignId)
    await sent(campaignId, ['a'])
    const told = event(kind, 'a', { campaignId, others: [...seen] })
    await take(told, told)
    writer.clock.pass(86_400_000)
  }
  for (const id of ['c1', 'c2']) await bounce(id)
  await bounce('c3', 'delivered')
  for (const id of ['c4', 'c5']) await bounce(id)
  expect(await mailOf('a')).toMatchObject({ status: 'ok' })
  await bounce('c6')
  expect(await mailOf('a')).toMatchObject({ status: 'soft_bouncing', cause: '3 campaigns in a row came back' })
})
