import { describe, expect, test } from 'vitest'
import { packLines, packTexts, recordLine, unpackJson, unpackLines } from './codec.ts'
import {
  jsonBody,
  type Manifest,
  type PartitionedManifest,
  readBody,
  readJson,
  type TableManifest,
} from './manifest.ts'
import { rootKey } from './paths.ts'
import { parseRoot, serialiseRoot } from './root.ts'
import { statsOf } from './stats.ts'
import { drop, openTrial, trialProjections as projections, put, set, trialSpecs as specs, type Trial } from './trial.ts'
import { verify } from './verify.ts'
import type { Entry, Root } from './view.ts'

/** A store in which every kind of file is in use. */
async function opened(): Promise<Trial> {
  const trial = openTrial()
  await trial.commit(...Array.from({ length: 300 }, (_, n) => put(`r${n}`, { n })))
  await trial.commit(put('d1', { campaignId: 'c1', state: 'queued' }, 'deliveries'))
  await trial.committer.fold()
  await trial.committer.compact()
  await trial.commit(set('r1', 'n', 1, 100), drop('r2', { n: 2 }))
  await trial.commit(set('d1', 'state', 'queued', 'accepted', 'deliveries'))
  await trial.committer.fold()
  await trial.commit(set('r3', 'n', 3, 300))
  return trial
}

const problems = async (trial: Trial) =>
  (await verify({ objects: trial.objects, specs, projections })).problems.join(' ')
const manifestOf = <M extends Manifest>(trial: Trial, collection: string) =>
  readJson<M & { format: number }>(trial.objects, trial.replica.root.manifests[collection] as string)

async function changeRoot(trial: Trial, change: (root: Root) => Root): Promise<void> {
  await trial.objects.put(rootKey, serialiseRoot(change(parseRoot(await readBody(trial.objects, rootKey)))))
}

describe('verify', () => {
  test('finds nothing in a sound store', async () => {
    const trial = await opened()
    expect(await verify({ objects: trial.objects, specs, projections })).toMatchObject({ records: 300, problems: [] })
  })

  test('says so when there is no store', async () => {
    expect(await problems(openTrial())).toBe('There is no root.json.')
  })

  test('finds a record that a file has otherwise than the log', async () => {
    const trial = await opened()
    const { base } = await manifestOf<TableManifest>(trial, 'contacts')
    const key = base[0]?.key as string
    const lines = await unpackLines(await readBody(trial.objects, key))
    const damaged = lines.map(line => (line.id === 'r7' ? { ...recordLine(line.sequence, { id: 'r7', n: 8 }) } : line))
    await trial.objects.put(key, await packLines(damaged))
    expect(await problems(trial)).toContain('contacts: r7 is not what the log says.')
  })

  test('finds a row that is missing, and one too many', async () => {
    const trial = await opened()
    const { base } = await manifestOf<TableManifest>(trial, 'contacts')
    const key = base[0]?.key as string
    const lines = await unpackLines(await readBody(trial.objects, key))
    const damaged = [...lines.filter(({ id }) => id !== 'r7'), recordLine(1, { id: 'zz' })]
    await trial.objects.put(key, await packLines(damaged))
    const found = await problems(trial)
    expect(found).toContain('contacts: r7 is missing from the files.')
    expect(found).toContain('contacts: zz is unknown to the log.')
  })

  test('finds a count that its rows do not bear out', async () => {
    const trial = await opened()
    const directory = await manifestOf<PartitionedManifest>(trial, 'deliveries')
    const key = directory.partitions.c1?.manifest as string
    const manifest = await readJson<TableManifest>(trial.objects, key)
    await trial.objects.put(key, jsonBody({ ...manifest, counts: { queued: 1 } }))
    const found = await problems(trial)
    expect(found).toContain('deliveries of c1 is listed with other counts than its own manifest has.')
    expect(found).toContain('deliveries of c1 counts {"queued":1} by state')
  })

  test('finds a gap in the log, and a change that was never so', async () => {
    const trial = await opened()
    await changeRoot(trial, root => ({
      ...root,
      sequence: root.sequence + 1,
      tail: root.tail.map((entry): Entry => {
        if (entry.sequence !== root.sequence) return entry
        return {
          ...entry,
          sequence: entry.sequence + 1,
          operations: [{ on: 'contacts', id: 'r3', set: { n: 300 }, was: { n: 99 }, by: 0 }],
        }
      }),
    }))
    const found = await problems(trial)
    expect(found).toContain('is followed by')
    expect(found).toContain('says that n of contacts/r3 was something else than it was')
  })

  test('finds a projected row that is missing', async () => {
    const trial = await opened()
    const manifest = await manifestOf<TableManifest>(trial, 'changes')
    await trial.objects.put(trial.replica.root.manifests.changes as string, jsonBody({ ...manifest, deltas: [] }))
    expect(await problems(trial)).toContain('changes: contacts/r1')
  })

  test('finds a forgotten outcome', async () => {
    const trial = await opened()
    await changeRoot(trial, root => {
      const { outcomes, ...manifests } = root.manifests
      return { ...root, manifests }
    })
    expect(await problems(trial)).toContain('The root lists no files of outcomes.')
  })

  test('fails on a file that is not there, naming it', async () => {
    const trial = await opened()
    const { base } = await manifestOf<TableManifest>(trial, 'contacts')
    await trial.objects.remove(base[0]?.key as string)
    await expect(problems(trial)).rejects.toThrow(base[0]?.key)
  })

  test('finds a log chunk that was cut', async () => {
    const trial = await opened()
    const keys = (await Array.fromAsync(trial.objects.list('log/'))).map(({ key }) => key)
    for (const key of keys) {
      const entries = await unpackJson<Entry>(await readBody(trial.objects, key))
      if (entries.some(entry => entry.sequence !== undefined))
        await trial.objects.put(key, await packTexts(entries.slice(0, -1).map(entry => JSON.stringify(entry))))
    }
    expect(await problems(trial)).toContain('in the log')
  })
})

test('stats say what a store consists of', async () => {
  const trial = await opened()
  const stats = await statsOf(trial.objects)
  expect(stats).toMatchObject({ sequence: trial.replica.root.sequence, logPages: 0 })
  expect(stats.collections.find(({ collection }) => collection === 'contacts')).toMatchObject({
    rows: 299,
    baseFiles: 1,
  })
  expect(stats.collections.find(({ collection }) => collection === 'deliveries')).toMatchObject({
    rows: 1,
    partitions: 1,
  })
  expect(stats.objects.root?.count).toBe(1)
})
