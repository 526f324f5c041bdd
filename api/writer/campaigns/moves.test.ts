/** Every move of a campaign, and every refusal of one, through the real writer. */
import type { Json } from '@dormouse/model'
import { beforeEach, expect, test } from 'vitest'
import { type CampaignInMemory, campaignInMemory, everyone, ok } from '../../../test/worker/campaign-in-memory.ts'
import { expectRefusal, system } from '../writer-in-memory.ts'

let writer: CampaignInMemory['writer']
let staff: CampaignInMemory['staff']
let agent: CampaignInMemory['agent']
let act: CampaignInMemory['act']
let status: CampaignInMemory['status']
let rowsFor: CampaignInMemory['rowsFor']
let delivery: CampaignInMemory['delivery']
let begin: CampaignInMemory['begin']
let sending: CampaignInMemory['sending']
let report: CampaignInMemory['report']
let finish: CampaignInMemory['finish']
const hour = 3_600_000

beforeEach(async () => {
  ;({ writer, staff, agent, act, status, rowsFor, delivery, begin, sending, report, finish } = await campaignInMemory())
})

test('draft → preparing → sending → done, with the letter frozen on the way', async () => {
  await ok(act('send'))
  expect(await writer.get('campaigns', 'c1')).toMatchObject({
    status: 'preparing',
    contentVersion: 1,
    waves: [{ wave: 1, kind: 'original', ready: false }],
  })
  const run = await begin()
  await ok(writer.send(system, 'campaign.enqueue', { campaignId: 'c1', run, wave: 1 }, { rows: rowsFor('a', 'b') }))
  expect(await status()).toBe('preparing')
  await ok(writer.send(system, 'campaign.ready', { campaignId: 'c1', run, wave: 1 }))
  expect(await status()).toBe('sending')
  expect(await report(run, ['a', 'b'])).toEqual({ status: 'sending' })
  await expectRefusal(writer, 'refused', () => finish(run))
  await report(
    run,
    [],
    [
      { contactId: 'a', result: 'accepted', messageId: 'm1' },
      { contactId: 'b', result: 'failed_permanent', reason: 'no such user' },
    ],
  )
  await ok(finish(run))
  expect(await writer.get('campaigns', 'c1')).toMatchObject({ status: 'done', waves: [{ total: 2, ready: true }] })
  expect(await delivery('a')).toMatchObject({
    state: 'accepted',
    messageId: 'm1',
    acceptedAt: '2026-03-01T09:00:00.000Z',
  })
  expect(await delivery('b')).toMatchObject({ state: 'failed_permanent', reason: 'no such user', acceptedAt: null })
})

