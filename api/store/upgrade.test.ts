/** A store that an older version wrote, read and written on by one whose records have another shape. */
import { beforeEach, describe, expect, test } from 'vitest'
import { isoOf } from '../clock.ts'
import { specsByName } from './layout.ts'
import { memoryObjects } from './objects.memory.ts'
import { stateAt, type Tables } from './past.ts'
import { rootKey } from './paths.ts'
import { parseRoot, serialiseRoot } from './root.ts'
import { MemoryTable } from './table.ts'
import { openTrial, trialProjections as projections, put, set, type Trial, trialSpecs } from './trial.ts'
import { verify } from './verify.ts'
import type { CollectionSpec, StoredRecord } from './view.ts'

/** `fullName` became `name`. What is old is told by its shape; where both stand, the old field came later. */
const upcast = ({ fullName, ...rest }: StoredRecord): StoredRecord =>
  fullName === undefined ? rest : { ...rest, name: fullName }
const specs: CollectionSpec[] = trialSpecs.map(spec => (spec.name === 'contacts' ? { ...spec, upcast } : spec))

const startMs = Date.parse('2026-03-01T09:00:00Z')
const hourMs = 3_600_000

async function namesOf({ replica }: Trial): Promise<Record<string, unknown>> {
  return replica.read({ collections: ['contacts'] }, view =>
    Object.fromEntries(
      [...view.table('contacts').values()].sort((a, b) => (a.id < b.id ? -1 : 1)).map(each => [each.id, each.name]),
    ),
  )
}

let time: { nowMs: number }
let old: Trial
let present: Trial

beforeEach(async () => {
  time = { nowMs: startMs }
  const clock = { nowMs: () => time.nowMs, wait: async () => undefined }
  const numbers = { last: 0 }
  const objects = memoryObjects({ clock })
  old = openTrial({ objects, clock, numbers })
  await old.commit(put('ada', { fullName: 'Ada' }), put('bob', { fullName: 'Bob' }), put('cyd', { fullName: 'Cyd' }))
  await old.commit(set('bob', 'fullName', 'Bob', 'Robert'))
  await old.committer.fold()
  time.nowMs += hourMs
  // In the tail still when the new version starts: of the old shape, over records that are in files.
  await old.commit(set('ada', 'fullName', 'Ada', 'Ada Lovelace'))
  present = openTrial({ objects, clock, numbers, specs })
})

describe('a store of an older version', () => {
  const all = { ada: 'Ada Lovelace', bob: 'Robert', cyd: 'Cyd' }

  test('is read in the present shape, from files and from the tail', async () => {
    expect(await namesOf(present)).toEqual(all)
    const shapes = await present.replica.read({ collections: ['contacts'] }, view =>
      [...view.table('contacts').values()].filter(each => 'fullName' in each),
    )
    expect(shapes).toEqual([])
  })

  test('is written on: old and new changes of one record follow each other, and everything agrees', async () => {
    await namesOf(present)
    time.nowMs += hourMs
    await present.commit(
      set('ada', 'name', 'Ada Lovelace', 'Ada King'),
      set('cyd', 'age', null, 7),
      put('dee', { name: 'Dee' }),
    )
    const now = { ...all, ada: 'Ada King', dee: 'Dee' }
    for (const step of [async () => 0, () => present.committer.fold(), () => present.committer.compact()]) {
      await step()
      expect(await namesOf(present)).toEqual(now)
      expect(await namesOf(present.other())).toEqual(now)
      expect((await verify({ objects: present.objects, specs, projections })).problems).toEqual([])
    }
  })

  test('still says when the log and a change do not fit', async () => {
    await namesOf(present)
    await present.commit(set('ada', 'name', 'Somebody else', 'Ada King'))
    expect((await verify({ objects: present.objects, specs, projections })).problems).toEqual([
      'Commit 5 says that name of contacts/ada was something else than it was.',
    ])
  })

  test('is looked back at in the present shape, at times from before and after', async () => {
    time.nowMs += hourMs
    await present.commit(set('ada', 'name', 'Ada Lovelace', 'Ada King'))
    const deps = { objects: present.objects, specs: specsByName(specs, projections), present: presentTables }
    const adaAt = async (ms: number) => {
      const past = await stateAt(deps, ['contacts'], isoOf(ms))
      return past.kind === 'found' ? past.tables.get('contacts')?.get('ada')?.name : past.kind
    }
    expect(await adaAt(startMs)).toBe('Ada')
    expect(await adaAt(startMs + hourMs)).toBe('Ada Lovelace')
    expect(await adaAt(startMs + 2 * hourMs)).toBe('Ada King')
  })
})

const presentTables = (names: readonly string[]): Promise<{ sequence: number; tables: Tables }> =>
  present.replica.read({ collections: [...names] }, view => {
    const tables: Tables = new Map()
    for (const name of names) {
      const copy = new MemoryTable(name)
      for (const record of view.table(name).values()) copy.put(record)
      tables.set(name, copy)
    }
    return { sequence: view.sequence, tables }
  })

test('a newer format is refused in one sentence', async () => {
  const trial = openTrial()
  await trial.commit(put('a'))
  const got = await trial.objects.get(rootKey)
  const root = got.kind === 'found' ? parseRoot(got.body) : undefined
  await trial.objects.put(rootKey, Buffer.from(JSON.stringify({ ...root, format: 9, minReader: 9, minWriter: 9 })))
  await expect(namesOf(trial.other())).rejects.toThrow(
    'This store has format 9, and this Dormouse can read up to format 1: install the newer version.',
  )
})

test('a format that older code may only read is not written by it, not even by a commit that nobody disturbs', async () => {
  const trial = openTrial()
  await trial.commit(put('a', { name: 'Ada' }))
  const ahead = serialiseRoot({ ...trial.replica.root, nonce: 'ahead', sequence: 2, format: 2, minWriter: 2 })
  await trial.objects.put(rootKey, ahead)
  const older = trial.other()
  expect(await namesOf(older)).toEqual({ a: 'Ada' })
  await expect(older.commit(put('b'))).rejects.toThrow(
    'This store has format 2, and this Dormouse can write up to format 1: install the newer version.',
  )
  await expect(older.committer.fold()).rejects.toThrow('install the newer version')
  const left = await trial.objects.get(rootKey)
  expect(left.kind === 'found' && Buffer.from(left.body).equals(ahead)).toBe(true)
})
