import type { RuleGroup } from '@dormouse/model'
import { describe, expect, test } from 'vitest'
import { outcomeOf, outcomes } from './relations.ts'
import { finished, fromBuilder, isUnfinished, toBuilder } from './tree.ts'

const group = (...rules: RuleGroup['rules']): RuleGroup => ({ combinator: 'and', rules })
const york = { field: 'address.city', operator: '=', value: 'York' } as const
const attended = {
  relation: 'attendances',
  where: { status: 'attended' },
  count: { '>=': 3 },
  within: 'thisYear',
} as const

describe('the tree of a group', () => {
  test.each([
    ['a field', group(york)],
    ['an empty field', group({ field: 'email', operator: 'null' })],
    ['two levels', group(york, { combinator: 'or', not: true, rules: [york, attended] })],
    ['a relation', group(attended)],
    ['none of a relation', group({ relation: 'deliveries', count: { '=': 0 } })],
    [
      'a condition of the API inside a relation',
      group({
        relation: 'leads',
        where: group({ field: 'title', operator: 'contains', value: 'x' }),
        count: { '>=': 1 },
      }),
    ],
  ])('with %s passes through the builder unchanged', (_, tree) => {
    expect(fromBuilder(toBuilder(tree))).toEqual(tree)
  })

  test('says "more than two" as "at least three"', () => {
    const tree = group({ relation: 'attendances', count: { '>': 2 } })
    expect(fromBuilder(toBuilder(tree)).rules[0]).toMatchObject({ count: { '>=': 3 } })
  })

  test('is counted without the sentence one is still writing', () => {
    const tree = group(york, { field: 'lastName', operator: '=', value: '' }, { combinator: 'or', rules: [] })
    expect(finished(tree)).toEqual(group(york))
    expect(isUnfinished(tree)).toBe(true)
    expect(isUnfinished(group(york, attended))).toBe(false)
    expect(isUnfinished(group({ field: 'a', operator: 'between', value: [1, null] }))).toBe(true)
  })
})

test('the states of a letter are recognised as the question they answer, in any order', () => {
  expect(outcomeOf([...outcomes.bounced].reverse())).toBe('bounced')
  expect(outcomeOf(['delivered'])).toBeUndefined()
})
