import type { Json } from '@dormouse/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StoredRecord } from '../store/view.ts'
import { contribution, figureOver, moved } from './figures.ts'
import type { DraftTable } from './handler.ts'
import type { RollupFacts } from './links.ts'
import { memoryTable } from './memory-view.ts'

const row = (id: string, values: Record<string, Json>): StoredRecord => ({
  id,
  createdAt: '2026-01-01T00:00:00.000Z',
  createdBy: 'x',
  updatedAt: '2026-01-01T00:00:00.000Z',
  updatedBy: 'x',
  version: 1,
  by: 'target',
  ...values,
})
const over = (options: Partial<RollupFacts>, rows: StoredRecord[]): Json =>
  figureOver(memoryTable('rows', rows) as unknown as DraftTable, { from: 'rows', by: 'by', ...options }, 'target')

describe('figures counted anew', () => {
  const rows = [
    row('a', { n: 3, on: '2026-02-01', kind: 'x' }),
    row('b', { n: null, on: '2026-03-01', kind: 'y' }),
    row('c', { n: 1.5, on: '2026-01-01', kind: 'x' }),
    row('other', { n: 99, by: 'another' }),
  ]

  test('count, sum, smallest, largest and last, with or without a condition', () => {
    expect(over({}, rows)).toBe(3)
    expect(over({ where: { kind: 'x' } }, rows)).toBe(2)
    expect(over({ where: { kind: ['x', 'y'] } }, rows)).toBe(3)
    expect(over({ sum: 'n' }, rows)).toBe(4.5)
    expect(over({ min: 'n' }, rows)).toBe(1.5)
    expect(over({ max: 'on' }, rows)).toBe('2026-03-01')
    expect(over({ last: 'kind', when: 'on' }, rows)).toBe('y')
    expect(over({ last: 'kind', when: 'on', where: { kind: 'x' } }, rows)).toBe('x')
  })

  test('over nothing: a count and a sum are 0, the others nothing', () => {
    expect([over({}, []), over({ sum: 'n' }, []), over({ min: 'n' }, []), over({ last: 'n' }, [])]).toEqual([
      0,
      0,
      null,
      null,
    ])
  })
})

test('a figure kept by difference is what counting anew gives, or says that it must be counted anew', () => {
  const money = fc.record({
    amount: fc.integer({ min: -500, max: 500 }),
    currency: fc.constantFrom('GBP', 'GBP', 'EUR'),
  })
  const kept = (options: RollupFacts, values: Json[]) => {
    const rows: StoredRecord[] = []
    let figure = over(options, rows)
    for (const [index, v] of values.entries()) {
      const leaves = index % 3 === 2 ? rows.shift() : undefined
      const comes = row(`r${index}`, { v })
      rows.push(comes)
      const left = leaves && contribution(leaves, options)
      figure = moved(figure, left, contribution(comes, options), options) ?? over(options, rows)
      expect(figure).toEqual(over(options, rows))
    }
  }
  const whole = fc.oneof(fc.constant(null), fc.integer({ min: -9, max: 9 }))
  const fraction = fc.oneof(whole, fc.double({ min: -5, max: 5, noNaN: true }))
  const sum = { from: 'rows', by: 'by', sum: 'v' }
  const asMoney = { ...sum, exact: true, as: { kind: 'money', options: {} } }
  const cases: [fc.Arbitrary<Json>, RollupFacts][] = [
    [whole, { from: 'rows', by: 'by', exact: true }],
    [whole, { ...sum, exact: true }],
    [fraction, sum],
    [fraction, { from: 'rows', by: 'by', max: 'v' }],
    [money as fc.Arbitrary<Json>, asMoney],
  ]
  for (const [value, options] of cases)
    fc.assert(fc.property(fc.array(value, { maxLength: 12 }), values => kept(options, values)))
})
