import { expect, test } from 'vitest'
import { minor } from './minor-units.ts'

test('pounds are kept as pence, however the decimals are written', () => {
  expect(minor('12.50', 'GBP')).toBe(1250)
  expect(minor('12,5', 'EUR')).toBe(1250)
  expect(minor("1'234.56", 'CHF')).toBe(123_456)
  expect(minor('-3', 'GBP')).toBe(-300)
})

test('no penny is lost where binary fractions would lose one', () => {
  expect(minor('1.15', 'GBP')).toBe(115)
  expect(minor('8.29', 'GBP')).toBe(829)
})

test('a currency without decimals has none', () => {
  expect(minor('1500', 'JPY')).toBe(1500)
})

test('what is no number yet is no amount yet', () => {
  expect(minor('', 'GBP')).toBeUndefined()
  expect(minor('12.', 'GBP')).toBe(1200)
  expect(minor('abc', 'GBP')).toBeUndefined()
})
