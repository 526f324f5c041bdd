import { describe, expect, test } from 'vitest'
import { memoryObjects } from './objects.memory.ts'
import type { ObjectStore, Put } from './objects.ts'
import { rootKey } from './paths.ts'
import { rootBytesMax } from './root.ts'
import {
  openTrial,
  trialProjections as projections,
  put,
  set,
  trialSpecs as specs,
  type Trial,
  trialPlanner,
} from './trial.ts'
import { verify } from './verify.ts'

const names = (trial: Trial) =>
  trial.replica.read({ collections: ['contacts'] }, view => [...view.table('contacts').values()].map(each => each.name))

/** Objects whose next put of the root goes as told. */
function rootFaults(inner: ObjectStore) {
  const faults: ((write: () => Promise<Put>) => Promise<Put>)[] = []
  const objects: ObjectStore = {
    ...inner,
    put: (key, body, condition) => {
      const write = () => inner.put(key, body, condition)
      const fault = key === rootKey ? faults.shift() : undefined
      return fault ? fault(write) : write()
    },
  }
  return { objects, faults }
}
const lostAfter = async (write: () => Promise<Put>): Promise<Put> => {
  await write()
  throw new Error('the answer was lost')
}
const lostBefore = async (): Promise<Put> => {
  throw new Error('the request was lost')
}
/** What an SDK's own retry makes of a lost answer. */
const falseConflict = async (write: () => Promise<Put>): Promise<Put> => {
  await write()
  return { kind: 'conflict' }
}

describe('a commit', () => {
  test('makes the store when there is none, and is the first of its sequence', async () => {
    const trial = openTrial()
    await trial.commit(put('a', { name: 'Ada' }))
    expect(await names(trial)).toEqual(['Ada'])
    expect(trial.replica.root).toMatchObject({ sequence: 1, queue: { id: 'queue', watermark: '1' } })
  })

  test('is seen by a process that starts afterwards, and by one that was there before', async () => {
    const trial = openTrial()
    const watching = trial.other()
    expect(await names(watching)).toEqual([])
    await trial.commit(put('a', { name: 'Ada' }))
    expect(await names(watching)).toEqual(['Ada'])
    expect(await names(trial.other())).toEqual(['Ada'])
  })

  test('decides a batch together and remembers each outcome', async () => {
    const trial = openTrial()
    const refused = trial.message([], { ok: false, problem: { kind: 'conflict', message: 'taken' } })
    const done = trial.message([put('a')], { ok: true, resource: 'contacts', id: 'a' })
    await trial.send(refused, done)
    expect(trial.replica.root.sequence).toBe(1)
    expect((await trial.replica.outcome(done.commandId, 0))?.outcome).toEqual({
      ok: true,
      resource: 'contacts',
      id: 'a',
    })
    expect((await trial.other().replica.outcome(refused.commandId, 0))?.outcome.ok).toBe(false)
  })

  test.each([
    ['an answer that was lost', lostAfter],
    ['a request that was lost', lostBefore],
    ['a conflict with itself', falseConflict],
  ])('survives %s without acting twice', async (_, fault) => {
    const { objects, faults } = rootFaults(memoryObjects())
    const trial = openTrial({ objects })
    await trial.commit(put('a', { n: 1 }))
    faults.push(fault)
    await trial.commit(set('a', 'n', 1, 2))
    await trial.commit(set('a', 'n', 2, 3))
    expect(trial.replica.root.sequence).toBe(3)
    expect((await verify({ objects, specs, projections })).problems).toEqual([])
  })

  test('decides again when another writer was faster', async () => {
    const trial = openTrial()
    await trial.commit(put('a', { n: 1 }))
    const other = trial.other()
    await other.replica.refresh()
    await other.commit(put('b', { n: 1 }))
    const seen: number[] = []
    await trial.committer.commit([trial.message([])], 'queue', {
      ...trialPlanner,
      prepare: async () => ({ collections: ['contacts'] }),
      decide(view, messages, now) {
        seen.push(view.table('contacts').size)
        return trialPlanner.decide(view, messages, now)
      },
    })
    expect(seen).toEqual([1, 2])
    expect(trial.replica.root.sequence).toBe(3)
  })

  test('that a stalled writer sends late changes nothing', async () => {
    const inner = memoryObjects()
    const { objects, faults } = rootFaults(inner)
    const stalled = openTrial({ objects })
    await stalled.commit(put('a'))
    let land = async (): Promise<Put> => ({ kind: 'conflict' })
    const message = stalled.message([put('b')])
    for (let attempt = 0; attempt < 5; attempt++)
      faults.push(async write => {
        land = write
        throw new Error('no answer')
      })
    await expect(stalled.send(message)).rejects.toThrow('could not be learnt')
    const other = openTrial({ objects: inner })
    await other.send(message)
    expect(await land()).toEqual({ kind: 'conflict' })
    await stalled.send(message)
    expect(stalled.replica.root.sequence).toBe(2)
  })

  test('throws when the store is out of reach, and the same message commits later', async () => {
    const { objects, faults } = rootFaults(memoryObjects())
    const trial = openTrial({ objects })
    await trial.commit(put('a'))
    const message = trial.message([put('b')])
    for (let attempt = 0; attempt < 5; attempt++) faults.push(lostBefore)
    await expect(trial.send(message)).rejects.toThrow('could not be learnt')
    await trial.send(message)
    expect(trial.replica.root.sequence).toBe(2)
  })

  test('never goes back in time, whatever the clock does', async () => {
    let nowMs = Date.parse('2026-03-01T12:00:00Z')
    const clock = { nowMs: () => nowMs, wait: async () => undefined }
    const trial = openTrial({ clock, objects: memoryObjects({ clock }) })
    await trial.commit(put('a'))
    nowMs -= 3_600_000
    await trial.commit(put('b'))
    expect(trial.replica.root.tail.map(entry => entry.at)).toEqual([
      '2026-03-01T12:00:00.000Z',
      '2026-03-01T12:00:00.000Z',
    ])
  })
})

