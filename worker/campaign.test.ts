import { afterEach, expect, test } from 'vitest'
import type { Mail } from '../api/mail/message.ts'
import type { Sender, Sent } from '../api/mail/sender.ts'
import { type House, openHouse, people } from '../test/worker/house.ts'
import { makeHalt } from './halt.ts'

let house: House
afterEach(() => house.close())

/** Keeps what it is handed; `answer` decides what it says. */
function keeper(
  answer: (mail: Mail, asked: number) => Sent | Promise<Sent> = (_, index) => ({
    kind: 'accepted',
    messageId: `m${index}`,
  }),
) {
  const mails: Mail[] = []
  let asked = 0
  const sender: Sender = {
    feedback: false,
    parallel: 8,
    quota: async () => ({}),
    async send(mail) {
      const sent = await answer(mail, asked++)
      if (sent.kind === 'accepted' || sent.kind === 'unknown') mails.push(mail)
      return sent
    },
    close: async () => undefined,
  }
  return { mails, sender }
}

const states = async (id: string) => {
  const counts: Record<string, number> = {}
  for (const { state } of await house.deliveries(id)) counts[String(state)] = (counts[String(state)] ?? 0) + 1
  return counts
}

test('everybody who can be written to gets the letter once, and the others are listed with the reason', async () => {
  house = await openHouse()
  await house.furnish([
    ...people(60),
    { id: 'none', email: null },
    { id: 'no', email: 'no@example.org', consent: { email: false, at: null, source: null, wording: null } },
    { id: 'twin', email: 'person1@example.org', sharesAddress: true },
  ])
  await house.campaign('c1')
  expect(await house.act('c1', 'send')).toMatchObject({ ok: true })
  const { mails, sender } = keeper()
  expect(await house.work('c1', sender)).toBe('done')
  expect(new Set(mails.map(mail => mail.to.address)).size).toBe(60)
  expect(mails).toHaveLength(60)
  expect(await states('c1')).toEqual({ accepted: 60, skipped: 3 })
  const reasons = (await house.deliveries('c1')).filter(each => each.state === 'skipped').map(each => each.reason)
  expect(reasons.sort()).toEqual([
    'no address',
    expect.stringMatching(/^same address as p1$|^same address as twin$/),
    'unsubscribed',
  ])
  expect(await house.get('campaigns', 'c1')).toMatchObject({ status: 'done', run: 1 })
})

test('a letter that cannot be filled for one person stops the campaign before the first mail', async () => {
  house = await openHouse()
  await house.furnish(people(30))
  await house.campaign('c1')
  await house.act('c1', 'send')
  // A custom property that the letter names is archived between the freezing and the sending: nothing does that by itself.
  await house.must('system.write', {
    operations: [{ op: 'note', resource: 'settings', id: 'settings', values: { senderEmail: null } }],
  })
  const { mails, sender } = keeper()
  expect(await house.work('c1', sender)).toBe('stopped')
  expect(mails).toHaveLength(0)
  expect(await house.get('campaigns', 'c1')).toMatchObject({
    status: 'needs_attention',
    reason: expect.stringContaining('sender address'),
  })
})

test('paused within one batch, resumed later: everybody gets it once', async () => {
  house = await openHouse()
  await house.furnish(people(300))
  await house.campaign('c1')
  await house.act('c1', 'send')
  const { mails, sender } = keeper(async (_, index) => {
    if (index === 40) expect(await house.act('c1', 'pause')).toMatchObject({ ok: true })
    return { kind: 'accepted', messageId: `m${index}` }
  })
  expect(await house.work('c1', sender)).toBe('stopped')
  const sent = mails.length
  expect(sent).toBeLessThan(300)
  expect(await house.get('campaigns', 'c1')).toMatchObject({ status: 'paused' })
  await house.act('c1', 'resume')
  expect(await house.work('c1', sender)).toBe('done')
  expect(mails).toHaveLength(300)
  expect(new Set(mails.map(mail => mail.to.address)).size).toBe(300)
  expect(await states('c1')).toEqual({ accepted: 300 })
})

