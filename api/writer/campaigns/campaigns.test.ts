/** Every move of a campaign, and every refusal of one, through the real writer. */
import type { Actor, Json, Outcome } from '@dormouse/model'
import { beforeEach, expect, test } from 'vitest'
import type { ReportedOutcome, ReportResult } from '../../campaigns/reporting.ts'
import { expectRefusal, system, type Writer, writerInMemory } from '../writer-in-memory.ts'

let writer: Writer
let staff: Actor
let agent: Actor
const everyone = { segmentIds: ['everyone'], contactIds: [], exceptSegmentIds: [], exceptContactIds: [] }
const hour = 3_600_000

beforeEach(async () => {
  writer = await writerInMemory()
  ;({ staff, agent } = await writer.staffed())
  await ok(
    writer.create(system, 'settings', 'settings', {
      organisation: 'Wood',
      senderEmail: 'news@wood.example',
      timeZone: 'Europe/London',
    }),
  )
  await ok(writer.send(system, 'groups.install', {}))
  await ok(writer.create(staff, 'templates', 't1', { name: 'T', subject: 'Hello {{firstName}}', body: '<p>Hi</p>' }))
  for (const id of ['a', 'b', 'c'])
    await ok(writer.create(staff, 'contacts', id, { firstName: id, email: `${id}@example.org` }))
  await ok(writer.create(staff, 'campaigns', 'c1', { name: 'Spring', templateId: 't1', audience: everyone }))
})

async function ok(outcome: Promise<Outcome>): Promise<Json> {
  const found = await outcome
  expect(found).toMatchObject({ ok: true })
  return found.ok ? (found.result ?? null) : null
}

const act = (action: string, input: Json = {}) => writer.act(staff, 'campaigns', 'c1', action, input)
const status = async () => (await writer.get('campaigns', 'c1'))?.status
const rowsFor = (...ids: string[]): Json[] => ids.map(contactId => ({ contactId, address: `${contactId}@example.org` }))
const delivery = (contactId: string) =>
  writer.replica.read({ partitions: [['deliveries', 'c1']] }, view =>
    view.partition('deliveries', 'c1').get(`c1_${contactId}`),
  )

async function begin(): Promise<number> {
  return ((await ok(writer.send(system, 'campaign.begin', { campaignId: 'c1' }))) as { run: number }).run
}

/** Begun, with these people in the ledger and ready to be sent. */
async function sending(...ids: string[]): Promise<number> {
  await ok(act('send'))
  const run = await begin()
  await ok(writer.send(system, 'campaign.enqueue', { campaignId: 'c1', run, wave: 1 }, { rows: rowsFor(...ids) }))
  await ok(writer.send(system, 'campaign.ready', { campaignId: 'c1', run, wave: 1 }))
  return run
}

async function report(
  run: number,
  intents: string[],
  outcomes: Partial<ReportedOutcome>[] = [],
): Promise<ReportResult> {
  const input = {
    campaignId: 'c1',
    run,
    intents: intents.map(contactId => ({ contactId, address: `${contactId}@example.org` })),
    outcomes: outcomes.map(each => ({ attempt: 1, at: '2026-03-01T09:00:00.000Z', ...each })),
  }
  return (await ok(writer.send(system, 'campaign.report', input as unknown as Json))) as unknown as ReportResult
}

const finish = (run: number) => writer.send(system, 'campaign.finish', { campaignId: 'c1', run })

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
  })
  await ok(act('send'))
  expect(await status()).toBe('preparing')
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
