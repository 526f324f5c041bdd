import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkRules, contacts, type FieldRule, type Json, matcher, type RuleGroup } from './index.ts'
import { property } from './test-property.ts'

type Values = Record<string, Json>
const context = { now: '2026-05-03T12:00:00.000Z', timeZone: 'Europe/London' }
const people: Values[] = [
  {
    id: '1',
    firstName: 'Joël',
    lastName: 'Müller',
    address: { city: 'York' },
    tags: ['VIP'],
    attendedCount: 3,
    consent: { email: true },
    memberSince: '2020-01-31',
    createdAt: '2026-03-29T00:30:00.000Z',
    properties: { hat: 'M' },
  },
  {
    id: '2',
    firstName: 'anna',
    lastName: null,
    address: { city: 'Leeds' },
    tags: [],
    attendedCount: 0,
    consent: { email: false },
    memberSince: null,
    createdAt: '2026-03-28T23:59:59.999Z',
    properties: {},
  },
  {
    id: '3',
    firstName: 'Zoë',
    lastName: 'O’Neill',
    address: { city: null },
    tags: ['choir', 'vip'],
    attendedCount: 12,
    consent: { email: null },
    memberSince: '2024-02-29',
    createdAt: '2026-03-29T23:00:00.000Z',
    properties: { hat: 'L' },
  },
]

function found(rules: RuleGroup['rules'], more: Partial<RuleGroup> = {}): string {
  const group: RuleGroup = { combinator: 'and', rules, ...more }
  expect(checkRules(contacts, group, [hat])).toBeUndefined()
  return people
    .filter(matcher(contacts, group, { ...context, properties: [hat] }))
    .map(({ id }) => id)
    .join('')
}
const hat = property({ key: 'hat', kind: 'choice', options: { choices: ['S', 'M', 'L'] } })
const one = (field: string, operator: FieldRule['operator'], value?: Json): string =>
  found([{ field, operator, value } as FieldRule])

describe('a rule over text', () => {
  it('looks at neither case nor accents', () => {
    expect(one('firstName', '=', 'JOEL')).toBe('1')
    expect(one('firstName', 'contains', 'o')).toBe('13')
    expect(one('lastName', 'beginsWith', 'mull')).toBe('1')
    expect(one('firstName', 'endsWith', 'E')).toBe('3')
    expect(one('firstName', 'in', ['ANNA', 'zoe'])).toBe('23')
    expect(one('firstName', 'in', 'anna, zoë')).toBe('23')
  })

  it('counts who has none among those who are not it', () => {
    expect(one('lastName', '!=', 'Müller')).toBe('23')
    expect(one('lastName', 'notIn', ['Müller'])).toBe('23')
    expect(one('lastName', 'doesNotContain', 'll')).toBe('2')
    expect(one('lastName', 'null')).toBe('2')
    expect(one('lastName', 'notNull')).toBe('13')
  })

  it('is ordered as the list is', () => {
    expect(one('firstName', '<', 'B')).toBe('2')
    expect(one('firstName', 'between', ['j', 'k'])).toBe('1')
  })
})

describe('a rule over other kinds', () => {
  it('takes numbers as forms send them', () => {
    expect(one('attendedCount', '>=', '3')).toBe('13')
    expect(one('attendedCount', 'between', '1,5')).toBe('1')
    expect(one('attendedCount', '=', 0)).toBe('2')
  })

  it('finds a tag in a list', () => {
    expect(one('tags', '=', 'vip')).toBe('13')
    expect(one('tags', 'in', ['choir', 'other'])).toBe('3')
    expect(one('tags', 'notIn', ['choir'])).toBe('12')
    expect(one('tags', 'null')).toBe('2')
  })

  it('tells no from not known', () => {
    expect(one('consent.email', '=', false)).toBe('2')
    expect(one('consent.email', '!=', 'true')).toBe('23')
    expect(one('consent.email', 'null')).toBe('3')
  })

  it('compares days as days, and moments with the organisation’s days', () => {
    expect(one('memberSince', '<=', '2020-01-31')).toBe('1')
    // 29 March 2026 has 23 hours in London: it ends at 23:00 UTC.
    expect(one('createdAt', '=', '2026-03-29')).toBe('1')
    expect(one('createdAt', '<', '2026-03-29')).toBe('2')
    expect(one('createdAt', '>', '2026-03-29')).toBe('3')
    expect(one('createdAt', '<=', '2026-03-29')).toBe('12')
    expect(one('createdAt', 'between', ['2026-03-28', '2026-03-29'])).toBe('12')
    expect(one('createdAt', '>=', '2026-03-29T23:00:00Z')).toBe('3')
  })

  it('reads fields that staff added', () => {
    expect(one('properties.hat', '=', 'L')).toBe('3')
    expect(one('properties.hat', 'null')).toBe('2')
  })

  it('reads what staff added even where it is not told of it', () => {
    const group: RuleGroup = {
      combinator: 'and',
      rules: [{ field: 'properties.hat', operator: 'in', value: ['L', 'M'] }],
    }
    expect(people.filter(matcher(contacts, group, context)).map(({ id }) => id)).toEqual(['1', '3'])
  })
})

