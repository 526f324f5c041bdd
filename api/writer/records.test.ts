import type { Actor, Json, Role } from '@dormouse/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { expectRefusal, system, type Writer, writerInMemory } from './writer-in-memory.ts'

let writer: Writer
let people: Record<Role | 'agent2', Actor>

beforeEach(async () => {
  writer = await writerInMemory()
  people = await writer.staffed()
})

const okay = { ok: true }

describe('creating', () => {
  test('a contact has every declared field, its own values in canonical form, and base fields', async () => {
    expect(
      await writer.create(people.staff, 'contacts', 'ada', {
        firstName: 'Ada',
        email: '  Ada@EXAMPLE.org ',
        address: { city: 'York' },
      }),
    ).toEqual({ ok: true, resource: 'contacts', id: 'ada' })
    expect(await writer.get('contacts', 'ada')).toMatchObject({
      id: 'ada',
      version: 1,
      createdBy: 'staff',
      updatedAt: '2026-03-01T09:00:00.000Z',
      firstName: 'Ada',
      lastName: null,
      email: 'ada@example.org',
      tags: [],
      address: { city: 'York', line1: null, country: null },
      mail: { status: 'ok' },
      attendedCount: 0,
      properties: {},
    })
  })

  test('unknown fields, wrong types and dangerous keys are named and nothing is made', async () => {
    const problem = await expectRefusal(writer, 'invalid', () =>
      writer.create(people.staff, 'contacts', 'x', { nickname: 'X', firstName: 7, email: 'nobody' }),
    )
    expect(Object.keys(problem.errors ?? {}).sort()).toEqual(['email', 'firstName', 'nickname'])
    const dangerous = JSON.parse('{"__proto__": {"role": "root"}}') as Record<string, Json>
    await expectRefusal(writer, 'invalid', () => writer.create(people.staff, 'contacts', 'x', dangerous))
  })

  test('fields that the writer keeps are ignored when a person sends them, and taken from the product itself', async () => {
    const mail = { status: 'invalid', since: '2026-01-01T00:00:00.000Z', cause: 'No such mailbox' }
    await writer.create(people.staff, 'contacts', 'one', { firstName: 'One', mail, attendedCount: 9 })
    await writer.create(system, 'contacts', 'two', {
      firstName: 'Two',
      mail,
      attendedCount: 9,
      createdAt: '2025-01-01T00:00:00.000Z',
    })
    expect(await writer.get('contacts', 'one')).toMatchObject({ mail: { status: 'ok' }, attendedCount: 0 })
    expect(await writer.get('contacts', 'two')).toMatchObject({
      mail,
      attendedCount: 0,
      createdAt: '2025-01-01T00:00:00.000Z',
      createdBy: 'sample',
    })
  })

  test('an id is taken once, and has the form of an id', async () => {
    await writer.create(people.staff, 'contacts', 'ada', { firstName: 'Ada' })
    await expectRefusal(writer, 'conflict', () => writer.create(people.staff, 'contacts', 'ada', {}))
    await expectRefusal(writer, 'invalid', () => writer.create(people.staff, 'contacts', '../ada', {}))
  })

  test('an unknown resource, and one whose rows are projected, cannot be written', async () => {
    await expectRefusal(writer, 'missing', () => writer.create(people.root, 'nonsense', 'x', {}))
    await expectRefusal(writer, 'missing', () => writer.create(people.root, 'changes', 'x', {}))
  })
})

