import { expect, test } from 'vitest'
import { calledOff, hasBegun, type Wave } from './campaign.ts'

const wave: Wave = { wave: 1, kind: 'original', at: '2026-01-01T00:00:00Z', by: 'anna', total: 3 }

test.each([
  ['draft', [], false],
  ['scheduled', [], false],
  ['needs_attention', [], false],
  ['needs_attention', [wave], true],
  ['sending', [wave], true],
  ['cancelled', [], true],
] as const)('%s after %o: begun is %s', (status, waves, begun) => {
  expect(hasBegun({ status, waves: [...waves] })).toBe(begun)
})

test('one that was stopped before anybody got it was called off; one that was stopped half-way was not', () => {
  expect(calledOff({ status: 'cancelled', waves: [] })).toBe(true)
  expect(calledOff({ status: 'cancelled', waves: [wave] })).toBe(false)
  expect(calledOff({ status: 'needs_attention', waves: [] })).toBe(false)
})
