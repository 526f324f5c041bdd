import type { Actor, Json, Role } from '@dormouse/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { expectRefusal, system, type Writer, writerInMemory } from './writer-in-memory.ts'

let writer: Writer
let people: Record<Role | 'agent2', Actor>

beforeEach(async () => {
  writer = await writerInMemory()
  people = await writer.staffed()
  const stage = (id: string, pipeline: string, order: number, kind = 'open', allowedNext: string[] = []) =>
    writer.create(people.admin, 'stages', id, { pipeline, name: id, order, kind, allowedNext })
  await stage('lost', 'leads', 9, 'lost')
  await stage('won', 'leads', 8, 'won')
  await stage('talks', 'leads', 2, 'open', ['won', 'lost'])
  await stage('new', 'leads', 1, 'open', ['talks'])
  await stage('offer', 'opportunities', 1)
})

const okay = { ok: true }
const lead = (id: string, values: Record<string, Json> = {}, actor = people.staff) =>
  writer.create(actor, 'leads', id, { title: id, ...values })
const moves = async (id: string) =>
  (await writer.all('transitions'))
    .filter(each => each.recordId === id)
    .map(({ fromStage, toStage, enteredAt, exitedAt, seconds, by }) => ({
      fromStage,
      toStage,
      enteredAt,
      exitedAt,
      seconds,
      by,
    }))

describe('places in a pipeline', () => {
  test('a new record begins at the first stage, or where the settings say', async () => {
    await lead('one')
    expect(await writer.get('leads', 'one')).toMatchObject({
      stageId: 'new',
      stageEnteredAt: '2026-03-01T09:00:00.000Z',
    })
    await writer.update(people.admin, 'settings', 'settings', { pipelines: { leads: 'talks' } })
    await lead('two')
    expect(await writer.get('leads', 'two')).toMatchObject({ stageId: 'talks' })
    await expectRefusal(writer, 'invalid', () =>
      writer.update(people.admin, 'settings', 'settings', { pipelines: { leads: 'offer' } }),
    )
  })

  test('every move ends one row and begins the next, and the seconds add up', async () => {
    await lead('one')
    writer.clock.pass(90_000)
    await writer.update(people.admin, 'leads', 'one', { stageId: 'talks' })
    writer.clock.pass(30_000)
    await writer.remove(people.staff, 'leads', 'one')
    expect(await moves('one')).toEqual([
      {
        fromStage: null,
        toStage: 'new',
        enteredAt: '2026-03-01T09:00:00.000Z',
        exitedAt: '2026-03-01T09:01:30.000Z',
        seconds: 90,
        by: 'staff',
      },
      {
        fromStage: 'new',
        toStage: 'talks',
        enteredAt: '2026-03-01T09:01:30.000Z',
        exitedAt: '2026-03-01T09:02:00.000Z',
        seconds: 30,
        by: 'admin',
      },
    ])
  })

  test('a move that the stage does not allow is refused, saying where it may go', async () => {
    await lead('one')
    const problem = await expectRefusal(writer, 'refused', () =>
      writer.update(people.staff, 'leads', 'one', { stageId: 'won' }),
    )
    expect(problem.errors).toEqual({ stageId: 'From “new” this can’t go to “won”, only to “talks”.' })
  })

  test('a stage of another pipeline, and one that is not there, are no places for it', async () => {
    await expectRefusal(writer, 'refused', () => lead('one', { stageId: 'offer' }))
    await expectRefusal(writer, 'invalid', () => lead('one', { stageId: 'nowhere' }))
  })

  test('a loss says why', async () => {
    await lead('one', { stageId: 'talks' })
    const problem = await expectRefusal(writer, 'refused', () =>
      writer.update(people.staff, 'leads', 'one', { stageId: 'lost' }),
    )
    expect(problem.errors).toEqual({ lostReason: 'Say why it was lost.' })
    expect(
      await writer.update(people.staff, 'leads', 'one', { stageId: 'lost', lostReason: 'Too dear' }),
    ).toMatchObject(okay)
  })

  test('a stage with records on it cannot go; an empty one is forgotten by the others', async () => {
    await lead('one')
    await expectRefusal(writer, 'refused', () => writer.remove(people.admin, 'stages', 'new'))
    expect(await writer.remove(people.admin, 'stages', 'lost')).toMatchObject(okay)
    expect(await writer.get('stages', 'talks')).toMatchObject({ allowedNext: ['won'] })
  })

  test('sample data may say since when a record stands where it stands', async () => {
    await lead('old', { stageId: 'talks', stageEnteredAt: '2026-01-01T00:00:00.000Z' }, system)
    expect(await writer.get('leads', 'old')).toMatchObject({ stageEnteredAt: '2026-01-01T00:00:00.000Z' })
    expect(await moves('old')).toMatchObject([{ toStage: 'talks', enteredAt: '2026-01-01T00:00:00.000Z' }])
  })
})

describe('converting a lead', () => {
  test('makes an opportunity for a new person with what the lead says, and wins the lead', async () => {
    await lead('one', { value: { amount: 5_000, currency: 'GBP' }, source: 'web', ownerId: 'agent' })
    const outcome = await writer.act(people.agent, 'leads', 'one', 'convert', {
      firstName: 'Ada',
      email: 'ada@example.org',
    })
    const [contact] = await writer.all('contacts')
    const [opportunity] = await writer.all('opportunities')
    expect(outcome).toEqual({ ok: true, resource: 'leads', id: 'one' })
    expect(contact).toMatchObject({ firstName: 'Ada', email: 'ada@example.org', ownerId: 'agent', createdBy: 'agent' })
    expect(opportunity).toMatchObject({
      title: 'one',
      contactIds: [contact?.id],
      stageId: 'offer',
      value: { amount: 5_000, currency: 'GBP' },
      source: 'web',
    })
    expect(await writer.get('leads', 'one')).toMatchObject({
      convertedTo: opportunity?.id,
      contactIds: [contact?.id],
      stageId: 'won',
    })
  })

  test('happens once, to one’s own leads, and to somebody', async () => {
    await lead('one', { ownerId: 'agent' })
    await expectRefusal(writer, 'invalid', () => writer.act(people.staff, 'leads', 'one', 'convert'))
    await expectRefusal(writer, 'missing', () =>
      writer.act(people.agent2, 'leads', 'one', 'convert', { firstName: 'Eve' }),
    )
    await expectRefusal(writer, 'forbidden', () =>
      writer.act(people.viewer, 'leads', 'one', 'convert', { firstName: 'Eve' }),
    )
    await expectRefusal(writer, 'invalid', () =>
      writer.act(people.agent, 'leads', 'one', 'convert', { nickname: 'Eve' }),
    )
    await expectRefusal(writer, 'missing', () => writer.act(people.agent, 'leads', 'one', 'explode'))
    await writer.act(people.agent, 'leads', 'one', 'convert', { firstName: 'Ada' })
    await expectRefusal(writer, 'refused', () =>
      writer.act(people.staff, 'leads', 'one', 'convert', { firstName: 'Ada' }),
    )
  })

  test('an address that is taken refuses all of it', async () => {
    await writer.create(people.staff, 'contacts', 'ada', { email: 'ada@example.org' })
    await lead('one')
    await expectRefusal(writer, 'conflict', () =>
      writer.act(people.staff, 'leads', 'one', 'convert', { email: 'ada@example.org' }),
    )
  })
})
