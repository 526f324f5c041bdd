import type { Actor, Role } from '@dormouse/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { isoOf } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Handler } from './handler.ts'
import { handlers } from './handlers.ts'
import { writerPlanner } from './planner.ts'
import { expectRefusal, system, type Writer, writerInMemory } from './writer-in-memory.ts'

let writer: Writer
let people: Record<Role | 'agent2', Actor>
let complaints: string[]

const log: Log = { info() {}, warn() {}, error: (_fields, message) => void complaints.push(message) }

beforeEach(async () => {
  complaints = []
  writer = await writerInMemory({ log })
  people = await writer.staffed()
})

/** Puts a raw message on the queue and answers what was committed for it. */
async function deliver(commandId: string, body: string) {
  await writer.queue.send({ commandId, body })
  await writer.decideWaiting()
  return (await writer.replica.outcome(commandId, 1_000))?.outcome
}

const command = (id: string, more: object = {}) =>
  JSON.stringify({ id, type: 'create', actor: people.staff, at: '2026-03-01T09:00:00.000Z', input: null, ...more })

const hello = { resource: 'contacts', id: 'ada', values: { firstName: 'Ada' } }

describe('poison', () => {
  test.each([
    ['no JSON', () => 'hello', /not JSON/],
    ['no command', () => '{"id":"m","type":7}', /no command/],
    ['a role that does not exist', () => command('m', { actor: { id: 'x', role: 'emperor' } }), /no command/],
    ['the id of another command', () => command('another', { input: hello }), /another command/],
    ['rows that are gone', () => command('m', { staged: 'staged/gone.ndjson.gz' }), /gone or damaged/],
    ['rows outside the staging folder', () => command('m', { staged: 'root.json' }), /no command/],
    ['a type that nobody knows', () => command('m', { type: 'constructor' }), /Nobody here knows/],
  ])('%s is a committed refusal, and what came after it is done', async (_what, body, sentence) => {
    const before = await writer.everything()
    await writer.queue.send({ commandId: 'm', body: body() })
    await writer.queue.send({ commandId: 'next', body: command('next', { input: hello }) })
    await writer.decideWaiting()
    const outcome = (await writer.replica.outcome('m', 1_000))?.outcome
    expect(outcome).toMatchObject({ ok: false, problem: { message: expect.stringMatching(sentence) } })
    expect((await writer.replica.outcome('next', 1_000))?.outcome).toMatchObject({ ok: true })
    expect({ ...(await writer.everything()), contacts: [] }).toEqual(before)
    expect((await writer.queue.depth()).waiting).toBe(0)
  })

  test('a copy stands in quarantine', async () => {
    await deliver('bad', 'hello')
    const kept = await writer.objects.get('quarantine/bad.json')
    expect(kept.kind === 'found' && JSON.parse(Buffer.from(kept.body).toString())).toMatchObject({
      message: { body: 'hello' },
    })
  })

  test('an input of a wrong shape is refused and needs nothing', async () => {
    for (const input of [null, 7, {}, { resource: 'contacts' }, { resource: 'contacts', id: 'x', values: [] }])
      await expectRefusal(writer, 'invalid', () => writer.send(people.staff, 'create', input as never))
  })
})

describe('deciding', () => {
  test('what a person no longer waits for is not done; a fact is done however late', async () => {
    const expiresAt = '2026-03-01T08:59:59.000Z'
    await expectRefusal(writer, 'expired', () => writer.send(people.staff, 'create', hello, { expiresAt }))
    writer.clock.pass(10 * 24 * 3_600_000)
    expect(await writer.send(system, 'log', { entries: [{ what: 'other' }] })).toMatchObject({ ok: true })
  })

  test('one commit by a clock that was an hour ahead makes nobody wait for that hour', async () => {
    writer.clock.pass(3_600_000)
    await writer.create(people.staff, 'contacts', 'early', {})
    writer.clock.pass(-3_600_000)
    const expiresAt = isoOf(writer.clock.nowMs() + 300_000)
    expect(await writer.send(people.staff, 'create', hello, { expiresAt })).toMatchObject({ ok: true })
  })

  test('a command that arrives twice is done once and answered twice', async () => {
    const wish = { actor: system, type: 'log', input: { entries: [{ what: 'other' }] }, id: 'same' }
    expect(await writer.together([wish, wish])).toMatchObject([{ ok: true }, { ok: true }])
    expect(await writer.together([wish])).toMatchObject([{ ok: true }])
    expect((await writer.all('logs')).filter(each => each.what === 'other')).toHaveLength(1)
  })

  test('what was asked goes back with the answer', async () => {
    expect(await writer.send(people.staff, 'create', hello, { fingerprint: 'abc' })).toMatchObject({
      fingerprint: 'abc',
    })
    expect(await writer.send(people.staff, 'create', hello, { fingerprint: 'abc' })).toMatchObject({
      ok: false,
      fingerprint: 'abc',
    })
  })

  test('rows may travel apart from the command, and so may an input that is too large', async () => {
    const rows = Array.from({ length: 500 }, (_, n) => ({ op: 'create', id: `c${n}`, values: { firstName: `C${n}` } }))
    expect(await writer.send(people.staff, 'bulk', { resource: 'contacts' }, { rows })).toMatchObject({ ok: true })
    expect(await writer.all('contacts')).toHaveLength(500)
    const body = `<p>${'All is well. '.repeat(8_000)}</p>`
    const letter = { resource: 'templates', id: 't', values: { name: 'Long', subject: 'Hi', body } }
    expect(await writer.send(people.staff, 'create', letter)).toMatchObject({ ok: true })
    expect(await writer.get('templates', 't')).toMatchObject({ body })
  })
})

describe('a handler with a fault', () => {
  const faulty: Record<string, Handler> = {
    ...handlers,
    throws: {
      needs: () => ({ collections: ['contacts'] }),
      decide(draft) {
        draft.table('contacts').create('half', {})
        throw new Error('a fault')
      },
    },
    forgets: { needs: () => ({}), decide: draft => ({ ok: true, result: draft.table('deliveries', 'c').size }) },
    wants: { needs: () => ({ collections: ['unicorns'] }), decide: () => ({ ok: true }) },
    cannotSay: {
      needs() {
        throw new Error('a fault')
      },
      decide: () => ({ ok: true }),
    },
  }

  test.each(['throws', 'forgets', 'wants', 'cannotSay'])(
    'that %s is refused and logged, and blocks nobody',
    async type => {
      const { staging, hash, deps } = writer
      deps.planner = writerPlanner({ handlers: faulty, staging, addressHash: hash, clock: writer.clock, log })
      const problem = await expectRefusal(writer, 'refused', () => writer.send(people.staff, type, null))
      expect(problem.message).toMatch(/^Something went wrong here/)
      expect(complaints).toEqual(['a command broke'])
      expect(await writer.create(people.staff, 'contacts', 'ada', {})).toMatchObject({ ok: true })
    },
  )
})
