import { afterEach, beforeEach, expect, test } from 'vitest'
import { collectionSpecs, projections } from '../api/collections.ts'
import type { Sender } from '../api/mail/sender.ts'
import { openReplica } from '../api/store/replica.ts'
import { type House, openHouse, people } from '../test/worker/house.ts'
import type { RunDeps } from './campaign.ts'
import { makeHalt } from './halt.ts'
import { glanced, readWaiting } from './waiting.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const run = { campaignId: 'c1', number: 1, commandId: () => 'unused' }

/** Every third person has a passing trouble. */
function moody(): Sender {
  let sent = 0
  return {
    feedback: false,
    parallel: 4,
    quota: async () => ({}),
    send: async () =>
      sent++ % 3 === 0 ? { kind: 'temporary', reason: 'full' } : { kind: 'accepted', messageId: `m${sent}` },
    close: async () => undefined,
  }
}

async function begun(count: number): Promise<void> {
  await house.furnish(people(count))
  await house.campaign('c1')
  await house.act('c1', 'send')
}

test('of each delivery a part is held, and the list of those who wait is the same', async () => {
  await begun(30)
  const leaving = makeHalt()
  const working = house.work('c1', moody(), { halt: leaving })
  await expect
    .poll(async () => (await house.deliveries('c1')).filter(each => each.state === 'accepted').length)
    .toBe(20)
  leaving.now('leaving')
  await working
  const { objects, clock, reader } = house
  const replica = openReplica({ objects, specs: collectionSpecs.map(glanced), projections, clock })
  const deps = { reader, clock: { ...clock, nowMs: () => 0 } } as unknown as RunDeps
  const whole = await readWaiting(run, { ...deps, glance: reader.read.bind(reader) })
  expect(await readWaiting(run, { ...deps, glance: replica.read.bind(replica) })).toEqual(whole)
  expect(whole).toMatchObject({ now: [], dueInMs: expect.any(Number) })
  const late = { ...deps, clock: { ...clock, nowMs: () => clock.nowMs() + 3_600_000 } }
  const due = await readWaiting(run, { ...late, glance: replica.read.bind(replica) })
  expect(due.now).toHaveLength(10)
  expect(due).toEqual(await readWaiting(run, { ...late, glance: reader.read.bind(reader) }))
  await replica.close()
})

test('where nobody waits, no delivery is looked at', async () => {
  await begun(5)
  const all = { ...moody(), send: async () => ({ kind: 'accepted', messageId: 'm' }) as const }
  expect(await house.work('c1', all)).toBe('done')
  const glance = () => Promise.reject(new Error('looked'))
  const deps = { reader: house.reader, clock: house.clock, glance } as unknown as RunDeps
  expect(await readWaiting(run, deps)).toEqual({ now: [] })
})
