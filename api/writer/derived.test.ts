import type { Actor, Json, Role } from '@dormouse/model'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { expectRefusal, system, type Wish, type Writer, writerInMemory } from './writer-in-memory.ts'

let writer: Writer
let people: Record<Role | 'agent2', Actor>

beforeEach(async () => {
  writer = await writerInMemory()
  people = await writer.staffed()
})

const okay = { ok: true }
const startAt = '2026-05-01T10:00:00.000Z'

const event = (id: string, more: Record<string, Json> = {}) =>
  writer.create(people.staff, 'events', id, { title: id, slug: id, startAt, ...more })

async function contacts(...ids: string[]) {
  for (const id of ids) await writer.create(people.staff, 'contacts', id, { firstName: id })
}

const attend = (id: string, contactId: string, eventId: string, status = 'registered') =>
  writer.create(people.staff, 'attendances', id, { contactId, eventId, status })

describe('figures over related records', () => {
  test('a count follows makes, changes and removals, without a change of the record that shows it', async () => {
    await contacts('ada')
    await event('tea')
    await event('ball')
    await attend('a1', 'ada', 'tea', 'attended')
    await attend('a2', 'ada', 'ball')
    expect(await writer.get('contacts', 'ada')).toMatchObject({ attendedCount: 1, version: 1 })
    await writer.update(people.staff, 'attendances', 'a2', { status: 'attended' })
    expect(await writer.get('contacts', 'ada')).toMatchObject({ attendedCount: 2, version: 1, updatedBy: 'staff' })
    await writer.update(people.staff, 'attendances', 'a1', { status: 'no_show' })
    await writer.remove(people.staff, 'attendances', 'a2')
    expect(await writer.get('contacts', 'ada')).toMatchObject({ attendedCount: 0 })
    expect(await writer.history('contacts', 'ada')).toHaveLength(1)
  })

  test('a list of references counts for each one in it', async () => {
    await contacts('ada', 'bob')
    await event('tea', { hostIds: ['ada', 'bob'] })
    await event('ball', { hostIds: ['ada'] })
    await writer.update(people.staff, 'events', 'tea', { hostIds: ['bob'] })
    expect(await writer.get('contacts', 'ada')).toMatchObject({ hostedCount: 1 })
    expect(await writer.get('contacts', 'bob')).toMatchObject({ hostedCount: 1 })
  })

  test('a balance is exact money, and none where currencies mix', async () => {
    await contacts('ada')
    await writer.create(people.admin, 'accounts', 'acc', { contactId: 'ada', number: '1' })
    const book = (id: string, amount: number, currency = 'GBP', status = 'booked') =>
      writer.create(system, 'transactions', id, {
        accountId: 'acc',
        externalId: id,
        bookedAt: '2026-02-01',
        amount: { amount, currency },
        status,
      })
    const balance = async () => (await writer.get('accounts', 'acc'))?.balance
    expect(await balance()).toBeNull()
    await book('t1', 1250)
    await book('t2', -250)
    await book('t3', 99, 'GBP', 'pending')
    expect(await balance()).toEqual({ amount: 1000, currency: 'GBP' })
    await writer.update(system, 'transactions', 't3', { status: 'booked' })
    expect(await balance()).toEqual({ amount: 1099, currency: 'GBP' })
    await book('t4', 5, 'EUR')
    expect(await balance()).toBeNull()
    await writer.remove(system, 'transactions', 't4')
    expect(await balance()).toEqual({ amount: 1099, currency: 'GBP' })
    await writer.remove(system, 'transactions', 't1')
    await writer.remove(system, 'transactions', 't2')
    await writer.remove(system, 'transactions', 't3')
    expect(await balance()).toBeNull()
  })

  test('figures are what counting anew gives, whatever is done in whichever batches', async () => {
    const ids = ['c0', 'c1', 'c2']
    const step = fc.record({
      act: fc.constantFrom('attend', 'status', 'leave', 'remove', 'restore'),
      contact: fc.constantFrom(...ids),
      event: fc.constantFrom('e0', 'e1'),
      status: fc.constantFrom('registered', 'waiting', 'attended', 'no_show', 'cancelled'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { maxLength: 4 }), async batches => {
        writer = await writerInMemory()
        people = await writer.staffed()
        await contacts(...ids)
        await event('e0', { maxCapacity: 2 })
        await event('e1')
        for (const batch of batches)
          await writer.together(
            batch.map(({ act, contact, event: eventId, status }): Wish => {
              const id = `${contact}-${eventId}`
              const actor = people.staff
              if (act === 'attend')
                return {
                  actor,
                  type: 'create',
                  input: { resource: 'attendances', id, values: { contactId: contact, eventId, status } },
                }
              if (act === 'status')
                return { actor, type: 'update', input: { resource: 'attendances', id, patch: { status } } }
              if (act === 'leave') return { actor, type: 'delete', input: { resource: 'attendances', id } }
              if (act === 'remove') return { actor, type: 'delete', input: { resource: 'contacts', id: contact } }
              return { actor, type: 'create', input: { resource: 'contacts', id: contact, values: {} } }
            }),
          )
        const rows = await writer.all('attendances')
        for (const contact of await writer.all('contacts'))
          expect(contact.attendedCount).toBe(
            rows.filter(row => row.contactId === contact.id && row.status === 'attended').length,
          )
        for (const each of await writer.all('events')) {
          const mine = rows.filter(row => row.eventId === each.id)
          const seats = mine.filter(row => row.status === 'registered' || row.status === 'attended').length
          expect(each.registeredCount).toBe(seats)
          expect(each.waitingCount).toBe(mine.filter(row => row.status === 'waiting').length)
          if (each.maxCapacity !== null) expect(seats).toBeLessThanOrEqual(Number(each.maxCapacity))
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('counting anew', () => {
  test('mends figures and shown values that stored records do not have yet', async () => {
    await contacts('ada')
    await event('tea')
    await attend('a', 'ada', 'tea', 'attended')
    const note = (resource: string, id: string, values: Record<string, Json>) =>
      writer.send(system, 'system.write', { operations: [{ op: 'note', resource, id, values }] })
    await note('contacts', 'ada', { attendedCount: 7 })
    await note('attendances', 'a', { startAt: null })
    for (const resource of ['contacts', 'attendances'])
      expect(await writer.send(system, 'system.recount', { resource })).toMatchObject({
        ok: true,
        result: { next: null },
      })
    expect(await writer.get('contacts', 'ada')).toMatchObject({ attendedCount: 1, version: 1 })
    expect(await writer.get('attendances', 'a')).toMatchObject({ startAt, version: 1 })
    await expectRefusal(writer, 'forbidden', () => writer.send(people.root, 'system.recount', { resource: 'contacts' }))
  })
})

describe('values shown through a reference', () => {
  test('are there from the start and follow the record that is referred to', async () => {
    await contacts('ada')
    await event('tea')
    await attend('a', 'ada', 'tea')
    expect(await writer.get('attendances', 'a')).toMatchObject({ startAt, version: 1 })
    await writer.update(people.staff, 'events', 'tea', { startAt: '2026-06-01T10:00:00.000Z' })
    expect(await writer.get('attendances', 'a')).toMatchObject({ startAt: '2026-06-01T10:00:00.000Z', version: 1 })
  })
})

describe('places at an event', () => {
  beforeEach(async () => {
    await contacts('ada', 'bob', 'cy', 'di')
    await event('tea', { maxCapacity: 2 })
    await attend('a', 'ada', 'tea')
    await attend('b', 'bob', 'tea')
    writer.clock.pass(1_000)
    await attend('c', 'cy', 'tea')
    writer.clock.pass(1_000)
    await attend('d', 'di', 'tea')
  })

  const statuses = async () => Object.fromEntries((await writer.all('attendances')).map(each => [each.id, each.status]))

  test('whoever comes after the last place waits, and moves up first come first served', async () => {
    expect(await statuses()).toEqual({ a: 'registered', b: 'registered', c: 'waiting', d: 'waiting' })
    await writer.update(people.staff, 'attendances', 'a', { status: 'cancelled' })
    expect(await statuses()).toEqual({ a: 'cancelled', b: 'registered', c: 'registered', d: 'waiting' })
    await writer.remove(people.staff, 'attendances', 'b')
    expect(await statuses()).toEqual({ a: 'cancelled', c: 'registered', d: 'registered' })
  })

  test('nobody is let in past them by hand', async () => {
    const problem = await expectRefusal(writer, 'refused', () =>
      writer.update(people.staff, 'attendances', 'd', { status: 'attended' }),
    )
    expect(problem.errors).toEqual({ status: 'All places are taken. Add places to the event first.' })
  })

  test('more places let people in; fewer than are taken are refused', async () => {
    await writer.update(people.staff, 'events', 'tea', { maxCapacity: 3 })
    expect(await statuses()).toMatchObject({ c: 'registered', d: 'waiting' })
    await writer.update(people.staff, 'events', 'tea', { maxCapacity: null })
    expect(await statuses()).toMatchObject({ d: 'registered' })
    await expectRefusal(writer, 'refused', () => writer.update(people.staff, 'events', 'tea', { maxCapacity: 3 }))
  })

  test('one person has one row at one event, and coming in is noted', async () => {
    await expectRefusal(writer, 'conflict', () => attend('again', 'ada', 'tea'))
    writer.clock.pass(1_000)
    expect(await writer.update(people.staff, 'attendances', 'a', { status: 'attended' })).toMatchObject(okay)
    expect(await writer.get('attendances', 'a')).toMatchObject({ checkedInAt: '2026-03-01T09:00:03.000Z' })
  })

  test('an event that goes takes its attendances along, and nobody moves up into nothing', async () => {
    await writer.remove(people.staff, 'events', 'tea')
    expect(await writer.all('attendances')).toEqual([])
  })

  test('an event ends after it begins', async () => {
    const problem = await expectRefusal(writer, 'refused', () =>
      writer.update(people.staff, 'events', 'tea', { endAt: '2026-05-01T09:00:00.000Z' }),
    )
    expect(problem.errors).toEqual({ endAt: 'An event ends after it begins.' })
  })
})
