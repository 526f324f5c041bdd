import { gunzipSync } from 'node:zlib'
import type { Command, Json, Outcome } from '@dormouse/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { clientIdPattern, systemIds } from '../ids.ts'
import { memoryObjects } from '../store/objects.memory.ts'
import type { ObjectStore } from '../store/objects.ts'
import { memoryQueue } from './queue.memory.ts'
import { bodyBytesMax, type CommandQueue, type ReceivedMessage } from './queue.ts'
import { stagedKey, stagedRowsMax, unstage } from './staged.ts'
import { commandIdOf, type Submit, submitter } from './submit.ts'

const actor = { id: 'staff-1', role: 'staff' } as const

describe('submitting a command', () => {
  let queue: CommandQueue
  let staging: ObjectStore
  let submit: Submit
  /** What the reading side would say of each command, and how long it was asked to wait. */
  let outcomes: Map<string, Outcome>
  let waits: number[]

  beforeEach(() => {
    queue = memoryQueue({ clock: systemClock })
    staging = memoryObjects()
    outcomes = new Map()
    waits = []
    const outcome = async (commandId: string, waitMs: number) => {
      waits.push(waitMs)
      const found = outcomes.get(commandId)
      return found && { actor: actor.id, outcome: found, sequence: 7 }
    }
    submit = submitter({ queue, outcomes: { outcome }, staging, clock: systemClock, ids: systemIds })
  })

  async function sent(): Promise<{ message: ReceivedMessage; command: Command }[]> {
    const messages = await queue.receive({ messagesMax: 10, waitMs: 0 })
    return messages.map(message => ({ message, command: JSON.parse(message.body) as Command }))
  }

  async function only(): Promise<Command> {
    const [first, second] = await sent()
    expect(second).toBeUndefined()
    if (!first) throw new Error('nothing was sent')
    return first.command
  }

  const staged = async () => Array.fromAsync(staging.list(''), ({ key }) => key)

  test('a command travels as it is, with an id that sorts by time and the moment it was asked for', async () => {
    const { id } = await submit({ type: 'create', actor, input: { resource: 'contacts' } })
    const command = await only()
    expect(command).toEqual({ type: 'create', actor, input: { resource: 'contacts' }, id, at: command.at })
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/)
    expect(command.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(await staged()).toEqual([])
  })

  test('it answers with the outcome and the sequence that holds it', async () => {
    outcomes.set('c1', { ok: true, id: '42' })
    expect(await submit({ id: 'c1', type: 'create', actor, input: {} })).toEqual({
      id: 'c1',
      outcome: { ok: true, id: '42' },
      sequence: 7,
    })
    expect(waits).toEqual([8_000])
  })

  test('without an outcome in time it answers with the id alone, and the command is on its way', async () => {
    expect(await submit({ id: 'c1', type: 'create', actor, input: {} }, { waitMs: 5 })).toEqual({ id: 'c1' })
    expect(waits).toEqual([5])
    expect((await only()).id).toBe('c1')
  })

  test('who does not wait reads nothing', async () => {
    expect(await submit({ id: 'c1', type: 'create', actor, input: {} }, { waitMs: 0 })).toEqual({ id: 'c1' })
    expect(waits).toEqual([])
  })

  test('rows are staged before the command is sent, and the writer reads them back', async () => {
    const rows: Json[] = Array.from({ length: 2_345 }, (_, n) => ({ n, name: `Zoë ${n}\n"quoted"` }))
    await submit({ id: 'job-1', type: 'importRows', actor, input: { importId: 'i1' } }, { rows })
    const command = await only()
    expect(command.staged).toBe('staged/job-1.ndjson.gz')
    expect(await unstage(staging, command)).toEqual({ kind: 'ready', command, rows })
  })

  test('rows may come from anywhere, one after the other', async () => {
    async function* rows() {
      for (let n = 0; n < 3; n += 1) yield { n }
    }
    await submit({ id: 'job-1', type: 'importRows', actor, input: {} }, { rows: rows() })
    const got = await staging.get(stagedKey('job-1'))
    expect(got.kind === 'found' && gunzipSync(got.body).toString()).toBe('{"n":0}\n{"n":1}\n{"n":2}\n')
  })

  test.each([0, 3])(
    'an input too large to travel is staged too, before %i rows, and comes back in its place',
    async count => {
      const input = { resource: 'templates', body: 'ü'.repeat(bodyBytesMax) }
      const rows = Array.from({ length: count }, (_, n) => ({ n }))
      await submit({ id: 'c1', type: 'create', actor, input }, count ? { rows } : {})
      const command = await only()
      expect(command).toMatchObject({ input: null, inputStaged: true, staged: 'staged/c1.ndjson.gz' })
      expect(await unstage(staging, command)).toEqual({ kind: 'ready', command: { ...command, input }, rows })
    },
  )

  test('the same command sent again keeps the rows that were staged first', async () => {
    await submit({ id: 'c1', type: 'importRows', actor, input: {} }, { rows: [{ n: 1 }] })
    await submit({ id: 'c1', type: 'importRows', actor, input: {} }, { rows: [{ n: 2 }] })
    for (const { command } of await sent()) expect(await unstage(staging, command)).toMatchObject({ rows: [{ n: 1 }] })
  })

  test('more rows than a command carries are refused, and nothing is staged or sent', async () => {
    const rows = Array.from({ length: stagedRowsMax + 1 }, () => 0)
    await expect(submit({ id: 'c1', type: 'importRows', actor, input: {} }, { rows })).rejects.toThrow(
      'at most 5000 rows',
    )
    expect(await staged()).toEqual([])
    expect(await sent()).toEqual([])
  })

  test('when staging or the queue fails, nothing points at nothing', async () => {
    const fails = async () => {
      throw new Error('no room')
    }
    const options = { queue, outcomes: { outcome: async () => undefined }, clock: systemClock, ids: systemIds }
    const unstaged = submitter({ ...options, staging: { ...staging, put: fails } })
    await expect(unstaged({ type: 'x', actor, input: {} }, { rows: [1] })).rejects.toThrow('no room')
    expect(await sent()).toEqual([])
    const unsent = submitter({ ...options, staging, queue: { send: fails } })
    await expect(unsent({ type: 'x', actor, input: {} })).rejects.toThrow('no room')
  })

  test('staged rows that are gone or damaged are an answer, since they will be next time too', async () => {
    const command = { id: 'c1', type: 'x', actor, at: '', input: {}, staged: stagedKey('c1') }
    expect(await unstage(staging, command)).toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('gone'),
    })
    await staging.put(stagedKey('c1'), Buffer.from('not gzip'))
    expect(await unstage(staging, command)).toMatchObject({ kind: 'unreadable' })
  })

  test('one actor’s key names one command, nobody else’s key does, and the id is one that clients may see', () => {
    const id = commandIdOf('staff-1', 'key')
    expect(id).toMatch(clientIdPattern)
    expect(commandIdOf('staff-1', 'key')).toBe(id)
    const others = [commandIdOf('staff-2', 'key'), commandIdOf('staff-1', 'key2'), commandIdOf('staff-1k', 'ey')]
    expect(new Set([id, ...others]).size).toBe(4)
  })
})
