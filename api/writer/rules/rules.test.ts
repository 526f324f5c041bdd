import type { Actor, Role } from '@dormouse/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { expectRefusal, type Writer, writerInMemory } from '../writer-in-memory.ts'

let writer: Writer
let people: Record<Role | 'agent2', Actor>

beforeEach(async () => {
  writer = await writerInMemory()
  people = await writer.staffed()
})

const okay = { ok: true }

describe('staff', () => {
  test('root makes admins; an admin makes everybody below, and makes nobody an admin', async () => {
    const person = (role: string) => ({ name: role, email: `new-${role}@demo.test`, role })
    expect(await writer.create(people.root, 'staff', 'x1', person('admin'))).toMatchObject(okay)
    expect(await writer.create(people.admin, 'staff', 'x2', person('staff'))).toMatchObject(okay)
    await expectRefusal(writer, 'forbidden', () => writer.create(people.admin, 'staff', 'x3', person('root')))
    await expectRefusal(writer, 'forbidden', () => writer.update(people.admin, 'staff', 'staff', { role: 'admin' }))
    await expectRefusal(writer, 'forbidden', () => writer.update(people.admin, 'staff', 'x1', { active: false }))
    await expectRefusal(writer, 'forbidden', () =>
      writer.update(people.admin, 'staff', 'root', { email: 'mine@demo.test' }),
    )
    await expectRefusal(writer, 'forbidden', () => writer.remove(people.admin, 'staff', 'x1'))
    await expectRefusal(writer, 'forbidden', () => writer.create(people.staff, 'staff', 'x4', person('viewer')))
    expect(await writer.update(people.admin, 'staff', 'admin', { name: 'Anna' })).toMatchObject(okay)
  })

  test('the last root can neither go, nor be switched off, nor become less', async () => {
    await expectRefusal(writer, 'refused', () => writer.remove(people.root, 'staff', 'root'))
    await expectRefusal(writer, 'refused', () => writer.update(people.root, 'staff', 'root', { active: false }))
    await expectRefusal(writer, 'refused', () => writer.update(people.root, 'staff', 'root', { role: 'admin' }))
    await writer.create(people.root, 'staff', 'second', { name: 'Second', email: 'second@demo.test', role: 'root' })
    expect(await writer.update(people.root, 'staff', 'root', { role: 'admin' })).toMatchObject(okay)
  })

  test('whoever is switched off is signed out everywhere, and the log knows of every change of a role', async () => {
    const session = {
      staffId: 'agent',
      sessionId: 's1',
      expiresAt: '2026-04-01T00:00:00.000Z',
      demo: false,
      from: '127.0.0.1',
    }
    await writer.send({ id: 'sign-in', role: 'system' }, 'identity.signIn', session)
    expect(await writer.all('sessions')).toHaveLength(1)
    await writer.update(people.admin, 'staff', 'agent', { active: false })
    expect(await writer.all('sessions')).toEqual([])
    expect(await writer.all('logs')).toContainEqual(
      expect.objectContaining({
        what: 'role_changed',
        actor: 'admin',
        about: { staffId: 'agent', from: 'agent', to: 'agent, off' },
      }),
    )
  })
})