describe('a message that comes again', () => {
  test('does not act again, under its own number or a new one, even within one batch', async () => {
    const trial = openTrial()
    const first = await trial.commit(put('a'))
    const again = { ...first, number: trial.message([]).number }
    const fresh = trial.message([put('b')])
    await trial.send(first, again, fresh, { ...fresh, number: trial.message([]).number })
    expect(trial.replica.root.queue.watermark).toBe('4')
    expect(trial.replica.root.tail.flatMap(entry => entry.commands).map(({ id }) => id)).toEqual([
      first.commandId,
      fresh.commandId,
    ])
  })

  test('passes the watermark even when it has nothing new to say', async () => {
    const trial = openTrial()
    const first = await trial.commit(put('a'))
    await trial.send({ ...first, number: '7' })
    expect(trial.replica.root).toMatchObject({ sequence: 2, queue: { watermark: '7' } })
  })

  test('goes to quarantine when its number was passed and nobody remembers it', async () => {
    const trial = openTrial()
    const early = trial.message([put('a')])
    await trial.commit(put('b'))
    await trial.send(early)
    expect(trial.replica.root.sequence).toBe(1)
    const kept = await trial.objects.get(`quarantine/${early.commandId}.json`)
    expect(kept.kind === 'found' && JSON.parse(Buffer.from(kept.body).toString()).message).toEqual(early)
  })

  test('starts at a new watermark when the queue is a new one, and commands are remembered all the same', async () => {
    const trial = openTrial()
    const first = await trial.commit(put('a'))
    const message = trial.message([put('b')])
    await trial.committer.commit([first, { ...message, number: '1' }], 'another queue', trialPlanner)
    expect(trial.replica.root).toMatchObject({ sequence: 2, queue: { id: 'another queue', watermark: '1' } })
  })

  test('keeps the watermarks of queues it was fed from before, so that what comes late from them acts never again', async () => {
    const trial = openTrial()
    await trial.commit(put('a'), put('b'))
    const { queue } = trial.replica.root
    for (const id of ['second', 'third', 'second'])
      await trial.committer.commit([{ ...trial.message([put(`of ${id}`)]) }], id, trialPlanner)
    expect(trial.replica.root.formerQueues?.map(({ id }) => id)).toEqual(['third', 'queue'])
    const late = { ...trial.message([put('late')]), number: queue.watermark }
    await trial.send(late)
    expect(trial.replica.root).toMatchObject({ sequence: 4, queue: { id: 'second' } })
    expect(await trial.objects.get(`quarantine/${late.commandId}.json`)).toMatchObject({ kind: 'found' })
    for (let n = 0; n < 20; n++)
      await trial.committer.commit([trial.message([put(`n${n}`)])], `queue ${n}`, trialPlanner)
    expect(trial.replica.root.formerQueues).toHaveLength(8)
  })
})

