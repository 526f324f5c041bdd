import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  accounts,
  activities,
  checkRules,
  contacts,
  type Json,
  matcher,
  type RuleGroup,
  transactions,
} from './index.ts'

const context = { now: '2026-05-03T12:00:00.000Z', timeZone: 'Europe/London' }
const people: Record<string, Json>[] = [
  { id: '1', email: 'anna@example.org', tags: ['vip'], attendedCount: 3 },
  { id: '2' },
]

describe('the check of rules', () => {
  const trouble = (rules: unknown, resource = contacts as never): string | undefined =>
    checkRules(resource, { combinator: 'and', rules })?.message

  it('names what it does not know', () => {
    expect(trouble([{ field: 'emial', operator: '=', value: '' }])).toBe(
      'There is no field called “emial” in contacts.',
    )
    expect(trouble([{ field: 'constructor', operator: '=', value: '' }])).toContain('constructor')
    expect(trouble([{ field: 'tags', operator: '<', value: '' }])).toContain('“<” does not go with tags')
    expect(trouble([{ field: 'tags', operator: 'like', value: '' }])).toContain('“like”')
    expect(trouble([{ relation: 'friends' }])).toBe('There is no relation called “friends” of contacts.')
    expect(trouble([{ relation: 'attendances', within: 'ever' }])).toContain('“within” is one of thisYear')
    expect(trouble([{ relation: 'attendances', where: { statos: 'x' } }])).toBe(
      'There is no field called “statos” in attendances.',
    )
    expect(trouble([{ relation: 'attendances', count: { '>=': 1.5 } }])).toContain('whole numbers')
    expect(trouble([{ field: 'email', operator: '=', value: 'x', sql: '1=1' }])).toBe('There is no “sql” in a rule.')
  })

  it('names a value that does not fit', () => {
    expect(trouble([{ field: 'attendedCount', operator: '>', value: 'many' }])).toBe(
      'The rule over attendedCount can’t be used: its value must be a number.'.replace('’', "'"),
    )
    expect(trouble([{ field: 'memberSince', operator: '>', value: '3.5.2026' }])).toContain('a date like')
    expect(trouble([{ field: 'email', operator: '=', value: { $ne: 1 } }])).toContain('must be text')
    expect(trouble([{ field: 'attendedCount', operator: 'between', value: [1] }])).toContain('two values')
  })

  it('tolerates what react-querybuilder keeps in its tree', () => {
    expect(
      trouble([{ id: 'x', field: 'email', operator: 'contains', value: 'a', valueSource: 'value', path: [0] }]),
    ).toBeUndefined()
  })

  it('bounds depth and number', () => {
    const nested = (depth: number): unknown => ({ combinator: 'or', rules: depth === 0 ? [] : [nested(depth - 1)] })
    expect(checkRules(contacts, nested(4))).toBeUndefined()
    expect(checkRules(contacts, nested(5))?.message).toContain('5 levels')
    expect(trouble(Array(201).fill({ field: 'email', operator: 'null' }))).toContain('200 rules')
  })

  it('hides from a role what the role may not read', () => {
    const rule = { combinator: 'and', rules: [{ field: 'number', operator: '=', value: '1' }] }
    expect(checkRules(accounts, rule, [], { role: 'staff' })).toBeUndefined()
    expect(checkRules(accounts, rule, [], { role: 'viewer' })?.message).toContain('no field called “number”')
  })

  it('knows parts of money and of what a record is about', () => {
    expect(trouble([{ field: 'amount', operator: '>=', value: 1000 }], transactions as never)).toBeUndefined()
    expect(trouble([{ field: 'amount.currency', operator: '=', value: 'GBP' }], transactions as never)).toBeUndefined()
    expect(
      trouble([{ field: 'about.resource', operator: '=', value: 'contacts' }], activities as never),
    ).toBeUndefined()
  })

  it('never throws, and what passes it can be matched', () => {
    const rule = fc.oneof(
      fc.record({
        field: fc.constantFrom('email', 'tags', 'x', 'attendedCount', 'createdAt'),
        operator: fc.constantFrom('=', 'in', 'between', '<', 'null', 'contains'),
        value: fc.jsonValue(),
      }),
      fc.record({ relation: fc.constantFrom('attendances', 'x'), where: fc.jsonValue(), count: fc.jsonValue() }),
      fc.anything(),
    )
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 4 }), rules => {
        const group = { combinator: 'or', rules }
        if (checkRules(contacts, group) !== undefined) return
        const matches = matcher(contacts, group as unknown as RuleGroup, { ...context, related: () => people })
        for (const person of people) expect(typeof matches(person)).toBe('boolean')
      }),
      { numRuns: 1000 },
    )
  })
})
