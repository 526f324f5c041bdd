/** Who is in the ledger, who may be written to, and what becomes of it, through the real writer. */
import { beforeEach, expect, test } from 'vitest'
import { type CampaignInMemory, campaignInMemory, ok } from '../../../test/worker/campaign-in-memory.ts'
import { expectRefusal, system } from '../writer-in-memory.ts'

let writer: CampaignInMemory['writer']
let staff: CampaignInMemory['staff']
let act: CampaignInMemory['act']
let status: CampaignInMemory['status']
let rowsFor: CampaignInMemory['rowsFor']
let delivery: CampaignInMemory['delivery']
let begin: CampaignInMemory['begin']
let sending: CampaignInMemory['sending']
let report: CampaignInMemory['report']
let finish: CampaignInMemory['finish']

beforeEach(async () => {
  ;({ writer, staff, act, status, rowsFor, delivery, begin, sending, report, finish } = await campaignInMemory())
})

test('a second add is no new row, and one address gets one mail', async () => {
  const run = await sending('a', 'b')
  await ok(act('recipients', { contactIds: ['a', 'c'] }))
  const add = { campaignId: 'c1', run, wave: 2 }
  expect(await ok(writer.send(system, 'campaign.enqueue', add, { rows: rowsFor('a', 'c') }))).toEqual({
    added: 1,
    skipped: 0,
    passed: 1,
  })
  expect(await ok(writer.send(system, 'campaign.enqueue', add, { rows: rowsFor('a', 'c') }))).toEqual({
    added: 0,
    skipped: 0,
    passed: 2,
  })
  await ok(writer.create(staff, 'contacts', 'twin', { email: 'a@example.org', sharesAddress: true }))
  const twin = [{ contactId: 'twin', address: 'a@example.org' }]
  expect(await ok(writer.send(system, 'campaign.enqueue', add, { rows: twin }))).toEqual({
    added: 0,
    skipped: 1,
    passed: 0,
  })
  expect(await delivery('twin')).toMatchObject({ state: 'skipped', reason: 'same address as a' })
})

test('one mail per person, where that was chosen', async () => {
  await ok(writer.update(staff, 'campaigns', 'c1', { onePer: 'person' }))
  await ok(writer.create(staff, 'contacts', 'twin', { email: 'a@example.org', sharesAddress: true }))
  const run = await sending('a')
  const input = {
    campaignId: 'c1',
    run,
    intents: [
      { contactId: 'a', address: 'a@example.org' },
      { contactId: 'twin', address: 'a@example.org' },
    ],
    outcomes: [],
  }
  await ok(
    writer.send(
      system,
      'campaign.enqueue',
      { campaignId: 'c1', run, wave: 1 },
      { rows: [{ contactId: 'twin', address: 'a@example.org' }] },
    ),
  )
  expect(await ok(writer.send(system, 'campaign.report', input))).toEqual({ status: 'sending' })
  expect(await delivery('twin')).toMatchObject({ state: 'intended' })
})

test('an older run may not intend, its outcomes are taken all the same', async () => {
  const first = await sending('a', 'b', 'c')
  await report(first, ['a', 'b'])
  const second = await begin()
  expect(second).toBe(first + 1)
  expect(await delivery('a')).toMatchObject({ state: 'uncertain' })
  expect(await report(first, ['c'], [{ contactId: 'a', result: 'accepted', messageId: 'm' }])).toEqual({
    status: 'sending',
    stopped: 'overtaken',
  })
  expect(await delivery('a')).toMatchObject({ state: 'accepted' })
  expect(await delivery('c')).toMatchObject({ state: 'queued' })
  // Only the run that intended it knows that a mail never left.
  await report(second, [], [{ contactId: 'b', result: 'released' }])
  expect(await delivery('b')).toMatchObject({ state: 'uncertain' })
  await report(first, [], [{ contactId: 'b', result: 'released' }])
  expect(await delivery('b')).toMatchObject({ state: 'queued' })
  await expectRefusal(writer, 'conflict', () => finish(first))
  await expectRefusal(writer, 'conflict', () =>
    writer.send(system, 'campaign.enqueue', { campaignId: 'c1', run: first, wave: 1 }, { rows: rowsFor('a') }),
  )
  await expectRefusal(writer, 'conflict', () =>
    writer.send(system, 'campaign.stop', { campaignId: 'c1', run: first, reason: 'x' }),
  )
})

