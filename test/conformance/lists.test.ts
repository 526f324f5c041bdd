/**
 * How records are listed, for every resource there is: the calls of react-admin's simple REST provider, as they are, on
 * the running API. What a list must answer is worked out here from the records themselves.
 */
import {
  at,
  comparator,
  type Json,
  kindOf,
  type Leaf,
  leaves,
  matcher,
  type Operator,
  type RuleGroup,
  referencesOf,
  register,
  storedSchema,
  validate,
  withAt,
  wordsOf,
} from '@dormouse/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Server, startServer } from '../api/server.ts'
import { type Provider, providerFor, refusalOf } from './provider.ts'
import { type Sampler, sampler, type Values } from './sampler.ts'

let server: Server
let samples: Sampler
let root: Provider
beforeAll(async () => {
  server = await startServer()
  root = await providerFor(server, 'root')
  samples = sampler(server, root)
})
afterAll(async () => {
  await server.close()
  expect(server.faults).toEqual([])
})

const context = { now: '2026-11-20T12:00:00.000Z', timeZone: 'Europe/London' }
type Row = Values & { id: string }
const firstPage = { page: 1, perPage: 100 }

describe.each(register)('lists of $name', resource => {
  const { name } = resource
  const all = leaves(resource).filter(leaf => leaf.path !== 'id')
  let ids: string[]
  let rows: Row[]

  beforeAll(async () => {
    ids = [await samples.make(name), await samples.make(name, { bare: true })]
    if (!resource.single) ids.push(await samples.make(name))
    ids = [...new Set(ids)].sort()
    rows = (await root.getMany<Row>(name, { ids })).data
  })

  /** Of the records that were made here. */
  async function list(filter: object, sort = { field: 'id', order: 'ASC' as 'ASC' | 'DESC' }, pagination = firstPage) {
    const answer = await root.getList<Row>(name, { filter: { ...filter, id: ids }, sort, pagination })
    return { ids: answer.data.map(({ id }) => id), total: answer.total, data: answer.data }
  }

  it('come in pages with a total, in either header', async () => {
    const sort = { field: 'id', order: 'ASC' } as const
    const pages = await Promise.all([1, 2].map(page => list({}, sort, { page, perPage: 2 })))
    expect(pages.flatMap(page => page.ids)).toEqual(ids)
    expect(pages.map(({ total }) => total)).toEqual(ids.length === 1 ? [1, 1] : [ids.length, ids.length])
    const counting = await providerFor(server, 'root', 'X-Total-Count')
    expect((await counting.getList(name, { filter: { id: ids }, sort, pagination: firstPage })).total).toBe(ids.length)
  })

  it('are empty, never an error, where nothing matches and past the end', async () => {
    const nothing = await root.getList(name, {
      filter: { id: ['nobody'] },
      sort: { field: 'id', order: 'ASC' },
      pagination: firstPage,
    })
    expect(nothing).toMatchObject({ data: [], total: 0 })
    expect(await list({}, undefined, { page: 9, perPage: 10 })).toMatchObject({ data: [], total: ids.length })
  })

  it('hold records as they are declared', () => {
    expect(rows.map(({ id }) => id).sort()).toEqual(ids)
    for (const row of rows) expect([validate(storedSchema(resource), row)]).toEqual([{ ok: true, value: row }])
  })

  it('are sorted by any field that has an order', async () => {
    for (const { path, field } of all) {
      const { comparison } = kindOf(field)
      for (const order of ['ASC', 'DESC'] as const) {
        const asked = list({}, { field: path, order })
        if (comparison === 'none' || comparison === 'list') {
          expect(await refusalOf(asked)).toMatchObject({ status: 400, body: { errors: { sort: expect.any(String) } } })
          continue
        }
        const compare = comparator(resource, { field: path, order: order === 'ASC' ? 'asc' : 'desc' })
        expect([path, order, (await asked).ids]).toEqual([path, order, [...rows].sort(compare).map(({ id }) => id)])
      }
    }
  })

  it('are filtered by any field with any of its operators, in each way of saying it', async () => {
    for (const leaf of all)
      for (const { operator, value, filters } of conditions(leaf, rows)) {
        const group: RuleGroup = { combinator: 'and', rules: [{ field: leaf.path, operator, value }] }
        const expected = rows.filter(matcher(resource, group, context)).map(({ id }) => id)
        const ways = [{ match: group }, ...filters]
        const answers = await Promise.all(ways.map(filter => list(filter)))
        for (const [at, answer] of answers.entries())
          expect([ways[at], answer.ids.sort()]).toEqual([ways[at], expected.sort()])
      }
  })

  it('are searched by q', async () => {
    for (const { path } of all.filter(({ field }) => field.options.search))
      for (const row of rows) {
        const [word] = wordsOf([at(row, path) ?? ''].flat().join(' ')).slice(-1)
        if (word) expect((await list({ q: word })).ids).toContain(row.id)
      }
    expect(await list({ q: 'nobodyiscalledthis' })).toMatchObject({ total: 0 })
  })

  it('refuse what they do not understand, naming it', async () => {
    for (const unknown of ['nonsense', 'nonsense_gte', `${resource.sort[0]}_between`, 'constructor'])
      expect(await refusalOf(list({ [unknown]: 'x' }))).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining(unknown), errors: { [unknown]: expect.any(String) } },
      })
    const sort = await refusalOf(list({}, { field: 'nonsense', order: 'ASC' }))
    expect(sort).toMatchObject({ status: 400, body: { message: expect.stringContaining('nonsense') } })
  })

  it('find many by id, leaving out those that are not there', async () => {
    const { data } = await root.getMany<Row>(name, { ids: [...ids, 'nobody'] })
    expect(data.map(({ id }) => id).sort()).toEqual(ids)
  })

  it('find those that refer to a record', async () => {
    for (const { path, to } of referencesOf(resource)) {
      if (to === undefined) continue
      for (const id of new Set(rows.flatMap(row => at(row, path) ?? []) as string[])) {
        const params = {
          target: path,
          id,
          pagination: firstPage,
          sort: { field: 'id', order: 'ASC' as const },
          filter: {},
        }
        const { data, total } = await root.getManyReference<Row>(name, params)
        expect(total).toBe(data.length)
        for (const row of data) expect([at(row, path)].flat()).toContain(id)
        const expected = rows.filter(row => [at(row, path)].flat().includes(id)).map(row => row.id)
        expect(data.map(row => row.id)).toEqual(expect.arrayContaining(expected))
      }
    }
  })

  it('hold the same records that are read one by one', async () => {
    for (const row of rows) expect((await root.getOne(name, { id: row.id })).data).toEqual(row)
    expect(await refusalOf(root.getOne(name, { id: 'nobody' }))).toMatchObject({ status: 404 })
  })
})

