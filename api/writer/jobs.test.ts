import type { Actor, Json, Outcome, Role } from '@dormouse/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { stage } from '../command/staged.ts'
import { jobDriver } from '../jobs/driver.ts'
import { followersMax, stepMax } from './jobs.ts'
import { work } from './run.ts'
import { system, type Writer, writerInMemory } from './writer-in-memory.ts'

let writer: Writer
let people: Record<Role | 'agent2', Actor>
/** More than one command may take away. */
const many = followersMax + 200

beforeEach(async () => {
  writer = await writerInMemory()
  people = await writer.staffed()
})

async function fill(
  rows: (index: number) => { resource: string; id: string; values: Record<string, Json> },
  count = many,
) {
  const all = Array.from({ length: count }, (_, index) => ({ op: 'create', ...rows(index) }))
  for (let from = 0; from < all.length; from += 5_000) {
    const outcome = await writer.send(system, 'system.write', null, { rows: all.slice(from, from + 5_000) })
    expect(outcome).toMatchObject({ result: { refused: 0 } })
  }
}

const notesAbout = (resource: string, id: string) =>
  fill(index => ({
    resource: 'activities',
    id: `note-${index}`,
    values: { kind: 'note', subject: `Note ${index}`, about: { resource, id } },
  }))

const jobOf = (outcome: Outcome): string => {
  expect(outcome).toMatchObject({ ok: true, resource: 'jobs' })
  return outcome.ok ? String(outcome.id) : ''
}

/** Lets the writer go on until nothing waits, at most as long as a job of this size may take. */
async function untilStill(): Promise<number> {
  let batches = 0
  while ((await writer.queue.depth()).waiting > 0) {
    if (++batches > 100) throw new Error('It goes on and on.')
    await writer.decideWaiting()
  }
  return batches
}

const event = (id: string, more: Record<string, Json> = {}) =>
  writer.create(people.staff, 'events', id, { title: id, slug: id, startAt: '2026-05-01T10:00:00.000Z', ...more })

