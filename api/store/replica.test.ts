import { describe, expect, test } from 'vitest'
import { memoryObjects } from './objects.memory.ts'
import type { ObjectStore } from './objects.ts'
import { rootKey } from './paths.ts'
import { openTrial, put, set, type Trial } from './trial.ts'
import type { Entry } from './view.ts'

/** Objects whose reads of the root wait until they are let go. */
function heldRoot(inner: ObjectStore) {
  const waiting: (() => void)[] = []
  const state = { gets: 0, isHeld: false }
  const objects: ObjectStore = {
    ...inner,
    async get(key, options) {
      if (key !== rootKey) return inner.get(key, options)
      state.gets++
      const got = await inner.get(key, options)
      if (state.isHeld) await new Promise<void>(resolve => waiting.push(resolve))
      return got
    },
  }
  return { objects, state, letGo: () => waiting.shift()?.() }
}

const turn = () => new Promise(resolve => setImmediate(resolve))

describe('a read', () => {
  test('shares its look at the root with those who ask meanwhile, but never one that began before it', async () => {
    const writing = openTrial()
    await writing.commit(put('a'))
    const { objects, state, letGo } = heldRoot(writing.objects)
    const reader = openTrial({ objects })
    const size = () => reader.replica.read({ collections: ['contacts'] }, view => view.table('contacts').size)
    state.isHeld = true
    const first = size()
    await turn()
    await writing.commit(put('b'))
    // These began after the commit: the look that is under way was answered before it.
    const later = [size(), size(), size()]
    await turn()
    expect(state.gets).toBe(1)
    letGo()
    await turn()
    state.isHeld = false
    letGo()
    expect(await Promise.all(later)).toEqual([2, 2, 2])
    expect(await first).toBeGreaterThanOrEqual(1)
    expect(state.gets).toBe(2)
  })

  test('never goes back, whatever order answers come in', async () => {
    const trial = openTrial()
    await trial.commit(put('a'))
    const old = trial.replica.root
    await trial.commit(put('b'))
    expect(trial.replica.install(old, '"old"')).toBe(false)
    expect(trial.replica.root.sequence).toBe(2)
  })

  test('sees one state, even while commits pour in', async () => {
    const trial = openTrial()
    await trial.commit(put('a', { n: 0 }), put('b', { n: 0 }))
    const reader = trial.other().replica
    const reading = Array.from({ length: 40 }, () =>
      reader.read({ collections: ['contacts'] }, view => {
        const { a, b } = { a: view.table('contacts').get('a'), b: view.table('contacts').get('b') }
        expect(a?.n).toBe(b?.n)
      }),
    )
    for (let n = 0; n < 80; n++) await trial.commit(set('a', 'n', n, n + 1), set('b', 'n', n, n + 1))
    await Promise.all(reading)
  })

  test('of what was not asked for is a defect, and says so', async () => {
    const trial = openTrial()
    await trial.commit(put('a'))
    const { replica } = trial.other()
    await expect(replica.read({}, view => view.table('contacts'))).rejects.toThrow(
      'contacts is read but was not asked for',
    )
    await expect(replica.read({}, view => view.rows('changes', 'x'))).rejects.toThrow('was not asked for')
    await expect(replica.read({ collections: ['nothing'] }, () => 0)).rejects.toThrow('There is no collection nothing')
  })

  test('of a partition or key that nobody ever wrote finds nothing', async () => {
    const trial = openTrial()
    await trial.commit(put('a'))
    await trial.committer.fold()
    const needs = {
      partitions: [['deliveries', 'none']],
      keys: [['changes', 'none/1']],
      collections: ['deliveries'],
    } as const
    expect(
      await trial
        .other()
        .replica.read(needs, view => [
          view.partition('deliveries', 'none').size,
          view.rows('changes', 'none/1'),
          view.partitions('deliveries'),
        ]),
    ).toEqual([0, [], []])
  })

  test('of an empty store finds nothing, and later what was committed', async () => {
    const trial = openTrial()
    const reader = trial.other().replica
    const size = () => reader.read({ collections: ['contacts'] }, view => view.table('contacts').size)
    expect(await size()).toBe(0)
    await trial.commit(put('a'))
    expect(await size()).toBe(1)
  })

  test('loads what another process imported, chunk by chunk', async () => {
    const trial = openTrial()
    const reader = trial.other().replica
    const size = () => reader.read({ collections: ['contacts'] }, view => view.table('contacts').size)
    await size()
    await trial.commit(...Array.from({ length: 200 }, (_, n) => put(`m${n}`, { text: 'x'.repeat(100) })))
    expect(await size()).toBe(200)
  })

  test('follows the root as often as what it leads to is replaced and taken away, and fails when it is only away', async () => {
    const writing = openTrial()
    await writing.commit(put('a', { n: 0 }))
    await writing.committer.fold()
    let replaced = 0
    const objects: ObjectStore = {
      ...writing.objects,
      async get(key, options) {
        if (key.startsWith('segments/contacts/') && replaced < 3) {
          await writing.commit(set('a', 'n', replaced, ++replaced))
          await writing.committer.fold()
          await writing.committer.compact()
          await writing.objects.remove(key)
        }
        return writing.objects.get(key, options)
      },
    }
    const read = (reader: Trial) =>
      reader.replica.read({ collections: ['contacts'] }, view => view.table('contacts').get('a')?.n)
    expect(await read(openTrial({ objects }))).toBe(3)
    for await (const { key } of writing.objects.list('segments/contacts/')) await writing.objects.remove(key)
    await expect(read(writing.other())).rejects.toThrow('which is not there')
  })

  test('fails when the root has gone, rather than taking the store for empty', async () => {
    const trial = openTrial()
    await trial.commit(put('a'))
    await trial.objects.remove(rootKey)
    await expect(trial.replica.read({}, () => 0)).rejects.toThrow('root.json has gone')
  })

  test('reads old records in their present shape', async () => {
    const trial = openTrial()
    await trial.commit(put('a', { fullName: 'Ada Lovelace' }))
    await trial.committer.fold()
    await trial.commit(put('b', { fullName: 'Grace Hopper' }))
    const upcast = ({ fullName, ...rest }: Record<string, never>) =>
      fullName === undefined ? rest : { ...rest, name: fullName }
    const specs = [{ name: 'contacts', layout: { kind: 'whole' as const }, upcast: upcast as never }]
    const { replica } = openTrial({ objects: trial.objects, specs: [...specs, ...otherSpecs] })
    expect(
      await replica.read({ collections: ['contacts'] }, view =>
        [...view.table('contacts').values()].map(({ name }) => name),
      ),
    ).toEqual(['Ada Lovelace', 'Grace Hopper'])
  })
})

