import { type Actor, isCreatable, type Role, reach, register, roles } from '@dormouse/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { expectRefusal, system, type Writer, writerInMemory } from './writer-in-memory.ts'

let writer: Writer
let people: Record<Role | 'agent2', Actor>

beforeEach(async () => {
  writer = await writerInMemory()
  people = await writer.staffed()
})

const okay = { ok: true }

describe('roles', () => {
  test.each(['viewer'] as const)('a %s writes nothing', async role => {
    await writer.create(people.staff, 'contacts', 'ada', { firstName: 'Ada' })
    await expectRefusal(writer, 'forbidden', () => writer.create(people[role], 'contacts', 'x', {}))
    await expectRefusal(writer, 'forbidden', () => writer.update(people[role], 'contacts', 'ada', { firstName: 'Eve' }))
    await expectRefusal(writer, 'forbidden', () => writer.remove(people[role], 'contacts', 'ada'))
  })

  test('whoever is no longer on the staff, or switched off, may do nothing', async () => {
    await expectRefusal(writer, 'forbidden', () => writer.create({ id: 'gone', role: 'root' }, 'contacts', 'x', {}))
    await writer.update(people.root, 'staff', 'staff', { active: false })
    const problem = await expectRefusal(writer, 'forbidden', () => writer.create(people.staff, 'contacts', 'x', {}))
    expect(problem.message).toMatch(/switched off/)
  })

  test('a token that says more than the staff record counts for what the record says, at once', async () => {
    await writer.update(people.root, 'staff', 'admin', { role: 'staff' })
    await expectRefusal(writer, 'forbidden', () =>
      writer.create(people.admin, 'stages', 's', { pipeline: 'leads', name: 'New' }),
    )
    expect(await writer.create(people.admin, 'contacts', 'ada', { firstName: 'Ada' })).toMatchObject(okay)
  })

  test('a demotion earlier in the same batch counts already', async () => {
    const values = { pipeline: 'leads', name: 'New' }
    const [demoted, made] = await writer.together([
      { actor: people.root, type: 'update', input: { resource: 'staff', id: 'admin', patch: { role: 'staff' } } },
      { actor: people.admin, type: 'create', input: { resource: 'stages', id: 's', values } },
    ])
    expect(demoted).toMatchObject(okay)
    expect(made).toMatchObject({ ok: false, problem: { kind: 'forbidden' } })
    expect(await writer.all('stages')).toEqual([])
  })

  test.each(roles)('what no declaration grants a %s, the writer refuses; what one grants, it does not', async role => {
    for (const resource of register) {
      const { name, access, layout } = resource
      if (layout?.kind === 'sharded') continue
      for (const [verb, attempt] of [
        ['write', () => writer.create(people[role], name, 'new', {})],
        ['delete', () => writer.remove(people[role], name, 'new')],
      ] as const) {
        const outcome = await attempt()
        const forbidden = !outcome.ok && outcome.problem.kind === 'forbidden'
        // What is not there is missing for everybody, so a removal tells the roles apart only where there is something.
        if (verb === 'write')
          expect([name, role, forbidden]).toEqual([name, role, !reach(access, verb, role) || !isCreatable(resource)])
        else if (!reach(access, verb, role)) expect([name, role, outcome.ok]).toEqual([name, role, false])
        if (outcome.ok && verb === 'write') await writer.remove(system, name, 'new')
      }
    }
  })

  test('transactions, transitions and logs are written by nobody who signs in', async () => {
    for (const name of ['transactions', 'transitions', 'logs', 'suppressions'])
      await expectRefusal(writer, 'forbidden', () => writer.create(people.root, name, 'x', {}))
  })
})

