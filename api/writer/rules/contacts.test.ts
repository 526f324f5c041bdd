import type { Actor, Json, Role } from '@dormouse/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { expectRefusal, system, type Writer, writerInMemory } from '../writer-in-memory.ts'

let writer: Writer
let people: Record<Role | 'agent2', Actor>

beforeEach(async () => {
  writer = await writerInMemory()
  people = await writer.staffed()
})

const okay = { ok: true }
const contact = (id: string, values: Record<string, Json> = {}, actor = people.staff) =>
  writer.create(actor, 'contacts', id, { firstName: id, ...values })

function suppress(id: string, address: string, reason = 'unsubscribed') {
  const values = { addressHash: writer.hash(address), reason, since: '2026-01-05T00:00:00.000Z', source: 'a letter' }
  return writer.create(system, 'suppressions', id, values)
}

describe('an address that said no', () => {
  test('says so again for whoever is given it: by a create, an edit, an import', async () => {
    await suppress('s1', 'ada@example.org')
    await suppress('s2', 'bob@example.org', 'complained')
    await contact('ada', { email: 'ADA@example.org' })
    await contact('bob')
    await writer.update(people.staff, 'contacts', 'bob', { email: 'bob@example.org' })
    await contact('cy', { email: 'cy@example.org' })
    expect(await writer.get('contacts', 'ada')).toMatchObject({
      mail: { status: 'unsubscribed', since: '2026-01-05T00:00:00.000Z' },
    })
    expect(await writer.get('contacts', 'bob')).toMatchObject({ mail: { status: 'complained' } })
    expect(await writer.get('contacts', 'cy')).toMatchObject({ mail: { status: 'ok' } })
  })

  test('is lifted by an admin who says why, and only when nothing else blocks it', async () => {
    await suppress('s1', 'ada@example.org')
    await suppress('s2', 'ada@example.org', 'complained')
    await contact('ada', { email: 'ada@example.org' })
    await expectRefusal(writer, 'forbidden', () =>
      writer.act(people.staff, 'suppressions', 's1', 'lift', { why: 'asked' }),
    )
    await expectRefusal(writer, 'invalid', () => writer.act(people.admin, 'suppressions', 's1', 'lift', {}))
    expect(await writer.act(people.admin, 'suppressions', 's1', 'lift', { why: 'She asked by phone' })).toMatchObject(
      okay,
    )
    expect(await writer.get('contacts', 'ada')).not.toMatchObject({ mail: { status: 'ok' } })
    await writer.act(people.admin, 'suppressions', 's2', 'lift', { why: 'She asked by phone' })
    expect(await writer.get('contacts', 'ada')).toMatchObject({ mail: { status: 'ok' } })
    expect(await writer.get('suppressions', 's1')).toMatchObject({ liftedBy: 'admin', liftedWhy: 'She asked by phone' })
    expect(await writer.all('logs')).toContainEqual(expect.objectContaining({ what: 'lifted', actor: 'admin' }))
    await expectRefusal(writer, 'refused', () =>
      writer.act(people.admin, 'suppressions', 's1', 'lift', { why: 'Again' }),
    )
  })
})

describe('a new address', () => {
  test.each(['invalid', 'soft_bouncing'])('clears %s', async status => {
    await contact(
      'ada',
      { email: 'old@example.org', mail: { status, since: '2026-01-01T00:00:00.000Z', cause: 'x' } },
      system,
    )
    await writer.update(people.staff, 'contacts', 'ada', { email: 'new@example.org' })
    expect(await writer.get('contacts', 'ada')).toMatchObject({ mail: { status: 'ok', cause: null } })
  })

  test.each(['unsubscribed', 'complained'])('does not clear %s: that was the person', async status => {
    await contact(
      'ada',
      { email: 'old@example.org', mail: { status, since: '2026-01-01T00:00:00.000Z', cause: 'x' } },
      system,
    )
    await writer.update(people.staff, 'contacts', 'ada', { email: 'new@example.org' })
    expect(await writer.get('contacts', 'ada')).toMatchObject({ mail: { status } })
  })
})

describe('consent', () => {
  test('is stamped with when and where it was given, unless that is said', async () => {
    await contact('ada', { consent: { email: true } })
    expect(await writer.get('contacts', 'ada')).toMatchObject({
      consent: { email: true, at: '2026-03-01T09:00:00.000Z', source: 'Entered by a member of staff', wording: null },
    })
    const said = { email: true, at: '2025-05-05T00:00:00.000Z', source: 'Paper form', wording: 'Yes please' }
    await contact('bob', { consent: said })
    expect(await writer.get('contacts', 'bob')).toMatchObject({ consent: said })
    await writer.update(people.staff, 'contacts', 'bob', { consent: { email: false } })
    expect(await writer.get('contacts', 'bob')).toMatchObject({
      consent: { email: false, at: '2026-03-01T09:00:00.000Z', source: 'Entered by a member of staff', wording: null },
    })
  })
})