const otherSpecs = [{ name: 'changes', layout: { kind: 'sharded' as const, shards: 16 } }]

describe('an outcome', () => {
  test('wakes whoever waits for it in the writer’s process, without a poll', async () => {
    const waits: number[] = []
    const clock = {
      nowMs: () => 0,
      wait: (ms: number, signal?: AbortSignal) => {
        waits.push(ms)
        return new Promise<void>(resolve => signal?.addEventListener('abort', () => resolve(), { once: true }))
      },
    }
    const trial = openTrial({ clock, objects: memoryObjects({ clock }) })
    const message = trial.message([put('a')])
    const waiting = trial.replica.outcome(message.commandId, 8_000)
    await trial.send(message)
    expect(await waiting).toMatchObject({ actor: 'tester', sequence: 1 })
    expect(waits).toEqual([25])
  })

  test('is found by polling in another process, at growing intervals', async () => {
    let nowMs = 0
    const waits: number[] = []
    const trial = openTrial()
    const message = trial.message([put('a')])
    const clock = {
      nowMs: () => nowMs,
      wait: async (ms: number) => {
        waits.push(ms)
        nowMs += ms
        if (waits.length === 5) await trial.send(message)
      },
    }
    const { replica } = openTrial({ objects: trial.objects, clock })
    expect(await replica.outcome(message.commandId, 8_000)).toMatchObject({ outcome: { ok: true } })
    expect(waits).toEqual([25, 50, 100, 100, 100])
  })

  test('that never comes is undefined when the time is over', async () => {
    let nowMs = 0
    const clock = {
      nowMs: () => nowMs,
      wait: async (ms: number) => {
        nowMs += ms
      },
    }
    const trial = openTrial({ clock })
    expect(await trial.replica.outcome('nobody', 1_000)).toBeUndefined()
    expect(nowMs).toBe(1_000)
  })
})

describe('a listener', () => {
  test('hears of every entry once, and of a sequence without entries when the tail was missed', async () => {
    const trial = openTrial()
    const reader = trial.other().replica
    const heard: [number[], number][] = []
    const stop = reader.subscribe((entries: readonly Entry[], sequence) =>
      heard.push([entries.map(entry => entry.sequence), sequence]),
    )
    await trial.commit(put('a'))
    await trial.commit(put('b'))
    await reader.refresh()
    await trial.commit(put('c'))
    await trial.committer.fold()
    await trial.commit(put('d'))
    await reader.refresh()
    stop()
    await trial.commit(put('e'))
    await reader.refresh()
    expect(heard).toEqual([
      [[1, 2], 2],
      [[], 5],
    ])
  })
})

test('many partitions are held for a while, and let go when there are too many', async () => {
  const trial = openTrial()
  const partition = (n: number) => ['deliveries', `c${n}`] as const
  await trial.committer.commit([trial.message([])], 'queue', {
    prepare: async () => ({}),
    decide: (_, [message]) => ({
      commands: [{ id: message?.commandId ?? '', actor: 'a', outcome: { ok: true } }],
      operations: Array.from({ length: 150 }, (_, n) => ({
        ...put(`d${n}`, { campaignId: `c${n}`, state: 'queued' }, 'deliveries'),
        by: 0,
      })),
    }),
  })
  await trial.committer.fold()
  const { replica } = trial.other()
  for (let n = 0; n < 150; n++)
    expect(await replica.read({ partitions: [partition(n)] }, view => view.partition(...partition(n)).size)).toBe(1)
  expect(replica.tables.current('deliveries', 'c0')).toBeUndefined()
  expect(replica.tables.current('deliveries', 'c149')?.size).toBe(1)
})