test.each([
  ['pause', 'draft'],
  ['resume', 'draft'],
  ['cancel', 'draft'],
  ['recipients', 'draft'],
  ['retry', 'draft'],
  ['settle', 'draft'],
])('%s is refused of a %s, with a sentence', async action => {
  const inputs: Record<string, Json> = {
    recipients: { contactIds: ['a'] },
    retry: { states: ['failed_permanent'] },
    settle: { deliveryIds: ['c1_a'], as: 'arrived' },
  }
  const problem = await expectRefusal(writer, 'refused', () => act(action, inputs[action] ?? {}))
  expect(problem.message).toMatch(/^This campaign can't .+: it has not been sent yet\.$/)
})

test('a campaign is sent only with somebody to send it to, a letter and a sender', async () => {
  await ok(writer.create(staff, 'campaigns', 'c2', { name: 'Empty', templateId: 't1' }))
  await expectRefusal(writer, 'refused', () => writer.act(staff, 'campaigns', 'c2', 'send'))
  await ok(writer.create(staff, 'campaigns', 'c3', { name: 'No letter', audience: everyone }))
  await expectRefusal(writer, 'refused', () => writer.act(staff, 'campaigns', 'c3', 'send'))
  await ok(writer.update(system, 'settings', 'settings', { senderEmail: null }))
  await expectRefusal(writer, 'refused', () => act('send'))
})

test('an agent sends nothing, and sees no campaign', async () => {
  await expectRefusal(writer, 'missing', () => writer.act(agent, 'campaigns', 'c1', 'send'))
})

test('what has begun keeps its letter and audience, and stays', async () => {
  await ok(act('send'))
  await expectRefusal(writer, 'refused', () => writer.update(staff, 'campaigns', 'c1', { subject: 'Other' }))
  await expectRefusal(writer, 'refused', () =>
    writer.update(staff, 'campaigns', 'c1', { audience: { ...everyone, contactIds: ['a'] } }),
  )
  await expectRefusal(writer, 'refused', () => writer.remove(staff, 'campaigns', 'c1'))
  await expectRefusal(writer, 'refused', () => act('send'))
  await ok(writer.update(staff, 'campaigns', 'c1', { name: 'Other name' }))
  await ok(writer.update(staff, 'templates', 't1', { body: '<p>Changed</p>' }))
  const frozen = await writer.replica.read({ partitions: [['letters', 'c1']] }, view =>
    view.partition('letters', 'c1').get('c1-1'),
  )
  expect(frozen).toMatchObject({ body: '<p>Hi</p>', contentVersion: 1 })
})

test('the group of everyone is everybody, and stays', async () => {
  await expectRefusal(writer, 'refused', () => writer.update(staff, 'segments', 'everyone', { exclude: ['a'] }))
  await expectRefusal(writer, 'refused', () => writer.remove(staff, 'segments', 'everyone'))
  await ok(writer.update(staff, 'segments', 'everyone', { name: 'All of us' }))
})

test('a paused campaign grants nothing; going on, it does', async () => {
  const run = await sending('a')
  await ok(act('pause'))
  expect(await report(run, ['a'])).toEqual({ status: 'paused', stopped: 'not sending' })
  await expectRefusal(writer, 'refused', () => act('pause'))
  await expectRefusal(writer, 'refused', () => writer.send(system, 'campaign.begin', { campaignId: 'c1' }))
  await ok(act('resume'))
  expect(await status()).toBe('sending')
  expect(await report(run, ['a'])).toEqual({ status: 'sending' })
})

test('stopped for good: the waiting are taken off, what is under way is still told', async () => {
  const run = await sending('a', 'b')
  await report(run, ['a'])
  await ok(act('cancel'))
  expect(await delivery('b')).toMatchObject({ state: 'cancelled' })
  await report(run, [], [{ contactId: 'a', result: 'accepted', messageId: 'm' }])
  expect(await delivery('a')).toMatchObject({ state: 'accepted' })
  const afterwards = { resume: {}, send: {}, recipients: { contactIds: ['c'] }, retry: { states: ['cancelled'] } }
  for (const [action, input] of Object.entries<Json>(afterwards))
    expect((await expectRefusal(writer, 'refused', () => act(action, input))).message).toContain('stopped for good')
})

test('a scheduled campaign leaves once, at its time in the organisation’s zone', async () => {
  await expectRefusal(writer, 'invalid', () => act('send', { at: '2026-02-30T09:00' }))
  await expectRefusal(writer, 'invalid', () => act('send', { at: '2026-01-01T09:00' }))
  await ok(act('send', { at: '2026-07-01T10:00' }))
  expect(await writer.get('campaigns', 'c1')).toMatchObject({ status: 'scheduled', contentVersion: null })
  // It can be edited until then.
  await ok(writer.update(staff, 'campaigns', 'c1', { subject: 'Better' }))
  const fire = () => writer.send(system, 'campaign.fire', { campaignId: 'c1', scheduledAt: '2026-07-01T10:00' })
  writer.clock.pass(Date.parse('2026-07-01T08:59:00Z') - writer.clock.nowMs())
  await expectRefusal(writer, 'refused', fire)
  writer.clock.pass(60_000)
  await ok(fire())
  expect(await status()).toBe('preparing')
  await expectRefusal(writer, 'refused', fire)
})

test('a time that was missed by more than two hours waits for a person', async () => {
  await ok(act('send', { at: '2026-07-01T10:00' }))
  writer.clock.pass(Date.parse('2026-07-01T09:00:00Z') - writer.clock.nowMs() + 2 * hour + 1_000)
  await ok(writer.send(system, 'campaign.fire', { campaignId: 'c1', scheduledAt: '2026-07-01T10:00' }))
  expect(await writer.get('campaigns', 'c1')).toMatchObject({
    status: 'needs_attention',
    reason: expect.stringContaining('2026-07-01 10:00'),
    cause: { code: 'overdue', scheduledAt: '2026-07-01T10:00' },
  })
  await ok(act('send'))
  expect(await writer.get('campaigns', 'c1')).toMatchObject({ status: 'preparing', reason: null, cause: null })
})

test('a run that stops by itself says why, and going on takes the mended letter if nobody has the old one', async () => {
  const run = await sending('a')
  await ok(writer.send(system, 'campaign.stop', { campaignId: 'c1', run, reason: 'The letter can’t be filled for a.' }))
  expect(await writer.get('campaigns', 'c1')).toMatchObject({
    status: 'needs_attention',
    reason: 'The letter can’t be filled for a.',
  })
  await ok(writer.update(staff, 'templates', 't1', { body: '<p>Mended</p>' }))
  await ok(act('resume'))
  expect(await writer.get('campaigns', 'c1')).toMatchObject({ status: 'sending', contentVersion: 2, reason: null })
})