describe('updating', () => {
  beforeEach(async () => {
    await writer.create(people.staff, 'contacts', 'ada', {
      firstName: 'Ada',
      lastName: 'King',
      address: { city: 'York', country: 'GB' },
      tags: ['a'],
    })
  })

  test('a patch merges part by part, raises the version once, and leaves one row of history a field', async () => {
    writer.clock.pass(60_000)
    expect(
      await writer.update(people.admin, 'contacts', 'ada', { lastName: 'Lovelace', address: { city: 'Leeds' } }),
    ).toMatchObject(okay)
    expect(await writer.get('contacts', 'ada')).toMatchObject({
      firstName: 'Ada',
      lastName: 'Lovelace',
      address: { city: 'Leeds', country: 'GB' },
      version: 2,
      updatedBy: 'admin',
      updatedAt: '2026-03-01T09:01:00.000Z',
    })
    expect(await writer.history('contacts', 'ada')).toMatchObject([
      { field: null, to: 'made', by: 'staff' },
      { field: 'lastName', from: 'King', to: 'Lovelace', by: 'admin' },
      { field: 'address.city', from: 'York', to: 'Leeds', by: 'admin' },
    ])
  })

  test('sending back what was read, base fields and all, changes nothing', async () => {
    const record = (await writer.get('contacts', 'ada')) as Record<string, Json>
    expect(await writer.update(people.admin, 'contacts', 'ada', record)).toMatchObject(okay)
    expect(await writer.get('contacts', 'ada')).toEqual(record)
    expect(await writer.history('contacts', 'ada')).toHaveLength(1)
  })

  test('null and blank empty a field; a required one says that it must be filled in', async () => {
    await writer.update(people.staff, 'contacts', 'ada', { firstName: '', lastName: null, tags: null })
    expect(await writer.get('contacts', 'ada')).toMatchObject({ firstName: null, lastName: null, tags: [] })
    await writer.create(people.staff, 'segments', 'all', { name: 'Everybody' })
    const problem = await expectRefusal(writer, 'invalid', () =>
      writer.update(people.staff, 'segments', 'all', { name: null }),
    )
    expect(problem.errors).toHaveProperty('name')
  })

  test('a stale version is a conflict that says which record it is about, and none of its values', async () => {
    expect(await writer.update(people.staff, 'contacts', 'ada', { lastName: 'Byron' }, 1)).toMatchObject(okay)
    const problem = await expectRefusal(writer, 'conflict', () =>
      writer.update(people.admin, 'contacts', 'ada', { lastName: 'Milbanke' }, 1),
    )
    expect(problem.current).toEqual({ id: 'ada', version: 2 })
  })

  test('what is not there is missing', async () => {
    await expectRefusal(writer, 'missing', () => writer.update(people.staff, 'contacts', 'eve', { firstName: 'Eve' }))
    await expectRefusal(writer, 'missing', () => writer.remove(people.staff, 'contacts', 'eve'))
  })

  test('the settings are one record, made by their first change', async () => {
    expect(await writer.update(people.admin, 'settings', 'settings', { organisation: 'Owls' })).toMatchObject(okay)
    expect(await writer.get('settings', 'settings')).toMatchObject({
      organisation: 'Owls',
      version: 1,
      currency: 'GBP',
    })
    await expectRefusal(writer, 'refused', () => writer.create(people.admin, 'settings', 'second', {}))
    await expectRefusal(writer, 'forbidden', () => writer.remove(people.root, 'settings', 'settings'))
    await expectRefusal(writer, 'invalid', () =>
      writer.update(people.admin, 'settings', 'settings', { timeZone: 'Europe/Nowhere' }),
    )
  })
})

describe('unique values', () => {
  beforeEach(async () => {
    await writer.create(people.staff, 'contacts', 'ada', { firstName: 'Ada', email: 'ada@example.org' })
    await writer.create(people.staff, 'contacts', 'bob', { firstName: 'Bob' })
  })

  test('an address is one person’s whatever its case, and the sentence names nobody', async () => {
    const problem = await expectRefusal(writer, 'conflict', () =>
      writer.update(people.staff, 'contacts', 'bob', { email: 'ADA@Example.org' }),
    )
    expect(problem.errors).toEqual({ email: 'This address is already in use.' })
    expect(JSON.stringify(problem)).not.toContain('Ada')
  })

  test('who says that they share an address may; the other can still be edited; unticking asks again', async () => {
    const shared = { email: 'ada@example.org', sharesAddress: true }
    expect(await writer.update(people.staff, 'contacts', 'bob', shared)).toMatchObject(okay)
    expect(await writer.update(people.staff, 'contacts', 'ada', { lastName: 'King' })).toMatchObject(okay)
    await expectRefusal(writer, 'conflict', () =>
      writer.update(people.staff, 'contacts', 'bob', { sharesAddress: false }),
    )
  })

  test('two commands of one batch cannot take the same value', async () => {
    const values = { name: 'York' }
    const [first, second] = await writer.together([
      { actor: people.staff, type: 'create', input: { resource: 'segments', id: 'one', values } },
      { actor: people.staff, type: 'create', input: { resource: 'segments', id: 'two', values } },
    ])
    expect(first).toMatchObject(okay)
    expect(second).toMatchObject({
      ok: false,
      problem: { kind: 'conflict', errors: { name: 'This is already in use.' } },
    })
    expect(await writer.all('segments')).toHaveLength(1)
  })

  test('a compound key is held against all of its fields together', async () => {
    const stage = (id: string, pipeline: string) => writer.create(people.admin, 'stages', id, { pipeline, name: 'New' })
    expect(await stage('s1', 'leads')).toMatchObject(okay)
    expect(await stage('s2', 'opportunities')).toMatchObject(okay)
    await expectRefusal(writer, 'conflict', () => stage('s3', 'leads'))
  })
})

