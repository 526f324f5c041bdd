import { expect, test } from 'vitest'
import { spoken } from '../parts/time.ts'
import { secondsLeft } from './pace.ts'

test('the time left follows the pace that was seen', () => {
  const seen = [
    { atMs: 0, done: 100 },
    { atMs: 2000, done: 120 },
  ]
  expect(secondsLeft(seen, 220)).toBe(10)
})

test('nothing is said before there is a pace to go by', () => {
  expect(secondsLeft([], 10)).toBeUndefined()
  expect(
    secondsLeft(
      [
        { atMs: 0, done: 1 },
        { atMs: 100, done: 9 },
      ],
      10,
    ),
  ).toBeUndefined()
  expect(
    secondsLeft(
      [
        { atMs: 0, done: 5 },
        { atMs: 9000, done: 5 },
      ],
      10,
    ),
  ).toBeUndefined()
})

test.each([
  [0.2, { unit: 'seconds', count: 1 }],
  [59, { unit: 'seconds', count: 59 }],
  [121, { unit: 'minutes', count: 2 }],
  [7300, { unit: 'hours', count: 2 }],
  [300_000, { unit: 'days', count: 3 }],
])('%d seconds are said in the unit one would use', (seconds, said) => expect(spoken(seconds)).toEqual(said))