describe('fields that staff add', () => {
  const field = (id: string, values: object) =>
    writer.create(people.admin, 'properties', id, { resource: 'contacts', key: id, label: id, ...values } as never)

  test('stand behind each other, and their values are checked from then on', async () => {
    await field('shirtSize', { kind: 'choice', options: { choices: ['S', 'M'] } })
    await field('children', { kind: 'integer' })
    expect((await writer.all('properties')).map(each => each.position)).toEqual([1, 2])
    expect(
      await writer.create(people.staff, 'contacts', 'ada', { properties: { shirtSize: 'S', children: 2 } }),
    ).toMatchObject(okay)
    const problem = await expectRefusal(writer, 'invalid', () =>
      writer.update(people.staff, 'contacts', 'ada', { properties: { shirtSize: 'XL', shoes: 1 } }),
    )
    expect(Object.keys(problem.errors ?? {}).sort()).toEqual(['properties.shirtSize', 'properties.shoes'])
    await writer.update(people.staff, 'contacts', 'ada', { properties: { children: 3 } })
    expect(await writer.get('contacts', 'ada')).toMatchObject({ properties: { shirtSize: 'S', children: 3 } })
    expect(await writer.history('contacts', 'ada')).toContainEqual(
      expect.objectContaining({ field: 'properties.children', from: 2, to: 3 }),
    )
  })

  test('archived ones keep their values and take no new ones', async () => {
    await field('shirtSize', { kind: 'text' })
    await writer.create(people.staff, 'contacts', 'ada', { properties: { shirtSize: 'S' } })
    await writer.update(people.admin, 'properties', 'shirtSize', { archived: true })
    await writer.update(people.staff, 'contacts', 'ada', { properties: { shirtSize: 'M' }, firstName: 'Ada' })
    expect(await writer.get('contacts', 'ada')).toMatchObject({ firstName: 'Ada', properties: { shirtSize: 'S' } })
  })

  test('a key is there once, a choice has choices, and nobody but admins makes fields', async () => {
    await field('shirtSize', { kind: 'text' })
    await expectRefusal(writer, 'conflict', () =>
      writer.create(people.admin, 'properties', 'other', { resource: 'contacts', key: 'shirtSize', label: 'Again' }),
    )
    await expectRefusal(writer, 'conflict', () => field('email', { kind: 'text' }))
    await expectRefusal(writer, 'invalid', () => field('colour', { kind: 'choice' }))
    await expectRefusal(writer, 'invalid', () => field('link', { kind: 'ref', options: { to: 'logs' } }))
    await expectRefusal(writer, 'forbidden', () =>
      writer.create(people.staff, 'properties', 'x', { resource: 'contacts', key: 'x', label: 'X' }),
    )
  })
})

describe('tasks', () => {
  test('given to somebody else ring their bell once; one’s own, and notes, do not', async () => {
    const activity = (id: string, values: object) =>
      writer.create(people.staff, 'activities', id, { kind: 'task', subject: id, ...values } as never)
    await activity('mine', { assigneeId: 'staff' })
    await activity('note', { kind: 'note', assigneeId: 'agent' })
    await activity('call', { assigneeId: 'agent' })
    await writer.update(people.staff, 'activities', 'call', { subject: 'Call again' })
    expect(await writer.all('notifications')).toMatchObject([
      {
        staffId: 'agent',
        kind: 'task',
        text: 'You have a new task: call',
        about: { resource: 'activities', id: 'call' },
      },
    ])
  })
})

describe('letters and groups', () => {
  test('a template that cannot be read is refused with its place, and the saved one stays', async () => {
    const values = { name: 'Hello', subject: 'Hi {{firstName}}', body: '<p>Dear {{firstName}}</p>' }
    expect(await writer.create(people.staff, 'templates', 't', values)).toMatchObject(okay)
    const problem = await expectRefusal(writer, 'invalid', () =>
      writer.update(people.staff, 'templates', 't', { body: '<p>\n{{#if firstName}}never closed</p>' }),
    )
    expect(problem.message).toMatch(/line/i)
  })

  test('a group’s rules name fields that there are; one saved earlier can still be renamed', async () => {
    const match = { combinator: 'and', rules: [{ field: 'address.city', operator: '=', value: 'York' }] }
    expect(await writer.create(people.staff, 'segments', 's', { name: 'York', match })).toMatchObject(okay)
    const wrong = { combinator: 'and', rules: [{ field: 'shoeSize', operator: '=', value: '44' }] }
    const problem = await expectRefusal(writer, 'invalid', () =>
      writer.create(people.staff, 'segments', 'w', { name: 'W', match: wrong }),
    )
    expect(problem.errors?.match).toMatch(/shoeSize/)
  })

  test('a document says of its file what the file says, and who brought it', async () => {
    const file = { id: 'f1', name: 'plan.pdf', contentType: 'application/pdf', sizeBytes: 123 }
    await writer.create(people.staff, 'documents', 'd', { name: 'Plan', file, uploadedBy: 'root' })
    expect(await writer.get('documents', 'd')).toMatchObject({
      contentType: 'application/pdf',
      sizeBytes: 123,
      uploadedBy: 'staff',
    })
  })
})
