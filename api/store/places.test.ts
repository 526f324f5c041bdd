/** The whole store on every kind of place: what it asks for there, and that it is whole in the end. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startS3Double } from '../../test/doubles/s3.ts'
import { diskObjects } from './objects.disk.ts'
import { memoryObjects } from './objects.memory.ts'
import { s3Objects } from './objects.s3.ts'
import type { ObjectStore } from './objects.ts'
import { drop, openTrial, trialProjections as projections, put, set, trialSpecs as specs, type Trial } from './trial.ts'
import { verify } from './verify.ts'

interface Place {
  objects: ObjectStore
  close(): Promise<void>
}

const places: [name: string, open: () => Promise<Place>][] = [
  [
    'in memory',
    async () => {
      const objects = memoryObjects()
      return { objects, close: () => objects.close() }
    },
  ],
  [
    'on disk',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'dormouse-store-'))
      const objects = diskObjects(folder)
      return { objects, close: () => objects.close().then(() => rm(folder, { recursive: true })) }
    },
  ],
  [
    'on S3',
    async () => {
      const s3 = await startS3Double({ buckets: ['store'] })
      const objects = s3Objects({ bucket: 'store', prefix: 'here', client: s3.client })
      return { objects, close: () => objects.close().then(() => s3.close()) }
    },
  ],
]

/** Creates, changes and removes, alone and by the hundred, until several folds and merges have happened. */
async function work(trial: Trial): Promise<void> {
  for (let n = 0; n < 120; n++) {
    await trial.commit(put(`r${n}`, { n, note: 'x'.repeat(200) }))
    if (n % 5 === 1) await trial.commit(set(`r${n}`, 'n', n, -n))
    if (n % 10 === 2) await trial.commit(drop(`r${n}`, { n, note: 'x'.repeat(200) }))
    if (n % 40 === 3)
      await trial.commit(...Array.from({ length: 1_200 }, (_, row) => put(`m${n}-${row}`, { text: `${n * row}` })))
  }
  await trial.commit(put('d1', { campaignId: 'c1', state: 'queued' }, 'deliveries'))
  await trial.committer.idle()
  await trial.committer.compact()
}

describe.each(places)('the store %s', (_, open) => {
  test('is whole after a busy day, for one that saw all of it and for one that comes fresh', async () => {
    const { objects, close } = await open()
    const trial = openTrial({ objects })
    const watching = trial.other()
    await trial.commit(put('first'))
    const size = (each: Trial) =>
      each.replica.read({ collections: ['contacts'], keys: [['changes', 'contacts/r6']] }, view => [
        view.table('contacts').size,
        view.rows('changes', 'contacts/r6').length,
      ])
    await size(watching)
    await work(trial)
    const expected = [1 + 120 - 12 + 3 * 1_200, 2]
    for (const each of [trial, watching, trial.other()]) expect(await size(each)).toEqual(expected)
    expect((await verify({ objects, specs, projections })).problems).toEqual([])
    await close()
  })
})

test('on S3 a read of nothing new is one request, one of something new is one, a single write is one', async () => {
  const s3 = await startS3Double({ buckets: ['store'] })
  const objects = () => s3Objects({ bucket: 'store', prefix: '', client: s3.client })
  const trial = openTrial({ objects: objects() })
  const reader = openTrial({ objects: objects() })
  await trial.commit(put('a'))
  const read = () => reader.replica.read({ collections: ['contacts'] }, view => view.table('contacts').size)
  await read()
  s3.resetCounts()
  await read()
  expect(s3.counts).toEqual({ GetObject: 1 })
  s3.resetCounts()
  await trial.commit(put('b'))
  expect(s3.counts).toEqual({ PutObject: 1 })
  s3.resetCounts()
  expect(await read()).toBe(2)
  expect(s3.counts).toEqual({ GetObject: 1 })
  for (const each of [trial, reader]) await each.objects.close()
  await s3.close()
})