describe('a deletion with more than one command may take', () => {
  beforeEach(async () => {
    await event('ball', { maxCapacity: 1 })
    await notesAbout('events', 'ball')
  })

  test('is made in steps, from the leaves inwards, in the name of whoever asked for it', async () => {
    const job = jobOf(await writer.remove(people.staff, 'events', 'ball'))
    expect(await writer.get('jobs', job)).toMatchObject({
      status: 'working',
      total: many + 1,
      done: 0,
      staffId: 'staff',
    })
    await writer.decideWaiting()
    expect(await writer.get('jobs', job)).toMatchObject({ status: 'working', done: stepMax, step: 1 })
    expect(await writer.all('activities')).toHaveLength(many - stepMax)
    expect(await writer.get('events', 'ball')).toBeDefined()
    await untilStill()
    expect(await writer.get('jobs', job)).toMatchObject({ status: 'done', done: many + 1, refused: 0 })
    expect(await writer.get('events', 'ball')).toBeUndefined()
    expect(await writer.all('activities')).toEqual([])
    expect(await writer.history('events', 'ball')).toMatchObject([{ field: null }, { field: null, by: 'staff' }])
    expect(await writer.all('notifications')).toMatchObject([
      { staffId: 'staff', about: { resource: 'jobs', id: job } },
    ])
  })

  test('leaves nobody a way to refer to what goes, to change it, or to delete it again', async () => {
    await writer.create(people.staff, 'contacts', 'ada', { firstName: 'Ada' })
    await writer.remove(people.staff, 'events', 'ball')
    const attempts = [
      () =>
        writer.create(people.staff, 'attendances', 'late', { contactId: 'ada', eventId: 'ball', status: 'registered' }),
      () => writer.update(people.staff, 'events', 'ball', { title: 'Still here' }),
      () => writer.remove(people.admin, 'events', 'ball'),
    ]
    for (const attempt of attempts) expect(await attempt()).toMatchObject({ ok: false })
    await untilStill()
    expect(await writer.get('attendances', 'late')).toBeUndefined()
  })

  test('gives nobody from the waiting list a place on the way', async () => {
    for (const [id, contactId] of [
      ['seat', 'ada'],
      ['wait', 'bob'],
    ] as const) {
      await writer.create(people.staff, 'contacts', contactId, { firstName: contactId })
      await writer.create(people.staff, 'attendances', id, { contactId, eventId: 'ball', status: 'registered' })
    }
    expect(await writer.get('attendances', 'wait')).toMatchObject({ status: 'waiting' })
    await writer.remove(people.staff, 'events', 'ball')
    await untilStill()
    expect(await writer.all('attendances')).toEqual([])
    const moves = (await writer.history('attendances', 'wait')).filter(({ field }) => field === 'status')
    expect(moves).toEqual([])
  })

  test('is taken up by the next process, wherever the last one was killed', async () => {
    const job = jobOf(await writer.remove(people.staff, 'events', 'ball'))
    // The step is committed, but the process ends before it can send the next one or let the queue forget this one.
    const messages = await writer.queue.receive({ messagesMax: 256, waitMs: 0 })
    await work(messages, { ...writer.deps, jobs: undefined }, 0, { deletes: false })
    expect(await writer.get('jobs', job)).toMatchObject({ step: 1 })
    const next = jobDriver({ queue: writer.queue, reader: writer.replica, clock: writer.clock })
    const deps = { ...writer.deps, jobs: next }
    await writer.queue.release(messages, 0)
    for (let rounds = 0; rounds < 100 && (await writer.get('jobs', job))?.status === 'working'; rounds++) {
      next.notice()
      await work(await writer.queue.receive({ messagesMax: 256, waitMs: 0 }), deps, 0)
    }
    expect(await writer.get('jobs', job)).toMatchObject({ status: 'done', done: many + 1 })
    expect(await writer.all('activities')).toEqual([])
  })

  test('ends with a sentence where the state it belonged to was restored', async () => {
    const job = jobOf(await writer.remove(people.staff, 'events', 'ball'))
    await writer.decideWaiting()
    // As after a restore: the record says that fewer steps were made than are remembered.
    await writer.send(system, 'system.write', {
      operations: [{ op: 'note', resource: 'jobs', id: job, values: { step: 0 } }],
    })
    writer.deps.jobs.notice()
    await untilStill()
    await writer.deps.jobs.drive()
    await untilStill()
    expect(await writer.get('jobs', job)).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/interrupted/),
    })
    expect(await writer.update(people.staff, 'events', 'ball', { title: 'Kept' })).toMatchObject({ ok: true })
  })
})

test('what is held back is held back before anything is changed', async () => {
  await writer.create(people.staff, 'contacts', 'ada', { firstName: 'Ada' })
  await writer.create(people.admin, 'accounts', 'acc', { contactId: 'ada', number: '1' })
  await notesAbout('contacts', 'ada')
  const before = await writer.everything()
  expect(await writer.remove(people.staff, 'contacts', 'ada')).toMatchObject({
    problem: { message: expect.stringMatching(/1 account still refers to it/) },
  })
  expect(await writer.everything()).toEqual(before)
})

test('two people of whom one has thousands of notes become one, and no note is lost', async () => {
  await writer.create(people.staff, 'contacts', 'ada', { firstName: 'Ada' })
  await writer.create(people.staff, 'contacts', 'twin', { firstName: 'Ada', phone: '020 7946 0001' })
  await notesAbout('contacts', 'twin')
  const job = jobOf(await writer.act(people.staff, 'contacts', 'ada', 'merge', { otherId: 'twin' }))
  expect(await writer.remove(people.staff, 'contacts', 'ada')).toMatchObject({ ok: false })
  // Whoever writes about the duplicate meanwhile is not forgotten.
  const late = { kind: 'note', subject: 'Late', about: { resource: 'contacts', id: 'twin' } }
  expect(await writer.create(people.staff, 'activities', 'late', late)).toMatchObject({ ok: true })
  await untilStill()
  expect(await writer.get('jobs', job)).toMatchObject({ status: 'done', kind: 'merge' })
  expect(await writer.get('contacts', 'twin')).toBeUndefined()
  expect(await writer.get('contacts', 'ada')).toMatchObject({ phone: '020 7946 0001', mergedFrom: ['twin'] })
  const about = new Set((await writer.all('activities')).map(each => (each.about as { id: string }).id))
  expect([...about]).toEqual(['ada'])
  expect(await writer.all('activities')).toHaveLength(many + 1)
})