test('stopped for good: whoever was not written to will not be', async () => {
  house = await openHouse()
  await house.furnish(people(200))
  await house.campaign('c1')
  await house.act('c1', 'send')
  const { mails, sender } = keeper(async (_, index) => {
    if (index === 30) await house.act('c1', 'cancel')
    return { kind: 'accepted', messageId: `m${index}` }
  })
  expect(await house.work('c1', sender)).toBe('stopped')
  const counts = await states('c1')
  expect(counts.accepted).toBe(mails.length)
  expect((counts.accepted ?? 0) + (counts.cancelled ?? 0)).toBe(200)
})

test('two workers at once: the second takes over, nobody gets it twice, nobody is lost', async () => {
  house = await openHouse()
  await house.furnish(people(400))
  await house.campaign('c1')
  await house.act('c1', 'send')
  const { mails, sender } = keeper(async (_, index) => {
    await new Promise(resolve => setTimeout(resolve, 2))
    return { kind: 'accepted', messageId: `m${index}` }
  })
  const first = house.work('c1', sender)
  await expect.poll(() => mails.length, { timeout: 10_000 }).toBeGreaterThan(50)
  const second = house.work('c1', sender)
  expect(await first).toBe('stopped')
  expect(await second).toBe('done')
  expect(new Set(mails.map(mail => mail.to.address)).size).toBe(mails.length)
  const counts = await states('c1')
  // The first one's facts settle what the second called uncertain.
  expect(counts).toEqual({ accepted: 400 })
})

test('a worker asked to leave reports what it knows; the next one goes on', async () => {
  house = await openHouse()
  await house.furnish(people(300))
  await house.campaign('c1')
  await house.act('c1', 'send')
  const halt = makeHalt()
  const { mails, sender } = keeper((_, index) => {
    if (index === 60) halt.now('leaving')
    return { kind: 'accepted', messageId: `m${index}` }
  })
  expect(await house.work('c1', sender, { halt })).toBe('left')
  expect(await house.work('c1', sender)).toBe('done')
  expect(await states('c1')).toEqual({ accepted: 300 })
  expect(new Set(mails.map(mail => mail.to.address)).size).toBe(300)
  expect(mails).toHaveLength(300)
})

test('what may have left is uncertain and not sent again; a person settles it or sends it once more', async () => {
  house = await openHouse()
  await house.furnish(people(40))
  await house.campaign('c1')
  await house.act('c1', 'send')
  const lost = new Set(['person3@example.org', 'person7@example.org'])
  const { mails, sender } = keeper((mail, index) =>
    lost.delete(mail.to.address)
      ? { kind: 'unknown', reason: 'the connection broke' }
      : { kind: 'accepted', messageId: `m${index}` },
  )
  expect(await house.work('c1', sender)).toBe('done')
  expect(await states('c1')).toEqual({ accepted: 38, uncertain: 2 })
  expect(mails).toHaveLength(40)
  expect(await house.act('c1', 'settle', { deliveryIds: ['c1_p3'], as: 'arrived' })).toMatchObject({ ok: true })
  expect(await house.act('c1', 'settle', { deliveryIds: ['c1_p7'], as: 'resend' })).toMatchObject({ ok: true })
  expect(await house.get('campaigns', 'c1')).toMatchObject({ status: 'sending' })
  expect(await house.work('c1', sender)).toBe('done')
  expect(await states('c1')).toEqual({ accepted: 39, delivered: 1 })
  expect(mails.filter(mail => mail.to.address === 'person7@example.org')).toHaveLength(2)
  expect(mails.at(-1)?.tags).toEqual({ campaignId: 'c1', deliveryId: 'c1_p7', attempt: 2 })
  expect(await house.act('c1', 'settle', { deliveryIds: ['c1_p7'], as: 'resend' })).toMatchObject({ ok: false })
})

