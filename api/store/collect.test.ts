import { describe, expect, test } from 'vitest'
import { collectGarbage, removeOlder } from './collect.ts'
import { memoryObjects } from './objects.memory.ts'
import { rootKey } from './paths.ts'
import { pin } from './pins.ts'
import { serialiseRoot } from './root.ts'
import { openTrial, trialProjections as projections, put, set, trialSpecs as specs } from './trial.ts'
import { verify } from './verify.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

function openWorld() {
  const time = { nowMs: Date.parse('2026-03-01T09:00:00Z') }
  const clock = { nowMs: () => time.nowMs, wait: async () => undefined }
  const objects = memoryObjects({ clock })
  return { time, clock, objects, trial: openTrial({ objects, clock }) }
}

/** Leaves files behind that nothing leads to any more. */
async function makeGarbage({ trial }: ReturnType<typeof openWorld>, name = 'r') {
  await trial.commit(...Array.from({ length: 50 }, (_, n) => put(`${name}${n}`, { n: 0 })))
  for (let n = 0; n < 6; n++) {
    await trial.commit(set(`${name}1`, 'n', n, n + 1))
    await trial.committer.fold()
    await trial.committer.compact()
  }
}

describe('the collector', () => {
  test('takes what nothing leads to, a week later, and the store is whole', async () => {
    const world = openWorld()
    await makeGarbage(world)
    world.time.nowMs += 8 * dayMs
    await world.trial.commit(put('later'))
    const first = await collectGarbage(world, { dryRun: true })
    expect(first.removed).toBeGreaterThan(10)
    expect(await collectGarbage(world)).toEqual(first)
    expect(await collectGarbage(world)).toMatchObject({ removed: 0, strange: [] })
    expect((await verify({ objects: world.objects, specs, projections })).problems).toEqual([])
    const cold = world.trial.other().replica
    expect(await cold.read({ collections: ['contacts'] }, view => view.table('contacts').size)).toBe(51)
  })

  test('leaves everything for a week', async () => {
    const world = openWorld()
    await makeGarbage(world)
    world.time.nowMs += 6 * dayMs
    await world.trial.commit(put('later'))
    expect((await collectGarbage(world)).removed).toBe(0)
  })

  test('takes nothing from a store that has stood still since: a stopped writer might publish it yet', async () => {
    const world = openWorld()
    await makeGarbage(world)
    await world.objects.put('segments/contacts/delta/000000000999-late.ndjson.gz', Buffer.from('x'))
    world.time.nowMs += 30 * dayMs
    const still = await collectGarbage(world, { dryRun: true })
    await world.trial.commit(put('later'))
    expect((await collectGarbage(world)).removed).toBeGreaterThan(still.removed)
  })

  test('leaves alone what a pin leads to', async () => {
    const world = openWorld()
    await world.trial.commit(put('a', { n: 0 }))
    await world.trial.committer.fold()
    await pin(world.objects, 'before', world.trial.replica.root)
    const kept = Object.values(world.trial.replica.root.manifests)
    await makeGarbage(world)
    world.time.nowMs += 8 * dayMs
    await world.trial.commit(put('later'))
    await collectGarbage(world)
    for (const key of kept) expect((await world.objects.get(key)).kind).toBe('found')
  })

  test('names a pin that leads to what has gone, and goes on', async () => {
    const world = openWorld()
    for (const id of ['a', 'b']) {
      await world.trial.commit(put(id, { n: 0 }))
      await world.trial.committer.fold()
    }
    const { root } = world.trial.replica
    await makeGarbage(world)
    world.time.nowMs += 8 * dayMs
    await world.trial.commit(put('later'))
    await collectGarbage(world)
    // Whoever took the root was stopped until now.
    await pin(world.objects, 'late', root)
    await makeGarbage(world, 's')
    world.time.nowMs += 8 * dayMs
    await world.trial.commit(put('later still'))
    const { removed, brokenPins } = await collectGarbage(world)
    expect(brokenPins).toEqual(['late'])
    expect(removed).toBeGreaterThan(0)
    expect((await verify({ objects: world.objects, specs, projections })).problems).toEqual([])
  })

  test('removes nothing from a store that only newer code may write', async () => {
    const world = openWorld()
    await makeGarbage(world)
    world.time.nowMs += 8 * dayMs
    await world.trial.commit(put('later'))
    await world.objects.put(rootKey, serialiseRoot({ ...world.trial.replica.root, format: 2, minWriter: 2 }))
    await expect(collectGarbage(world)).rejects.toThrow('can write up to format 1')
  })

  test('leaves alone what it does not know', async () => {
    const world = openWorld()
    await makeGarbage(world)
    await world.objects.put('segments/contacts/notes.txt', Buffer.from('x'))
    world.time.nowMs += 8 * dayMs
    await world.trial.commit(put('later'))
    expect((await collectGarbage(world)).strange).toEqual(['segments/contacts/notes.txt'])
  })

  test('takes staged files by age alone', async () => {
    const { objects, clock, time } = openWorld()
    await objects.put('staged/old.ndjson.gz', Buffer.from('x'))
    time.nowMs += 16 * dayMs
    await objects.put('staged/new.ndjson.gz', Buffer.from('x'))
    expect(await removeOlder({ objects, clock }, 'staged/', 15 * dayMs)).toBe(1)
    expect((await objects.get('staged/new.ndjson.gz')).kind).toBe('found')
  })
})

describe('a reader that holds an outdated root', () => {
  test('looks once more when a file is gone, and reads the new state', async () => {
    const world = openWorld()
    await makeGarbage(world)
    const reader = world.trial.other().replica
    await reader.refresh()
    for (let n = 0; n < 3; n++) {
      await world.trial.commit(set('r1', 'n', 6 + n, 7 + n))
      await world.trial.committer.fold()
      await world.trial.committer.compact()
    }
    world.time.nowMs += 8 * dayMs
    await world.trial.commit(put('later'))
    await collectGarbage(world)
    expect(await reader.pinned({ collections: ['contacts'] }, view => view.table('contacts').get('r1')?.n)).toBe(9)
  })
})