describe('an agent', () => {
  beforeEach(async () => {
    await writer.create(people.staff, 'contacts', 'mine', { firstName: 'Mine', ownerId: 'agent' })
    await writer.create(people.staff, 'contacts', 'theirs', { firstName: 'Theirs', ownerId: 'agent2' })
    await writer.create(people.admin, 'accounts', 'account', { contactId: 'theirs', number: '1' })
  })

  test('makes contacts that are their own, whatever they send', async () => {
    expect(await writer.create(people.agent, 'contacts', 'new', { ownerId: 'agent2' })).toMatchObject(okay)
    expect(await writer.get('contacts', 'new')).toMatchObject({ ownerId: 'agent' })
  })

  test('finds another’s record exactly as missing as one that never was', async () => {
    const theirs = await expectRefusal(writer, 'missing', () =>
      writer.update(people.agent, 'contacts', 'theirs', { firstName: 'Eve' }),
    )
    const nobodys = await expectRefusal(writer, 'missing', () => writer.update(people.agent, 'contacts', 'nobody', {}))
    expect(theirs).toEqual(nobodys)
    expect(await expectRefusal(writer, 'missing', () => writer.remove(people.agent, 'contacts', 'theirs'))).toEqual(
      nobodys,
    )
    await expectRefusal(writer, 'missing', () =>
      writer.update(people.agent, 'accounts', 'account', { status: 'closed' }),
    )
  })

  test('neither gives a record away nor takes one', async () => {
    await expectRefusal(writer, 'forbidden', () =>
      writer.update(people.agent, 'contacts', 'mine', { ownerId: 'agent2' }),
    )
    await expectRefusal(writer, 'forbidden', () => writer.update(people.agent, 'contacts', 'mine', { ownerId: null }))
    await expectRefusal(writer, 'missing', () =>
      writer.update(people.agent, 'contacts', 'theirs', { ownerId: 'agent' }),
    )
  })

  test('refers to own clients only: another’s is missing, as if it were not there', async () => {
    const problem = await expectRefusal(writer, 'invalid', () =>
      writer.create(people.agent, 'accounts', 'x', { contactId: 'theirs', number: '2' }),
    )
    expect(problem.errors).toEqual({ contactId: 'There is no such contact.' })
    await expectRefusal(writer, 'invalid', () =>
      writer.create(people.agent, 'activities', 'x', {
        subject: 'Note',
        about: { resource: 'contacts', id: 'theirs' },
      }),
    )
    expect(await writer.create(people.agent, 'accounts', 'x', { contactId: 'mine', number: '2' })).toMatchObject(okay)
    expect(
      await writer.create(people.agent, 'activities', 'y', {
        subject: 'Note',
        about: { resource: 'contacts', id: 'mine' },
      }),
    ).toMatchObject(okay)
  })

  test('reads no notification but their own, and marks that one read', async () => {
    for (const staffId of ['agent', 'agent2'])
      await writer.create(system, 'notifications', `for-${staffId}`, { staffId, kind: 'other', text: 'Look' })
    expect(
      await writer.update(people.agent, 'notifications', 'for-agent', {
        readAt: '2026-03-02T00:00:00.000Z',
        text: 'Mine',
      }),
    ).toMatchObject(okay)
    expect(await writer.get('notifications', 'for-agent')).toMatchObject({
      text: 'Look',
      readAt: '2026-03-02T00:00:00.000Z',
    })
    await expectRefusal(writer, 'missing', () =>
      writer.update(people.agent, 'notifications', 'for-agent2', { readAt: '2026-03-02T00:00:00.000Z' }),
    )
  })

  test('keeps saved views of their own', async () => {
    expect(await writer.create(people.agent, 'views', 'v', { resource: 'contacts', name: 'Mine' })).toMatchObject(okay)
    expect(await writer.get('views', 'v')).toMatchObject({ staffId: 'agent' })
    await expectRefusal(writer, 'missing', () => writer.update(people.agent2, 'views', 'v', { name: 'Theirs' }))
    await writer.update(people.agent, 'views', 'v', { shared: true })
    await expectRefusal(writer, 'forbidden', () => writer.update(people.agent2, 'views', 'v', { name: 'Theirs' }))
  })
})