describe('references', () => {
  test('what they point at must be there', async () => {
    const problem = await expectRefusal(writer, 'invalid', () =>
      writer.create(people.staff, 'segments', 's', { name: 'S', include: ['nobody'] }),
    )
    expect(problem.errors).toEqual({ include: 'There is no such contact.' })
    const about = await expectRefusal(writer, 'invalid', () =>
      writer.create(people.staff, 'activities', 'a', { subject: 'A', about: { resource: 'leads', id: 'nothing' } }),
    )
    expect(about.errors).toEqual({ about: 'There is no such lead.' })
  })

  test('a custom property’s reference is checked like a declared one', async () => {
    await writer.create(people.admin, 'properties', 'p', {
      resource: 'contacts',
      key: 'partner',
      label: 'Partner',
      kind: 'ref',
      options: { to: 'contacts' },
    })
    await writer.create(people.staff, 'contacts', 'ada', { firstName: 'Ada' })
    await expectRefusal(writer, 'invalid', () =>
      writer.create(people.staff, 'contacts', 'bob', { properties: { partner: 'nobody' } }),
    )
    expect(await writer.create(people.staff, 'contacts', 'bob', { properties: { partner: 'ada' } })).toMatchObject(okay)
    expect(await writer.remove(people.staff, 'contacts', 'ada')).toMatchObject(okay)
    expect(await writer.get('contacts', 'bob')).toMatchObject({ properties: { partner: null } })
  })

  test('restrict says who still refers to it, and how many', async () => {
    await writer.create(people.staff, 'contacts', 'ada', { ownerId: 'agent' })
    await writer.create(people.staff, 'contacts', 'bob', { ownerId: 'agent' })
    await writer.create(people.staff, 'events', 'e', {
      title: 'Tea',
      slug: 'tea',
      startAt: '2026-05-01T10:00:00.000Z',
      ownerId: 'agent',
    })
    const problem = await expectRefusal(writer, 'refused', () => writer.remove(people.root, 'staff', 'agent'))
    expect(problem.message).toBe('This member of staff can’t be deleted: 2 contacts and 1 event still refer to it.')
  })

  test('detach empties the reference as a change of its own; cascade takes along what belongs to the record', async () => {
    await writer.create(people.staff, 'contacts', 'ada', { firstName: 'Ada' })
    await writer.create(people.staff, 'segments', 's', { name: 'S', include: ['ada'] })
    await writer.create(people.staff, 'events', 'e', { title: 'Tea', slug: 'tea', startAt: '2026-05-01T10:00:00.000Z' })
    await writer.create(people.staff, 'attendances', 'at', { contactId: 'ada', eventId: 'e', status: 'attended' })
    await writer.create(people.staff, 'activities', 'note', {
      subject: 'Called',
      about: { resource: 'contacts', id: 'ada' },
    })
    expect(await writer.get('events', 'e')).toMatchObject({ attendedCount: 1, registeredCount: 1 })
    expect(await writer.remove(people.staff, 'contacts', 'ada')).toMatchObject(okay)
    expect(await writer.get('segments', 's')).toMatchObject({ include: [], version: 2 })
    expect(await writer.get('attendances', 'at')).toBeUndefined()
    expect(await writer.get('activities', 'note')).toBeUndefined()
    expect(await writer.get('events', 'e')).toMatchObject({ attendedCount: 0, registeredCount: 0, version: 1 })
  })
})

describe('many in one command', () => {
  test('each operation stands for itself and is answered in its place', async () => {
    await writer.create(people.staff, 'contacts', 'ada', { firstName: 'Ada', email: 'ada@example.org' })
    const outcome = await writer.send(people.staff, 'bulk', {
      resource: 'contacts',
      operations: [
        { op: 'update', id: 'ada', patch: { tags: ['x'] } },
        { op: 'create', id: 'bob', values: { email: 'ada@example.org' } },
        { op: 'create', id: 'cy', values: { firstName: 'Cy' } },
        { op: 'delete', id: 'nobody' },
      ],
    })
    expect(outcome).toMatchObject({
      ok: true,
      result: {
        outcomes: [
          { id: 'ada', ok: true },
          { id: 'bob', ok: false, problem: { kind: 'conflict' } },
          { id: 'cy', ok: true },
          { id: 'nobody', ok: false, problem: { kind: 'missing' } },
        ],
      },
    })
    expect((await writer.all('contacts')).map(each => each.id)).toEqual(['ada', 'cy'])
  })

  test('only the product itself may write sample data and log entries', async () => {
    await expectRefusal(writer, 'forbidden', () =>
      writer.send(people.root, 'system.write', {
        operations: [{ op: 'create', resource: 'logs', id: 'x', values: { what: 'other' } }],
      }),
    )
    await expectRefusal(writer, 'forbidden', () => writer.send(people.root, 'log', { entries: [{ what: 'other' }] }))
    const entries = [{ what: 'exported', actor: 'staff', about: { resource: 'contacts' } }]
    expect(await writer.send(system, 'log', { entries })).toMatchObject(okay)
    expect(await writer.all('logs')).toMatchObject([
      ...Array.from({ length: 6 }, () => ({ what: 'role_changed' })),
      { what: 'exported', actor: 'staff', about: { resource: 'contacts' } },
    ])
  })
})
