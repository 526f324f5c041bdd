import { describe, expect, test } from 'vitest'
import { type Line, recordLine, tombstoneLine } from './codec.ts'
import { mergeableDeltas, mergeRuns, sortedRun } from './merge.ts'

const line = (id: string, sequence: number): Line => recordLine(sequence, { id })
const seen = (lines: readonly Line[]) =>
  lines.map(({ id, sequence, deleted }) => `${id}${sequence}${deleted ? '-' : ''}`)

describe('merging', () => {
  test('sorts by id and keeps the newest of each', () => {
    expect(seen(sortedRun([line('b', 1), line('a', 5), line('b', 3), line('a', 5)]))).toEqual(['a5', 'b3'])
  })

  test('takes runs from old to new, and a removal is news as well', async () => {
    const runs = [
      [line('a', 1), line('b', 2), line('d', 3)],
      [tombstoneLine(4, 'b'), line('c', 5)],
      [line('a', 6), line('b', 7)],
    ]
    expect(seen(await mergeRuns(runs))).toEqual(['a6', 'b7', 'c5', 'd3'])
    expect(seen(await mergeRuns(runs.slice(0, 2)))).toEqual(['a1', 'b4-', 'c5', 'd3'])
    expect(await mergeRuns([])).toEqual([])
  })

  test('says the same as sorting everything at once', async () => {
    const runs = Array.from({ length: 9 }, (_, run) =>
      sortedRun(Array.from({ length: 40 }, (_, n) => line(`k${(n * 7 + run * 13) % 60}`, run * 40 + n))),
    )
    expect(seen(await mergeRuns(runs))).toEqual(seen(sortedRun(runs.flat())))
  })
})

describe('deltas', () => {
  test.each([
    [[10], 0],
    [[10, 10, 10], 0],
    [[10, 10, 10, 10], 4],
    [[200, 10, 10, 10, 10], 4],
    [[200, 200, 200, 10, 10, 10, 50], 7],
    [[5_000, 64, 64, 64], 0],
    [[250, 250, 250, 64, 64, 64, 64], 7],
    [[5_000, 10], 0],
    [[10, 5_000, 10, 5_000, 5_000], 0],
    [[10, 5_000, 10, 5_000, 5_000, 5_000], 6],
  ])('%j: the newest %i are worth merging', (rows, parts) => {
    expect(mergeableDeltas(rows)).toBe(parts)
  })

  test('stay few, and each row is written again a few times only', () => {
    let deltas: number[] = []
    let written = 0
    let most = 0
    for (let fold = 0; fold < 4_096; fold++) {
      const parts = mergeableDeltas([...deltas, 64])
      const merged = parts > 0 ? deltas.slice(deltas.length - (parts - 1)).reduce((sum, rows) => sum + rows, 64) : 64
      deltas = [...deltas.slice(0, deltas.length - Math.max(0, parts - 1)), merged]
      written += merged
      most = Math.max(most, deltas.length)
    }
    expect(most).toBeLessThanOrEqual(18)
    expect(written / (4_096 * 64)).toBeLessThan(7)
  })
})
