import { expect, test } from 'vitest'
import { awayTo } from './comeBack.ts'

test('the way back stands in the address, whole', () => {
  const address = new URL(awayTo('/templates/create', '/campaigns/a b?step=who'), 'http://x')
  expect(address.searchParams.get('back')).toBe('/campaigns/a b?step=who')
})
