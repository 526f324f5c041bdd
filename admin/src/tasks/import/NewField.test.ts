import { expect, test } from 'vitest'
import { keyFrom, labelFrom } from './NewField.tsx'

test.each([
  ['Shirt size', 'shirtSize'],
  ['Größe (EU)', 'grosseEu'],
  ['Prénom usuel', 'prenomUsuel'],
  ['2nd choice', 'field2ndChoice'],
  ['  ', ''],
  ['名前', ''],
])('the field %j is called %j in addresses', (label, key) => expect(keyFrom(label)).toBe(key))

test.each([
  ['shirt_size', 'Shirt size'],
  ['hasNewsletter', 'Has newsletter'],
])('the column %j suggests the label %j', (column, label) => expect(labelFrom(column)).toBe(label))