test('what thousands show of an event follows when it is moved, and the event can be changed meanwhile', async () => {
  await event('ball')
  await fill(index => ({ resource: 'contacts', id: `c${index}`, values: { firstName: `C${index}` } }))
  await fill(index => ({
    resource: 'attendances',
    id: `a${index}`,
    values: { contactId: `c${index}`, eventId: 'ball', status: 'registered' },
  }))
  const moved = '2026-06-01T10:00:00.000Z'
  expect(await writer.update(people.staff, 'events', 'ball', { startAt: moved })).toMatchObject({ resource: 'events' })
  await writer.decideWaiting()
  const again = '2026-07-01T10:00:00.000Z'
  expect(await writer.update(people.staff, 'events', 'ball', { startAt: again })).toMatchObject({ ok: true })
  await untilStill()
  expect(new Set((await writer.all('attendances')).map(each => each.startAt))).toEqual(new Set([again]))
  expect((await writer.all('jobs')).map(({ kind, status }) => ({ kind, status }))).toEqual([
    { kind: 'refresh', status: 'done' },
  ])
  expect(await writer.all('notifications')).toEqual([])
})

describe('a change of many chosen records', () => {
  const count = 1_200
  const half = count / 2

  async function begun(actor: Actor, operationOf: (id: string) => Json): Promise<string> {
    await fill(index => ({ resource: 'contacts', id: `c${index}`, values: { firstName: `C${index}` } }), count)
    const rows = Array.from({ length: count }, (_, index) => operationOf(`c${index}`))
    await stage(writer.staging, 'job-1', rows.slice(0, half))
    await stage(writer.staging, 'job-2', rows.slice(half))
    return jobOf(await writer.send(actor, 'job.begin', { jobId: 'job', resource: 'contacts', total: count }))
  }

  test('is made by steps, and names what could not be changed', async () => {
    const job = await begun(people.staff, id => ({
      op: 'update',
      id: id === 'c7' ? 'nobody' : id,
      patch: { company: 'Hazel & Co' },
    }))
    await untilStill()
    expect(await writer.get('jobs', job)).toMatchObject({
      status: 'done',
      done: count,
      refused: 1,
      problems: [{ id: 'nobody', message: 'There is no such record.' }],
    })
    const changed = (await writer.all('contacts')).filter(each => each.company === 'Hazel & Co')
    expect(changed).toHaveLength(count - 1)
    expect(changed[0]).toMatchObject({ updatedBy: 'staff', version: 2 })
  })

  test('ends when whoever asked for it is switched off, and says so', async () => {
    const job = await begun(people.agent, id => ({ op: 'delete', id }))
    await writer.update(people.admin, 'staff', 'agent', { active: false })
    await untilStill()
    await writer.deps.jobs.drive()
    await untilStill()
    expect(await writer.get('jobs', job)).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/switched off/),
    })
    expect(await writer.all('contacts')).toHaveLength(count)
  })

  test('does with each record what its owner’s rights allow', async () => {
    const job = await begun(people.agent, id => ({ op: 'delete', id }))
    await untilStill()
    expect(await writer.get('jobs', job)).toMatchObject({ status: 'done', refused: count })
    expect(await writer.all('contacts')).toHaveLength(count)
  })
})
