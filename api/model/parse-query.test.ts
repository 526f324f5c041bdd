import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accounts, contacts, type ListParameters, matcher, parseListQuery, register } from './index.ts'

const parse = (filter: object, more: Partial<ListParameters> = {}) =>
  parseListQuery(contacts, { filter: JSON.stringify(filter), ...more })
const rulesOf = (filter: object) => {
  const parsed = parse(filter)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.query.where.rules
}
const errorsOf = (filter: object | string, more: Partial<ListParameters> = {}) => {
  const parsed = parseListQuery(contacts, {
    filter: typeof filter === 'string' ? filter : JSON.stringify(filter),
    ...more,
  })
  return parsed.ok ? undefined : parsed.problem.errors
}

describe('a list request', () => {
  it.each([
    [{ gender: 'male' }, { field: 'gender', operator: '=', value: 'male' }],
    [{ gender: null }, { field: 'gender', operator: 'null' }],
    [{ tags: ['a', 'b'] }, { field: 'tags', operator: 'in', value: ['a', 'b'] }],
    [{ tags: 'a' }, { field: 'tags', operator: '=', value: 'a' }],
    [{ address: { city: 'York' } }, { field: 'address.city', operator: '=', value: 'York' }],
    [{ 'address.city': 'York' }, { field: 'address.city', operator: '=', value: 'York' }],
    [{ address: { city_contains: 'or' } }, { field: 'address.city', operator: 'contains', value: 'or' }],
    [{ createdAt_gte: '2026-01-01' }, { field: 'createdAt', operator: '>=', value: '2026-01-01' }],
    [{ attendedCount_lt: 3 }, { field: 'attendedCount', operator: '<', value: 3 }],
    [{ lastName_like: 'Mc%' }, { field: 'lastName', operator: 'beginsWith', value: 'Mc' }],
    [{ lastName_like: 'ill' }, { field: 'lastName', operator: 'contains', value: 'ill' }],
    [{ lastName_neq: 'Smith' }, { field: 'lastName', operator: '!=', value: 'Smith' }],
    [{ lastName_neq: ['Smith'] }, { field: 'lastName', operator: 'notIn', value: ['Smith'] }],
    [{ email_empty: true }, { field: 'email', operator: 'null' }],
    [{ email_empty: false }, { field: 'email', operator: 'notNull' }],
    [{ consent: { email: false } }, { field: 'consent.email', operator: '=', value: false }],
    [{ ownerId: 'x' }, { field: 'ownerId', operator: '=', value: 'x' }],
  ])('filters by %j', (filter, rule) => {
    expect(rulesOf(filter)).toEqual([rule])
  })

  it('searches, sorts and pages', () => {
    expect(parse({ q: 'anna' }, { sort: '["email","DESC"]', range: '[25,49]' })).toEqual({
      ok: true,
      query: {
        q: 'anna',
        where: { combinator: 'and', rules: [] },
        sort: { field: 'email', order: 'desc' },
        range: { first: 25, last: 49 },
      },
    })
  })

  it('has a page and an order of its own when it asks for none', () => {
    expect(parseListQuery(contacts, {})).toMatchObject({
      query: { sort: { field: 'lastName', order: 'asc' }, range: { first: 0, last: 24 } },
    })
    expect(parse({}, { range: '[10,99999]' })).toMatchObject({ query: { range: { first: 10, last: 1009 } } })
  })

  it('by ids alone wants exactly those', () => {
    expect(parse({ id: ['a', 'b'] })).toMatchObject({ ok: true, query: { ids: ['a', 'b'] } })
    expect(parse({ id: ['a'] }, { range: '[0,9]' })).toMatchObject({
      query: { where: { rules: [{ field: 'id', operator: 'in', value: ['a'] }] } },
    })
  })

  it('takes the rules of a group under match', () => {
    const match = { combinator: 'or', rules: [{ field: 'email', operator: 'null' }] }
    expect(rulesOf({ match, gender: 'male' })).toEqual([{ field: 'gender', operator: '=', value: 'male' }, match])
    expect(errorsOf({ match: { combinator: 'or', rules: [{ field: 'x', operator: 'null' }] } })).toHaveProperty('match')
  })
})

describe('what a list request can’t be is named', () => {
  it.each([
    [{ nope: 1 }, 'nope'],
    [{ email_regex: '.*' }, 'email_regex'],
    [{ address: { citty: 'x' } }, 'address.citty'],
    [{ constructor: 1 }, 'constructor'],
    [{ properties: { hat: 'M' } }, 'properties.hat'],
    [{ attendedCount_gte: 'many' }, 'attendedCount_gte'],
    [{ email_empty: 'yes' }, 'email_empty'],
    [{ email_gte: ['a'] }, 'email_gte'],
    [{ avatar: 'x' }, 'avatar'],
    [{ q: 3 }, 'q'],
    [{ id: [{}] }, 'id'],
  ])('%j', (filter, path) => {
    expect(Object.keys(errorsOf(filter) ?? {})).toEqual([path])
  })

  it.each(['{', '[]', '"x"', 'null'])('the filter %s', filter => {
    expect(errorsOf(filter)).toHaveProperty('filter')
  })

  it.each(['["nope","ASC"]', '["email","UP"]', '["tags","ASC"]', '"email"', '['])('the sorting %s', sort => {
    expect(errorsOf({}, { sort })).toHaveProperty('sort')
  })

  it.each(['[5,1]', '[-1,3]', '[0]', '["0","9"]', '{}', '[0.5,3]'])('the range %s', range => {
    expect(errorsOf({}, { range })).toHaveProperty('range')
  })

  it('a field that the role may not read is like one that is not there', () => {
    const asked = { filter: '{"number":"1"}' }
    expect(parseListQuery(accounts, asked, [], { role: 'viewer' })).toMatchObject({ ok: false })
    expect(parseListQuery(accounts, asked, [], { role: 'staff' })).toMatchObject({ ok: true })
    expect(parseListQuery(accounts, { sort: '["number","ASC"]' }, [], { role: 'viewer' })).toMatchObject({ ok: false })
  })
})

it('any text is parsed or refused, and what is parsed can be matched', () => {
  const key = fc.constantFrom(
    'email',
    'tags_neq',
    'createdAt_gte',
    'address',
    'city',
    'attendedCount',
    'id',
    'q',
    'match',
    'x',
  )
  const filter = fc.oneof(
    fc.string(),
    fc.dictionary(key, fc.jsonValue()).map(value => JSON.stringify(value)),
  )
  fc.assert(
    fc.property(filter, fc.nat(register.length - 1), (text, index) => {
      const resource = register[index] as (typeof register)[number]
      const parsed = parseListQuery(resource, { filter: text })
      if (!parsed.ok) expect(parsed.problem.message).toMatch(/[.]$/)
      else matcher(resource, parsed.query.where, { now: '2026-01-01T00:00:00.000Z', timeZone: 'UTC' })({ id: 'a' })
    }),
    { numRuns: 1000 },
  )
})