describe('what is large', () => {
  test('moves into a log chunk, so that the root stays small', async () => {
    const trial = openTrial()
    const many = Array.from({ length: 5_000 }, (_, n) => put(`m${n}`, { n }))
    await trial.commit(...many)
    const got = await trial.objects.get(rootKey)
    expect(got.kind === 'found' && got.body.byteLength).toBeLessThan(2_000)
    expect(await trial.other().replica.read({ collections: ['contacts'] }, view => view.table('contacts').size)).toBe(
      5_000,
    )
  })

  test('is a result too: it is read from the chunk by who asks for it', async () => {
    const trial = openTrial()
    const result = Array.from({ length: 2_000 }, (_, n) => ({ row: n, ok: true }))
    const message = trial.message([put('a')], { ok: true, result })
    await trial.send(message)
    const got = await trial.objects.get(rootKey)
    expect(got.kind === 'found' && got.body.byteLength).toBeLessThan(2_000)
    expect((await trial.replica.outcome(message.commandId, 0))?.outcome).toEqual({ ok: true, result })
    expect((await trial.other().replica.outcome(message.commandId, 0))?.outcome).toEqual({ ok: true, result })
    await trial.committer.fold()
    expect((await trial.other().replica.outcome(message.commandId, 0))?.outcome).toEqual({ ok: true, result })
  })

  test('is a batch of hundreds of messages, which is committed in groups', async () => {
    const trial = openTrial()
    const messages = Array.from({ length: 300 }, (_, n) =>
      trial.message([put(`r${n}`, { text: 'x'.repeat(300) })], { ok: true, resource: 'contacts', id: `r${n}` }),
    )
    await trial.send(...messages)
    expect((await trial.objects.get(rootKey)) as object).toMatchObject({ kind: 'found' })
    expect(trial.replica.root.queue.watermark).toBe('300')
    expect(await names(trial)).toHaveLength(300)
  })

  test('never passes the hard limit of the root', async () => {
    const trial = openTrial()
    for (let n = 0; n < 200; n++) {
      await trial.commit(put(`r${n}`, { text: 'x'.repeat(700) }))
      const got = await trial.objects.get(rootKey)
      expect(got.kind === 'found' && got.body.byteLength).toBeLessThan(rootBytesMax)
    }
  })
})

describe('a plan that breaks the rules', () => {
  const plan = (operation: object, outcome: object = { ok: true }) => ({
    ...trialPlanner,
    decide: () =>
      ({ commands: [{ id: 'command-1', actor: 'a', outcome }], operations: [{ by: 0, ...operation }] }) as never,
  })
  test.each([
    [
      'changes a collection that is not declared',
      { on: 'nothing', id: 'a', put: { id: 'a' } },
      undefined,
      'no collection',
    ],
    ['writes projected rows', { on: 'changes', id: 'a', put: { id: 'a' } }, undefined, 'never written'],
    ['gives a record another id', { on: 'contacts', id: 'a', put: { id: 'b' } }, undefined, 'another id'],
    ['does not say what was there', { on: 'contacts', id: 'a', set: { n: 1 }, was: {} }, undefined, 'different paths'],
    [
      'reaches for a prototype',
      { on: 'contacts', id: 'a', set: { '__proto__.x': 1 }, was: { '__proto__.x': 0 } },
      undefined,
      'no path',
    ],
    [
      'changes something for a refused command',
      { on: 'contacts', id: 'a', put: { id: 'a' } },
      { ok: false },
      'refused',
    ],
  ])('and %s is not published', async (_, operation, outcome, why) => {
    const trial = openTrial()
    const message = trial.message([])
    await expect(trial.committer.commit([message], 'queue', plan(operation, outcome))).rejects.toThrow(why)
    expect(trial.replica.root.sequence).toBe(0)
  })
})
