import { compareText } from '@dormouse/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareTextKeys, textKey } from './index-keys.ts'

const sign = (number: number) => Math.sign(number)
const word = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 8 }),
  fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'B', 'é', 'ö', 'ß', ' ', '-', '1', 'z', 'Ω'), maxLength: 6 }),
)

test('keys compare as the collation compares the texts', () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(sign(compareTextKeys(textKey(a), textKey(b)))).toBe(sign(compareText(a, b)))
    }),
    { numRuns: 5_000 },
  )
})

test('a beginning stands before the whole, lower case before upper case, punctuation before letters', () => {
  const words = ['Ann', 'ann', 'anna', 'Anna', 'an', 'a-b', 'ab', '10', '9', '', 'Änne', 'Zoë']
  const sorted = [...words].sort((a, b) => compareTextKeys(textKey(a), textKey(b)))
  expect(sorted).toEqual([...words].sort(compareText))
})