interface Condition {
  operator: Operator
  value: Json
  /** The same, as the simple filters say it. */
  filters: object[]
}

const suffixes: Partial<Record<Operator, string>> = {
  '=': '',
  '!=': '_neq',
  '<': '_lt',
  '<=': '_lte',
  '>': '_gt',
  '>=': '_gte',
  contains: '_contains',
}

/** Each operator of the leaf's kind, with a value that some record has. */
function conditions({ path, field }: Leaf, rows: readonly Values[]): Condition[] {
  const { operators, key } = kindOf(field)
  const held = rows
    .map(row => at(row, path) ?? null)
    .find(value => value !== null && !(Array.isArray(value) && value.length === 0))
  const present = Array.isArray(held) ? held[0] : held
  const value = key && present !== undefined ? key(present as never) : (present ?? null)
  return operators.flatMap((operator): Condition[] => {
    if (operator === 'null' || operator === 'notNull')
      return [{ operator, value: null, filters: ways(path, '_empty', operator === 'null') }]
    if (value === null) return []
    if (operator === 'in') return [{ operator, value: [value, value], filters: ways(path, '', [value]) }]
    if (operator === 'notIn') return [{ operator, value: [value], filters: ways(path, '_neq', [value]) }]
    if (operator === 'between') return [{ operator, value: [value, value], filters: [] }]
    const suffix = suffixes[operator]
    return [{ operator, value, filters: suffix === undefined ? [] : ways(path, suffix, value) }]
  })
}

/** By dotted path, and nested as react-admin's forms have it. */
const ways = (path: string, suffix: string, value: Json): object[] => {
  const dotted = { [path + suffix]: value }
  return path.includes('.') ? [dotted, withAt({}, path + suffix, value)] : [dotted]
}
