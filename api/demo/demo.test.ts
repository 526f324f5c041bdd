import { deliveryStates } from '@dormouse/model'
import { expect, test } from 'vitest'
import { memoryObjects } from '../store/objects.memory.ts'
import { writerInMemory } from '../writer/writer-in-memory.ts'
import { seedDemo } from './index.ts'

test('the sample organisation has everything that a first look needs, all of it accepted by the writer', async () => {
  const writer = await writerInMemory()
  let turn = Promise.resolve()
  await seedDemo({
    clock: writer.clock,
    documents: memoryObjects(),
    addressHash: writer.hash,
    submit: async (command, options) => {
      const { id } = await writer.submit(command, { ...options, waitMs: 0 })
      turn = turn.then(() => writer.decideWaiting())
      await turn
      const found = await writer.replica.outcome(id, 1_000)
      return { id, outcome: found?.outcome, sequence: found?.sequence }
    },
  })
  const contacts = await writer.all('contacts')
  expect(contacts).toHaveLength(1000)
  const inBritain = contacts.filter(each => (each.address as { country: string }).country === 'GB').length
  expect(inBritain).toBeGreaterThan(550)
  expect(inBritain).toBeLessThan(650)
  expect(contacts.some(each => each.email === null)).toBe(true)
  expect(contacts.some(each => (each.mail as { status: string }).status === 'unsubscribed')).toBe(true)
  expect(contacts.some(each => (each.mail as { status: string }).status === 'invalid')).toBe(true)
  expect(contacts.some(each => Number(each.attendedCount) >= 3)).toBe(true)

  const campaigns = await writer.all('campaigns')
  expect(campaigns.map(each => each.status).sort()).toEqual(['done', 'draft'])
  const sent = campaigns.find(each => each.status === 'done')
  const states = await writer.replica.read(
    { partitions: [['deliveries', String(sent?.id)]] },
    view => new Set([...view.partition('deliveries', String(sent?.id)).values()].map(each => each.state)),
  )
  // A campaign that is done has nothing left on its way.
  const waiting = ['queued', 'intended', 'failed_temporary']
  expect([...states].sort()).toEqual(deliveryStates.filter(state => !waiting.includes(state)).sort())

  const stages = await writer.all('stages')
  const leads = await writer.all('leads')
  for (const stage of stages.filter(each => each.pipeline === 'leads'))
    expect(leads.some(lead => lead.stageId === stage.id)).toBe(true)
  for (const resource of [
    'segments',
    'templates',
    'events',
    'attendances',
    'opportunities',
    'accounts',
    'transactions',
    'documents',
    'activities',
  ])
    expect((await writer.all(resource)).length, resource).toBeGreaterThan(0)
  expect((await writer.all('accounts')).some(each => (each.balance as { amount: number }).amount !== 0)).toBe(true)
  expect((await writer.all('staff')).map(each => each.role).sort()).toEqual([
    'admin',
    'agent',
    'agent',
    'root',
    'staff',
    'viewer',
  ])
})
