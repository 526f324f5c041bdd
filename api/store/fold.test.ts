import { describe, expect, test } from 'vitest'
import { readLogManifest } from './log.ts'
import type { ShardedManifest, TableManifest } from './manifest.ts'
import type { ObjectStore } from './objects.ts'
import { drop, openTrial, trialProjections as projections, put, set, trialSpecs as specs, type Trial } from './trial.ts'
import { verify } from './verify.ts'

const state = (trial: Trial) =>
  trial.replica.read(
    {
      collections: ['contacts', 'deliveries'],
      partitions: [['deliveries', 'c1']],
      keys: [
        ['changes', 'contacts/r1'],
        ['changes', 'contacts/r2'],
      ],
    },
    view => ({
      contacts: [...view.table('contacts').values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
      deliveries: [...view.partition('deliveries', 'c1').values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
      partitions: view.partitions('deliveries'),
      changes: [view.rows('changes', 'contacts/r1'), view.rows('changes', 'contacts/r2')],
    }),
  )

/** Counts what is asked of the objects. */
function counted(inner: ObjectStore) {
  const asked = { get: 0, put: 0 }
  const objects: ObjectStore = {
    ...inner,
    get: (...args) => {
      asked.get++
      return inner.get(...args)
    },
    put: (...args) => {
      asked.put++
      return inner.put(...args)
    },
  }
  return { objects, asked }
}

/** A few hundred commits that create, change and remove records of every layout. */
async function busyDay(trial: Trial, commits: number, after: (n: number) => Promise<unknown> = async () => undefined) {
  for (let n = 0; n < commits; n++) {
    const id = `r${n % 50}`
    const round = Math.floor(n / 50)
    if (round % 3 === 0) await trial.commit(put(id, { n: round }))
    else if (round % 3 === 1) await trial.commit(set(id, 'n', round - 1, round))
    else await trial.commit(drop(id, { n: round - 1 }))
    if (n % 7 === 0) await trial.commit(put(`d${n}`, { campaignId: 'c1', state: 'queued' }, 'deliveries'))
    if (n % 21 === 0) await trial.commit(set(`d${n}`, 'state', 'queued', 'accepted', 'deliveries'))
    await after(n)
  }
}

describe('folding', () => {
  test('changes where things lie and nothing of what they say', async () => {
    const trial = openTrial()
    await busyDay(trial, 40)
    const before = await state(trial)
    await trial.committer.fold()
    expect(trial.replica.root.tail).toHaveLength(1)
    expect(await state(trial)).toEqual(before)
    expect(await state(trial.other())).toEqual(before)
    expect((await verify({ objects: trial.objects, specs, projections })).problems).toEqual([])
  })

  test('is a commit of its own, without commands, and happens once', async () => {
    const trial = openTrial()
    await trial.commit(put('a'))
    await trial.committer.fold()
    await trial.committer.fold()
    expect(trial.replica.root).toMatchObject({ sequence: 2, tail: [{ sequence: 2, commands: [], operations: [] }] })
  })

  test('is followed by those who saw every commit and by those who missed many, whatever was merged meanwhile', async () => {
    const trial = openTrial()
    const [always, sometimes, rarely] = [trial.other(), trial.other(), trial.other()]
    await busyDay(trial, 600, async n => {
      await always.replica.refresh()
      if (n % 20 === 0) await state(sometimes)
      if (n % 200 === 0) await state(rarely)
      if (n % 150 === 149) await trial.committer.compact()
    })
    await trial.committer.idle()
    const truth = await state(trial.other())
    for (const each of [trial, always, sometimes, rarely]) expect(await state(each)).toEqual(truth)
    expect((await verify({ objects: trial.objects, specs, projections })).problems).toEqual([])
  })

  test('counts a partition from its rows, and moves the counts with what the tail brings', async () => {
    const trial = openTrial()
    const delivery = (id: string) => put(id, { campaignId: 'c1', state: 'queued' }, 'deliveries')
    await trial.commit(delivery('d1'), delivery('d2'), delivery('d3'))
    await trial.commit(set('d1', 'state', 'queued', 'accepted', 'deliveries'))
    const expected = [{ partition: 'c1', rows: 3, counts: { queued: 2, accepted: 1 } }]
    expect((await state(trial)).partitions).toEqual(expected)
    await trial.committer.fold()
    expect((await state(trial.other())).partitions).toEqual(expected)
    await trial.commit(drop('d2', { campaignId: 'c1', state: 'queued' }, 'deliveries'))
    expect((await state(trial)).partitions).toEqual([{ partition: 'c1', rows: 2, counts: { queued: 1, accepted: 1 } }])
  })

  test('keeps deltas few by merging those of one size', async () => {
    const trial = openTrial()
    for (let n = 0; n < 100; n++) {
      await trial.commit(put(`r${n}`))
      await trial.committer.fold()
    }
    await trial.committer.idle()
    const { contacts, changes } = trial.replica.root.manifests
    expect((await trial.replica.manifests.read<TableManifest>(contacts as string)).deltas.length).toBeLessThan(8)
    expect((await trial.replica.manifests.read<ShardedManifest>(changes as string)).deltas.length).toBeLessThan(8)
  })

  test('costs few writes a commit, and none while nothing happens', async () => {
    const { objects, asked } = counted(openTrial().objects)
    const trial = openTrial({ objects })
    for (let n = 0; n < 256; n++) await trial.commit(put(`r${n}`, { note: 'x'.repeat(400) }))
    await trial.committer.idle()
    expect(asked.put).toBeLessThan(1.6 * 256)
    asked.put = 0
    await trial.committer.fold()
    asked.put = 0
    await trial.committer.fold()
    expect(asked.put).toBe(0)
  })
})

describe('the log', () => {
  test('moves full lists of chunks into pages, and every commit is still found', async () => {
    const trial = openTrial()
    for (let n = 0; n < 270; n++) {
      await trial.commit(put(`r${n}`))
      await trial.committer.fold()
    }
    const log = await readLogManifest(trial.objects, trial.replica.root)
    expect(log.pages).toHaveLength(1)
    expect(log.chunks.length).toBeLessThan(256)
    expect((await verify({ objects: trial.objects, specs, projections })).problems).toEqual([])
  })
})

describe('a reader', () => {
  test('asks once when nothing is new, and once when the tail brings what is new', async () => {
    const trial = openTrial()
    await trial.commit(put('a'))
    const { objects, asked } = counted(trial.objects)
    const reader = openTrial({ objects })
    await reader.replica.read({ collections: ['contacts'] }, () => 0)
    asked.get = 0
    await reader.replica.read({ collections: ['contacts'] }, () => 0)
    expect(asked.get).toBe(1)
    await trial.commit(put('b'))
    await reader.replica.read({ collections: ['contacts'] }, view => expect(view.table('contacts').size).toBe(2))
    expect(asked.get).toBe(2)
  })

  test('reads only what it missed when the tail moved on', async () => {
    const trial = openTrial()
    for (let n = 0; n < 100; n++) await trial.commit(put(`r${n}`))
    await trial.committer.fold()
    await trial.committer.compact()
    const { objects, asked } = counted(trial.objects)
    const reader = openTrial({ objects })
    const size = () => reader.replica.read({ collections: ['contacts'] }, view => view.table('contacts').size)
    expect(await size()).toBe(100)
    await trial.commit(put('late'))
    await trial.committer.fold()
    asked.get = 0
    expect(await size()).toBe(101)
    // The root, the manifest and one delta.
    expect(asked.get).toBe(3)
  })

  test('finds the history of one record with few reads', async () => {
    const trial = openTrial()
    await trial.commit(put('r1', { n: 0 }))
    for (let n = 0; n < 50; n++) {
      await trial.commit(set('r1', 'n', n, n + 1), put(`other${n}`))
      await trial.committer.fold()
    }
    await trial.committer.idle()
    const { objects, asked } = counted(trial.objects)
    const reader = openTrial({ objects })
    const rows = await reader.replica.read({ keys: [['changes', 'contacts/r1']] }, view =>
      view.rows('changes', 'contacts/r1'),
    )
    expect(rows).toHaveLength(51)
    expect(rows.map(row => row.sequence)).toEqual(
      rows.map(row => row.sequence).toSorted((a, b) => Number(a) - Number(b)),
    )
    expect(asked.get).toBeLessThanOrEqual(20)
  })
})
