/**
 * A worker that dies at each of its awaits in turn, before or after what it asked for has happened. Another one then ends
 * the campaign. However it died: nobody twice, nobody lost, and at most two halves in doubt.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { halfMin } from '../api/campaigns/reporting.ts'
import type { Mail } from '../api/mail/message.ts'
import type { Sender } from '../api/mail/sender.ts'
import { type House, openHouse, people } from '../test/worker/house.ts'
import { deathAt } from '../test/worker/mortal.ts'

const recipients = 70
const stepsMax = 400

let house: House
beforeAll(async () => {
  house = await openHouse()
  await house.furnish(people(recipients))
})
afterAll(() => house.close())

function keeper() {
  const mails: Mail[] = []
  const sender: Sender = {
    feedback: false,
    parallel: 4,
    quota: async () => ({}),
    async send(mail) {
      mails.push(mail)
      return { kind: 'accepted', messageId: `m${mails.length}` }
    },
    close: async () => undefined,
  }
  return { mails, sender }
}

/** Answers how the doomed worker ended; a worker that got through was asked for more steps than there are. */
async function lives(id: string, step: number, when: 'before' | 'after'): Promise<string> {
  await house.campaign(id)
  expect(await house.act(id, 'send')).toMatchObject({ ok: true })
  const { mails, sender } = keeper()
  const { through, died } = deathAt(step, when)
  const end = await Promise.race([house.work(id, sender, { through }), died])
  const second = await house.work(id, sender)
  expect(['done', 'nothing to do'], `${when} step ${step}`).toContain(second)
  const deliveries = await house.deliveries(id)
  const of = (state: string) => deliveries.filter(each => each.state === state)
  const got = mails.map(mail => mail.tags?.deliveryId ?? '')
  expect(new Set(got).size, `nobody twice, ${when} step ${step}`).toBe(got.length)
  expect(of('accepted').length + of('uncertain').length, `nobody lost, ${when} step ${step}`).toBe(recipients)
  expect(
    of('accepted').every(each => got.includes(each.id)),
    `told as it was, ${when} step ${step}`,
  ).toBe(true)
  expect(of('uncertain').length, `in doubt, ${when} step ${step}`).toBeLessThanOrEqual(4 * halfMin)
  expect(await house.get('campaigns', id)).toMatchObject({ status: 'done' })
  return end
}

test.each(['before', 'after'] as const)('a worker that dies %s any of its requests', async when => {
  let step = 1
  while (step < stepsMax && (await lives(`${when}-${step}`, step, when)) === 'died') step += step < 20 ? 1 : 3
  expect(step).toBeGreaterThan(60)
  expect(step).toBeLessThan(stepsMax)
})
