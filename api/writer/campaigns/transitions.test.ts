/** Every move from every state: what is legal happens, what is not is refused with a sentence and changes nothing. */
import type { Json } from '@dormouse/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { type CampaignInMemory, campaignInMemory, ok } from '../../../test/worker/campaign-in-memory.ts'
import { graceMs } from '../../campaigns/reporting.ts'
import { expectRefusal, system } from '../writer-in-memory.ts'
import type { CampaignStatus, Move } from './status.ts'

let house: CampaignInMemory
beforeEach(async () => {
  house = await campaignInMemory()
})

/** In the ledger: a is uncertain, b has failed for good; what is under way waits for nobody else. */
async function sending(): Promise<number> {
  const run = await house.sending('a', 'b')
  await house.report(run, ['a', 'b'])
  await house.report(
    run,
    [],
    [
      { contactId: 'a', result: 'uncertain', reason: 'the connection broke' },
      { contactId: 'b', result: 'failed_permanent', reason: 'no such user' },
    ],
  )
  return run
}

const into: Record<CampaignStatus, () => Promise<unknown>> = {
  draft: async () => undefined,
  scheduled: () => ok(house.act('send', { at: '2030-07-01T10:00' })),
  preparing: async () => {
    await ok(house.act('send'))
    await house.begin()
  },
  sending,
  paused: async () => {
    await sending()
    await ok(house.act('pause'))
  },
  done: async () => ok(house.finish(await sending())),
  cancelled: async () => {
    await sending()
    await ok(house.act('cancel'))
  },
  needs_attention: async () => {
    const run = await sending()
    await ok(house.writer.send(system, 'campaign.stop', { campaignId: 'c1', run, reason: 'The account is paused.' }))
  },
}

const inputs: Record<Move, Json> = {
  send: {},
  pause: {},
  resume: {},
  cancel: {},
  recipients: { contactIds: ['c'] },
  retry: { states: ['failed_permanent'] },
  settle: { deliveryIds: ['c1_a'], as: 'resend' },
}
const moves = Object.keys(inputs) as Move[]

/** Where a move leads to; a sentence that it is refused with although the state allows it; undefined: never from there. */
const legal: Record<CampaignStatus, Partial<Record<Move, CampaignStatus | RegExp>>> = {
  draft: { send: 'preparing' },
  scheduled: { send: 'preparing', cancel: 'cancelled' },
  preparing: {
    pause: 'paused',
    cancel: 'cancelled',
    recipients: 'preparing',
    retry: /^There is nobody to try again\.$/,
    settle: /^None of these is uncertain any more\.$/,
  },
  sending: { pause: 'paused', cancel: 'cancelled', recipients: 'sending', retry: 'sending', settle: 'sending' },
  paused: { resume: 'sending', cancel: 'cancelled', recipients: 'paused', retry: 'paused', settle: 'paused' },
  done: { recipients: 'sending', retry: 'sending', settle: 'sending' },
  cancelled: { settle: /^This campaign was stopped for good\.$/ },
  needs_attention: {
    resume: 'sending',
    cancel: 'cancelled',
    recipients: 'needs_attention',
    retry: 'needs_attention',
    settle: 'needs_attention',
  },
}
const states = Object.keys(legal) as CampaignStatus[]

describe.each(states)('a campaign that is %s', state => {
  test.each(moves)('%s', async move => {
    await into[state]()
    expect(await house.status()).toBe(state)
    const end = legal[state][move]
    if (typeof end === 'string') {
      await ok(house.act(move, inputs[move]))
      expect(await house.status()).toBe(end)
    } else {
      const { message } = await expectRefusal(house.writer, 'refused', () => house.act(move, inputs[move]))
      expect(message).toMatch(end ?? /^This campaign can't .+: it .+\.$/)
    }
  })
})

/** What only the product's own parts may ask, and from where. */
const commands: Record<string, { legal: CampaignStatus[]; input: (run: number) => Json }> = {
  'campaign.begin': { legal: ['preparing', 'sending'], input: () => ({ campaignId: 'c1' }) },
  'campaign.stop': { legal: ['preparing', 'sending'], input: run => ({ campaignId: 'c1', run, reason: 'x' }) },
  'campaign.finish': { legal: ['sending'], input: run => ({ campaignId: 'c1', run }) },
  'campaign.sweep': { legal: ['cancelled'], input: () => ({ campaignId: 'c1' }) },
  'campaign.fire': { legal: [], input: () => ({ campaignId: 'c1', scheduledAt: '2030-07-01T10:00' }) },
}

describe.each(states)('the worker at a campaign that is %s', state => {
  test.each(Object.keys(commands))('%s', async type => {
    await into[state]()
    const run = Number((await house.writer.get('campaigns', 'c1'))?.run ?? 0)
    const { legal: from, input } = commands[type]!
    const send = () => house.writer.send(system, type, input(run))
    if (from.includes(state)) await ok(send())
    else expect((await expectRefusal(house.writer, 'refused', send)).message).toMatch(/^[A-Z].+\.$/)
  })

  test('grants intents only while it is being sent, and takes facts always', async () => {
    await into[state]()
    const run = Number((await house.writer.get('campaigns', 'c1'))?.run ?? 0)
    const result = await house.report(run, ['c'], [{ contactId: 'a', result: 'accepted', messageId: 'm' }])
    expect(result.stopped).toBe(state === 'sending' ? undefined : 'not sending')
    const ledger = await house.delivery('a')
    if (ledger) expect(ledger).toMatchObject({ state: 'accepted' })
  })
})

test('an uncertain one that is marked as arrived is settled in any state that has begun', async () => {
  for (const state of ['sending', 'paused', 'done', 'cancelled', 'needs_attention'] as const) {
    house = await campaignInMemory()
    await into[state]()
    await ok(house.act('settle', { deliveryIds: ['c1_a'], as: 'arrived' }))
    expect(await house.delivery('a')).toMatchObject({ state: 'delivered' })
    expect(await house.status()).toBe(state)
  }
})

test('where the mail service reports, a letter that may have arrived is sent again only after it had time to say so', async () => {
  await sending()
  await house.begin(true)
  const again = () => house.act('settle', { deliveryIds: ['c1_a'], as: 'resend' })
  house.writer.clock.pass(graceMs - 90_000)
  await expectRefusal(house.writer, 'refused', again)
  expect(await again()).toMatchObject({ problem: { message: expect.stringMatching(/Wait another 2 minutes/) } })
  house.writer.clock.pass(90_000)
  await ok(again())
  expect(await house.delivery('a')).toMatchObject({ state: 'queued' })
})
