import { afterEach, expect, test } from 'vitest'
import type { Mail } from '../api/mail/message.ts'
import type { Sender, Sent } from '../api/mail/sender.ts'
import { makeHalt } from './halt.ts'
import { type House, openHouse, people } from './house.ts'

let house: House
afterEach(() => house.close())

/** Keeps what it is handed; `answer` decides what it says. */
function keeper(answer: (mail: Mail, index: number) => Sent | Promise<Sent> = (_, index) => ({ kind: 'accepted', messageId: `m${index}` })) {
  const mails: Mail[] = []
  const sender: Sender = {
    feedback: false,
    parallel: 8,
    quota: async () => ({}),
    async send(mail) {
      const sent = await answer(mail, mails.length)
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
  expect(reasons.sort()).toEqual(['no address', expect.stringMatching(/^same address as p1$|^same address as twin$/), 'unsubscribed'])
  expect(await house.get('campaigns', 'c1')).toMatchObject({ status: 'done', run: 1 })
})