describe('a group of rules', () => {
  const york: FieldRule = { field: 'address.city', operator: '=', value: 'york' }
  const vip: FieldRule = { field: 'tags', operator: '=', value: 'vip' }

  it('is all of them, any of them, or not', () => {
    expect(found([york, vip])).toBe('1')
    expect(found([york, vip], { combinator: 'or' })).toBe('13')
    expect(found([york, vip], { not: true })).toBe('23')
    expect(found([vip, { combinator: 'or', rules: [york], not: true }])).toBe('3')
  })

  it('without rules is everybody', () => {
    expect(found([])).toBe('123')
    expect(found([], { combinator: 'or' })).toBe('123')
  })

  it('turned round finds exactly the others', () => {
    const path = fc.constantFrom('firstName', 'lastName', 'address.city')
    const operator = fc.constantFrom('=', '!=', 'contains', 'beginsWith', '<', '>', 'null') as fc.Arbitrary<
      FieldRule['operator']
    >
    const rule = fc.record({ field: path, operator, value: fc.constantFrom('a', 'York', 'Müller', '') })
    const group = fc.record({
      combinator: fc.constantFrom('and', 'or') as fc.Arbitrary<'and' | 'or'>,
      rules: fc.array(rule),
    })
    fc.assert(
      fc.property(group, given => {
        const holds = matcher(contacts, given, context)
        const fails = matcher(contacts, { ...given, not: true }, context)
        for (const person of people) expect(fails(person)).toBe(!holds(person))
      }),
    )
  })
})

describe('a rule over a relation', () => {
  const came: Record<string, Values[]> = {
    1: [
      { status: 'attended', startAt: '2026-01-01T00:00:00.000Z' },
      { status: 'attended', startAt: '2025-12-31T23:30:00.000Z' },
      { status: 'no_show', startAt: '2026-02-01T00:00:00.000Z' },
    ],
    3: [{ status: 'attended', startAt: '2026-04-20T00:00:00.000Z' }],
  }
  const related = (_relation: string, record: { readonly [field: string]: Json }) => came[String(record.id)] ?? []
  const count = (rule: object): string => {
    const group = { combinator: 'and', rules: [{ relation: 'attendances', ...rule }] } as unknown as RuleGroup
    expect(checkRules(contacts, group)).toBeUndefined()
    return people
      .filter(matcher(contacts, group, { ...context, related }))
      .map(({ id }) => id)
      .join('')
  }

  it('counts them', () => {
    expect(count({})).toBe('13')
    expect(count({ count: { '>=': 3 } })).toBe('1')
    expect(count({ count: { '=': 0 } })).toBe('2')
    expect(count({ count: { '<': 3 } })).toBe('23')
    expect(count({ where: { status: 'attended' }, count: { '=': 2 } })).toBe('1')
    expect(count({ where: { status: ['attended', 'no_show'] }, count: { '>': 2 } })).toBe('1')
  })

  it('counts those of a period, by when they happened on the organisation’s clock', () => {
    expect(count({ where: { status: 'attended' }, within: 'thisYear', count: { '=': 1 } })).toBe('13')
    expect(count({ within: 'lastYear' })).toBe('1')
    expect(count({ within: 'last30Days' })).toBe('3')
    const auckland = { ...context, timeZone: 'Pacific/Auckland', related }
    const group = {
      combinator: 'and',
      rules: [{ relation: 'attendances', within: 'lastYear' }],
    } as unknown as RuleGroup
    expect(people.filter(matcher(contacts, group, auckland))).toEqual([])
  })

  it('stops counting once it knows', () => {
    let asked = 0
    const endless = function* () {
      for (;;) {
        asked++
        yield { status: 'attended' }
      }
    }
    const group = {
      combinator: 'and',
      rules: [{ relation: 'attendances', count: { '>=': 3 } }],
    } as unknown as RuleGroup
    expect(matcher(contacts, group, { ...context, related: endless })({ id: '1' })).toBe(true)
    expect(asked).toBeLessThanOrEqual(4)
  })
})