describe('merging two records of one person', () => {
  beforeEach(async () => {
    await contact('ada', { lastName: 'King', tags: ['a'], consent: { email: true } })
    await contact('adah', {
      lastName: 'Lovelace',
      email: 'ada@example.org',
      phone: '+44 20 7946 0000',
      tags: ['b', 'a'],
      address: { city: 'York' },
      consent: { email: false },
    })
    for (const id of ['tea', 'ball'])
      await writer.create(people.staff, 'events', id, { title: id, slug: id, startAt: '2026-05-01T10:00:00.000Z' })
    const attend = (id: string, contactId: string, eventId: string, status: string) =>
      writer.create(people.staff, 'attendances', id, { contactId, eventId, status })
    await attend('a1', 'ada', 'tea', 'registered')
    await attend('a2', 'adah', 'tea', 'attended')
    await attend('a3', 'adah', 'ball', 'attended')
    await writer.create(people.staff, 'segments', 's', { name: 'S', include: ['ada', 'adah'] })
    await writer.create(people.staff, 'activities', 'note', {
      subject: 'Rang',
      about: { resource: 'contacts', id: 'adah' },
    })
    await writer.create(people.admin, 'accounts', 'acc', { contactId: 'adah', number: '1' })
  })

  test('keeps what the survivor has, adds what it lacks, and moves every reference', async () => {
    expect(await writer.act(people.staff, 'contacts', 'ada', 'merge', { otherId: 'adah' })).toEqual({
      ok: true,
      resource: 'contacts',
      id: 'ada',
    })
    expect(await writer.get('contacts', 'ada')).toMatchObject({
      firstName: 'ada',
      lastName: 'King',
      email: 'ada@example.org',
      phone: expect.stringContaining('7946'),
      tags: ['a', 'b'],
      address: { city: 'York' },
      consent: { email: false },
      mergedFrom: ['adah'],
      attendedCount: 2,
      version: 2,
    })
    expect(await writer.get('contacts', 'adah')).toBeUndefined()
    expect(await writer.get('attendances', 'a1')).toMatchObject({ status: 'attended' })
    expect(await writer.get('attendances', 'a2')).toBeUndefined()
    expect(await writer.get('attendances', 'a3')).toMatchObject({ contactId: 'ada' })
    expect(await writer.get('events', 'tea')).toMatchObject({ attendedCount: 1, registeredCount: 1 })
    expect(await writer.get('segments', 's')).toMatchObject({ include: ['ada'] })
    expect(await writer.get('activities', 'note')).toMatchObject({ about: { resource: 'contacts', id: 'ada' } })
    expect(await writer.get('accounts', 'acc')).toMatchObject({ contactId: 'ada' })
  })

  test('is refused with oneself, with nobody, and to those who may not', async () => {
    await expectRefusal(writer, 'invalid', () =>
      writer.act(people.staff, 'contacts', 'ada', 'merge', { otherId: 'ada' }),
    )
    await expectRefusal(writer, 'missing', () =>
      writer.act(people.staff, 'contacts', 'ada', 'merge', { otherId: 'nobody' }),
    )
    await expectRefusal(writer, 'forbidden', () =>
      writer.act(people.viewer, 'contacts', 'ada', 'merge', { otherId: 'adah' }),
    )
  })

  test('a no of the duplicate stays a no', async () => {
    await writer.update(system, 'contacts', 'adah', {
      mail: { status: 'unsubscribed', since: '2026-02-02T00:00:00.000Z', cause: null },
    })
    await writer.act(people.staff, 'contacts', 'ada', 'merge', { otherId: 'adah' })
    expect(await writer.get('contacts', 'ada')).toMatchObject({ mail: { status: 'unsubscribed' } })
  })
})

describe('putting a value back', () => {
  beforeEach(async () => {
    await contact('ada', { ownerId: 'agent', address: { city: 'York' } })
    await writer.update(people.staff, 'contacts', 'ada', { address: { city: 'Leeds' } })
  })
  const rows = () => writer.history('contacts', 'ada')

  test('is an edit like any other, of one field, to what it was', async () => {
    const row = (await rows()).find(each => each.field === 'address.city')
    expect(await writer.act(people.agent, 'changes', String(row?.id), 'restore')).toMatchObject({ ok: true, id: 'ada' })
    expect(await writer.get('contacts', 'ada')).toMatchObject({
      address: { city: 'York' },
      version: 3,
      updatedBy: 'agent',
    })
    expect(await rows()).toHaveLength(3)
    await expectRefusal(writer, 'refused', () => writer.act(people.staff, 'changes', String(row?.id), 'restore'))
  })

  test('needs the record to be one’s own, a field to put back, and the change to be there', async () => {
    const [made, changed] = await rows()
    await expectRefusal(writer, 'missing', () => writer.act(people.agent2, 'changes', String(changed?.id), 'restore'))
    await expectRefusal(writer, 'forbidden', () => writer.act(people.viewer, 'changes', String(changed?.id), 'restore'))
    await expectRefusal(writer, 'refused', () => writer.act(people.staff, 'changes', String(made?.id), 'restore'))
    await expectRefusal(writer, 'missing', () => writer.act(people.staff, 'changes', 'contacts.ada.99.0.0', 'restore'))
    await expectRefusal(writer, 'missing', () => writer.act(people.staff, 'changes', 'nonsense', 'restore'))
  })
})
