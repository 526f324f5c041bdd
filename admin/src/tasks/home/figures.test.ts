import { expect, test } from 'vitest'
import { monthEnds } from './figures.ts'

test('the months of the picture end on their last days, the present one last', () => {
  const ends = monthEnds(new Date(2028, 2, 15), 3).map(end => [end.getFullYear(), end.getMonth() + 1, end.getDate()])
  expect(ends).toEqual([
    [2028, 1, 31],
    [2028, 2, 29],
    [2028, 3, 31],
  ])
})