test('consent, suppression, address and presence are looked at when the intent is asked', async () => {
  const run = await sending('a', 'b', 'c')
  await ok(writer.create(staff, 'contacts', 'd', { email: 'd@example.org' }))
  await ok(writer.send(system, 'campaign.enqueue', { campaignId: 'c1', run, wave: 1 }, { rows: rowsFor('d') }))
  await ok(writer.update(staff, 'contacts', 'a', { consent: { email: false } }))
  await ok(writer.update(staff, 'contacts', 'b', { email: 'new@example.org' }))
  await ok(
    writer.create(system, 'suppressions', 's', {
      addressHash: writer.hash('c@example.org'),
      reason: 'complained',
      since: '2026-01-01T00:00:00.000Z',
    }),
  )
  await ok(writer.remove(staff, 'contacts', 'd'))
  expect((await report(run, ['a', 'b', 'c', 'd'])).refused).toEqual({
    a: 'skipped',
    b: 'changed',
    c: 'skipped',
    d: 'skipped',
  })
  expect(await delivery('a')).toMatchObject({ state: 'skipped', reason: 'unsubscribed' })
  expect(await delivery('b')).toMatchObject({ state: 'queued' })
  expect(await delivery('c')).toMatchObject({ state: 'skipped', reason: 'suppressed' })
  expect(await delivery('d')).toMatchObject({ state: 'skipped', reason: 'no longer in the list' })
})

test('consent is required where the settings say so', async () => {
  await ok(writer.update(system, 'settings', 'settings', { requireConsent: true }))
  const run = await sending('a', 'b')
  await ok(writer.update(staff, 'contacts', 'b', { consent: { email: true } }))
  expect((await report(run, ['a', 'b'])).refused).toEqual({ a: 'skipped' })
  expect(await delivery('a')).toMatchObject({ state: 'skipped', reason: 'no consent' })
})

test('a passing trouble is tried five times, then it is a lasting one', async () => {
  const run = await sending('a')
  for (let attempt = 1; attempt <= 5; attempt++) {
    const granted = await report(run, ['a'])
    expect(granted.attempts?.a ?? 1).toBe(attempt)
    await report(run, [], [{ contactId: 'a', attempt, result: 'failed_temporary', reason: 'busy' }])
    expect(await delivery('a')).toMatchObject({ state: attempt < 5 ? 'failed_temporary' : 'failed_permanent' })
  }
  expect((await report(run, ['a'])).refused).toEqual({ a: 'skipped' })
})

test('done → sending by a wave: late, retry, and nobody is added who has it', async () => {
  const run = await sending('a', 'b')
  await report(run, ['a', 'b'])
  await report(
    run,
    [],
    [
      { contactId: 'a', result: 'accepted' },
      { contactId: 'b', result: 'failed_permanent', reason: 'x' },
    ],
  )
  await ok(finish(run))
  expect((await expectRefusal(writer, 'refused', () => act('recipients', { contactIds: ['a'] }))).message).toBe(
    'This person already got it.',
  )
  await expectRefusal(writer, 'refused', () => act('recipients', {}))
  await expectRefusal(writer, 'invalid', () => act('recipients', { contactIds: ['nobody'] }))
  await expectRefusal(writer, 'invalid', () => act('retry', { states: ['accepted'] }))
  await expectRefusal(writer, 'refused', () => act('retry', { states: ['bounced_soft'] }))
  await ok(act('retry', { states: ['failed_permanent'] }))
  expect(await status()).toBe('sending')
  await expectRefusal(writer, 'refused', () => finish(run))
  const next = await begin()
  await ok(writer.send(system, 'campaign.enqueue', { campaignId: 'c1', run: next, wave: 2 }, { rows: rowsFor('b') }))
  await ok(writer.send(system, 'campaign.ready', { campaignId: 'c1', run: next, wave: 2 }))
  expect(await delivery('b')).toMatchObject({
    state: 'queued',
    wave: 2,
    attempts: [{ state: 'failed_permanent' }, { attempt: 2, state: 'queued' }],
  })
  await report(next, ['b'])
  await report(next, [], [{ contactId: 'b', attempt: 2, result: 'accepted' }])
  await ok(finish(next))
})

test('what two duplicates got, the one person they became got', async () => {
  const run = await sending('a')
  await report(run, ['a'])
  await report(run, [], [{ contactId: 'a', result: 'accepted' }])
  await ok(finish(run))
  await ok(writer.act(staff, 'contacts', 'b', 'merge', { otherId: 'a' }))
  await expectRefusal(writer, 'refused', () => act('recipients', { contactIds: ['b'] }))
})