test('throttling slows and fails nobody; a refused address fails that person only; an account in trouble pauses', async () => {
  house = await openHouse()
  await house.furnish(people(80))
  await house.campaign('c1')
  await house.act('c1', 'send')
  let asked = 0
  let broken = true
  const { mails, sender } = keeper((mail, index) => {
    asked += 1
    if (asked % 4 === 0) return { kind: 'throttled' }
    if (mail.to.address === 'person5@example.org') return { kind: 'permanent', reason: 'no such user' }
    if (broken && mails.length === 30) return { kind: 'account', reason: 'Amazon has paused sending for this account.' }
    return { kind: 'accepted', messageId: `m${index}` }
  })
  expect(await house.work('c1', sender)).toBe('stopped')
  expect(await house.get('campaigns', 'c1')).toMatchObject({
    status: 'needs_attention',
    reason: expect.stringContaining('Amazon'),
  })
  broken = false
  await house.act('c1', 'resume')
  expect(await house.work('c1', sender)).toBe('done')
  expect(await states('c1')).toEqual({ accepted: 79, failed_permanent: 1 })
  expect(new Set(mails.map(mail => mail.to.address)).size).toBe(79)
  expect(mails).toHaveLength(79)
  expect(await house.act('c1', 'retry', { states: ['failed_permanent'] })).toMatchObject({ ok: true })
  expect(await house.work('c1', sender)).toBe('done')
  expect((await house.deliveries('c1')).find(each => each.id === 'c1_p5')).toMatchObject({
    state: 'failed_permanent',
    wave: 2,
  })
})

test('a late recipient gets the letter as it was sent; whoever has it is passed by unless it is wished', async () => {
  house = await openHouse()
  await house.furnish(people(5))
  const audience = { segmentIds: [], contactIds: ['p1', 'p2'], exceptSegmentIds: [], exceptContactIds: [] }
  await house.campaign('c1', { audience })
  await house.act('c1', 'send')
  const { mails, sender } = keeper()
  expect(await house.work('c1', sender)).toBe('done')
  await house.must('update', { resource: 'templates', id: 'letter', patch: { subject: 'Changed' } })
  expect(await house.act('c1', 'recipients', { contactIds: ['p1'] })).toMatchObject({ ok: false })
  expect(await house.act('c1', 'recipients', { contactIds: ['p1', 'p3'] })).toMatchObject({ ok: true })
  expect(await house.work('c1', sender)).toBe('done')
  expect(mails.map(mail => mail.subject)).toEqual(['For Person 1', 'For Person 2', 'For Person 3'])
  expect(await house.act('c1', 'recipients', { contactIds: ['p1'], again: true })).toMatchObject({ ok: true })
  expect(await house.work('c1', sender)).toBe('done')
  expect(mails).toHaveLength(4)
  expect(await house.get('campaigns', 'c1')).toMatchObject({
    waves: [
      { wave: 1, total: 2 },
      { wave: 2, total: 1 },
      { wave: 3, total: 1 },
    ],
  })
})

test('consent is looked at when the intent is asked, not when the audience was frozen', async () => {
  house = await openHouse()
  await house.furnish(people(200))
  await house.campaign('c1')
  await house.act('c1', 'send')
  const { mails, sender } = keeper(async (_, index) => {
    if (index === 0) {
      const input = {
        contactId: 'p199',
        campaignId: 'c1',
        addressHash: house.hash('person199@example.org'),
        way: 'one click',
      }
      expect(await house.send('mail.unsubscribe', input)).toMatchObject({ ok: true })
      await house.must('update', { resource: 'contacts', id: 'p198', patch: { email: 'moved@example.org' } })
    }
    return { kind: 'accepted', messageId: `m${index}` }
  })
  expect(await house.work('c1', sender)).toBe('done')
  expect(await states('c1')).toEqual({ accepted: 199, skipped: 1 })
  const addresses = mails.map(mail => mail.to.address)
  expect(addresses).not.toContain('person199@example.org')
  expect(addresses).not.toContain('person198@example.org')
  expect(addresses).toContain('moved@example.org')
})

test('more people than one commit can take off are taken off in pieces', async () => {
  house = await openHouse()
  await house.furnish(people(5_300))
  await house.campaign('c1')
  await house.act('c1', 'send')
  const { mails, sender } = keeper(async (_, asked) => {
    if (asked === 10) expect(await house.act('c1', 'cancel')).toMatchObject({ ok: true })
    return { kind: 'accepted', messageId: `m${asked}` }
  })
  expect(await house.work('c1', sender)).toBe('stopped')
  const counts = await states('c1')
  expect(counts).toEqual({ accepted: mails.length, cancelled: 5_300 - mails.length })
  // Somebody who comes later finds nothing to do.
  expect(await house.work('c1', sender)).toBe('nothing to do')
})
