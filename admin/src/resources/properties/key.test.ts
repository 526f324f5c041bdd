import { propertyKeyPattern } from '@dormouse/model'
import { expect, test } from 'vitest'
import { keyFrom } from './key.ts'

test('a key is made of what people call the field', () => {
  expect(keyFrom('T-shirt size')).toBe('tShirtSize')
  expect(keyFrom('Größe')).toBe('grosse')
  expect(keyFrom('Prénom d’usage')).toBe('prenomDUsage')
  expect(keyFrom('2nd phone')).toBe('ndPhone')
  expect(keyFrom('')).toBe('')
})

test('whatever the label, the model takes the key or there is none', () => {
  const pattern = new RegExp(propertyKeyPattern, 'u')
  for (const label of ['A', '99 Luftballons', 'Ünïcödé', '日本', 'x'.repeat(200), '--', 'E-Mail (work)'])
    expect(keyFrom(label) === '' || pattern.test(keyFrom(label))).toBe(true)
})
