/** What it costs to read one record's history out of a long one; `bench/parts/history.ts` does the same with a million. */
import { expect, test } from 'vitest'
import { memoryObjects } from '../../api/store/objects.memory.ts'
import { historyReads, watched, watchedChanges, writeHistory } from './long-history.ts'

const readsMax = 20

test('the history of one record with 50 changes among 100,000 costs at most 20 object reads, whenever it is asked for', async () => {
  const objects = memoryObjects()
  const costs: number[] = []
  let rows = 0
  const at = async () => {
    const cost = await historyReads(objects)
    costs.push(cost.reads)
    expect(cost.rows).toBeGreaterThanOrEqual(rows)
    rows = cost.rows
  }
  await writeHistory(objects, { people: 5_000, changes: 100_000, look: { every: 5, rested: true, at } })
  await at()
  expect(rows, watched).toBe(watchedChanges + 1)
  expect(costs.length).toBeGreaterThan(20)
  expect(Math.max(...costs)).toBeLessThanOrEqual(readsMax)
}, 120_000)
