/**
 * Reads a list request as ra-data-simple-rest sends it: `filter` (JSON object), `sort` (`["field","ASC"]`) and `range`
 * (`[0,24]`). What can't be understood is a problem that names it; nothing is silently left out.
 */

import { type Asker, checkRules, unknownField } from './check-rules.ts'
import type { Problem } from './command.ts'
import type { Json, Operator } from './field.ts'
import { kindOf } from './fields/index.ts'
import { fieldReadable, isBaseId, type Leaf, leafAt } from './leaves.ts'
import { isPlain } from './paths.ts'
import { type FieldRule, type ListQuery, pageSizeMax, type RuleGroup } from './query.ts'
import type { AnyResource } from './resource.ts'
import type { Property } from './resources/properties.ts'
import { operands } from './rule-value.ts'

export interface ListParameters {
  filter?: string
  sort?: string
  range?: string
}

export type Parsed = { ok: true; query: ListQuery } | { ok: false; problem: Problem }

/** Rows of a page when no range is asked for. */
export const pageSizeDefault = 25
const idsMax = 1000
const searchLengthMax = 200

export function parseListQuery(
  resource: AnyResource,
  parameters: ListParameters,
  properties: readonly Property[] = [],
  asker?: Asker,
): Parsed {
  try {
    return { ok: true, query: parse(resource, parameters, properties, asker) }
  } catch (trouble) {
    if (trouble instanceof Trouble) return { ok: false, problem: trouble.problem }
    throw trouble
  }
}

class Trouble extends Error {
  readonly problem: Problem
  constructor(path: string, sentence: string) {
    super(sentence)
    this.problem = { kind: 'invalid', message: sentence, errors: { [path]: sentence } }
  }
}

interface Around {
  resource: AnyResource
  properties: readonly Property[]
  asker: Asker | undefined
}

function parse(
  resource: AnyResource,
  { filter, sort, range }: ListParameters,
  properties: readonly Property[],
  asker: Asker | undefined,
): ListQuery {
  const around = { resource, properties, asker }
  const { q, match, id, ...fields } = filterObject(filter)
  const rules: RuleGroup['rules'] = fieldRules(fields, '', around)
  if (match !== undefined && match !== null) rules.push(checkedGroup(match, around))
  const listed: ListQuery = {
    ...(q === undefined || q === null || q === '' ? {} : { q: searchText(q) }),
    where: { combinator: 'and', rules },
    sort: sortOf(sort, around),
    range: rangeOf(range),
  }
  if (id === undefined) return listed
  const ids = idsOf(id)
  const alone = rules.length === 0 && listed.q === undefined && sort === undefined && range === undefined
  if (alone && Array.isArray(id)) return { ...listed, ids, range: { first: 0, last: Math.max(0, ids.length - 1) } }
  rules.push({ field: 'id', operator: 'in', value: ids })
  return listed
}

function filterObject(filter: string | undefined): Record<string, Json> {
  const parsed = filter === undefined || filter === '' ? {} : parsedJson('filter', filter)
  if (!isPlain(parsed)) throw new Trouble('filter', 'The filter must be a JSON object.')
  return parsed
}

function parsedJson(name: string, text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    throw new Trouble(name, `The ${name} is not JSON.`)
  }
}

function searchText(q: Json): string {
  if (typeof q !== 'string') throw new Trouble('q', 'What is searched for must be text.')
  if (q.length > searchLengthMax) throw new Trouble('q', `What is searched for can have ${searchLengthMax} characters.`)
  return q
}

function checkedGroup(match: Json, { resource, properties, asker }: Around): RuleGroup {
  const problem = checkRules(resource, match, properties, asker)
  if (problem) throw new Trouble('match', problem.message)
  return match as unknown as RuleGroup
}

function idsOf(id: Json): string[] {
  const ids = Array.isArray(id) ? id : [id]
  if (ids.length > idsMax) throw new Trouble('id', `At most ${idsMax} ids can be asked for.`)
  return ids.map(each => {
    if (typeof each !== 'string' && typeof each !== 'number') throw new Trouble('id', 'An id must be text.')
    return String(each)
  })
}

/** Nested objects are dotted paths: react-admin sends a filter on `address.city` as `{address: {city: ...}}`. */
function fieldRules(fields: Record<string, Json>, prefix: string, around: Around): FieldRule[] {
  return Object.entries(fields).flatMap(([key, value]) => {
    const path = prefix + key
    const condition = conditionOf(path, around)
    if (condition) return [ruleOf(path, condition.leaf, condition.suffix, value)]
    if (isPlain(value)) return fieldRules(value, `${path}.`, around)
    throw new Trouble(path, unknownField(around.resource, path))
  })
}

type Suffix = '' | keyof typeof suffixes
const suffixes = {
  _gte: '>=',
  _lte: '<=',
  _gt: '>',
  _lt: '<',
  _neq: '!=',
  _like: 'contains',
  _contains: 'contains',
  _empty: 'null',
} as const satisfies Record<string, Operator>

function conditionOf(
  path: string,
  { resource, properties, asker }: Around,
): { leaf: Leaf; suffix: Suffix } | undefined {
  const readable = (leaf: Leaf | undefined) => leaf && (!asker || fieldReadable(leaf.field, asker.role)) && leaf
  const leaf = readable(leafAt(resource, path, properties))
  if (leaf) return { leaf, suffix: '' }
  const cut = path.lastIndexOf('_')
  const suffix = path.slice(cut) as Suffix
  if (cut < 0 || !Object.hasOwn(suffixes, suffix)) return undefined
  const suffixed = readable(leafAt(resource, path.slice(0, cut), properties))
  return suffixed ? { leaf: suffixed, suffix } : undefined
}

function ruleOf(path: string, leaf: Leaf, suffix: Suffix, value: Json): FieldRule {
  const rule = { field: leaf.path, ...operatorAndValue(path, suffix, value) }
  const operators = kindOf(leaf.field).operators
  if (!operators.includes(rule.operator) && !(suffix === '' && isBaseId(leaf.path))) {
    throw new Trouble(path, `${leaf.label} can't be filtered this way: ${path}.`)
  }
  const values = operands(leaf.field, rule.operator, rule.value)
  if (typeof values === 'string') throw new Trouble(path, `The filter on ${path} can't be used: ${values}.`)
  return rule
}

function operatorAndValue(path: string, suffix: Suffix, value: Json): { operator: Operator; value?: Json } {
  if (suffix === '_empty') {
    if (typeof value !== 'boolean') throw new Trouble(path, `The filter on ${path} takes true or false.`)
    return { operator: value ? 'null' : 'notNull' }
  }
  if (suffix === '_like' && typeof value === 'string') return like(value)
  const operator = suffix === '' ? '=' : suffixes[suffix]
  if (!Array.isArray(value)) return value === null && operator === '=' ? { operator: 'null' } : { operator, value }
  if (operator === '=' || operator === '!=') return { operator: operator === '=' ? 'in' : 'notIn', value }
  throw new Trouble(path, `The filter on ${path} takes one value, not a list.`)
}

/** `%` at an end leaves that end open; without one, both are. */
function like(value: string): { operator: Operator; value: string } {
  const needle = value.replace(/^%|%$/g, '')
  if (value.endsWith('%') && !value.startsWith('%')) return { operator: 'beginsWith', value: needle }
  if (value.startsWith('%') && !value.endsWith('%')) return { operator: 'endsWith', value: needle }
  return { operator: 'contains', value: needle }
}

function sortOf(sort: string | undefined, { resource, properties, asker }: Around): ListQuery['sort'] {
  if (sort === undefined || sort === '') return { field: resource.sort[0] as string, order: resource.sort[1] }
  const parsed = parsedJson('sort', sort)
  const [field, order] = Array.isArray(parsed) ? parsed : []
  if (typeof field !== 'string' || (order !== 'ASC' && order !== 'DESC')) {
    throw new Trouble('sort', 'Sorting is asked for as ["field","ASC"] or ["field","DESC"].')
  }
  const leaf = leafAt(resource, field, properties)
  if (!leaf || (asker && !fieldReadable(leaf.field, asker.role)))
    throw new Trouble('sort', unknownField(resource, field))
  const { comparison } = kindOf(leaf.field)
  if (comparison === 'none' || comparison === 'list')
    throw new Trouble('sort', `${leaf.label} has no order to sort by.`)
  return { field, order: order === 'ASC' ? 'asc' : 'desc' }
}

function rangeOf(range: string | undefined): ListQuery['range'] {
  if (range === undefined || range === '') return { first: 0, last: pageSizeDefault - 1 }
  const parsed = parsedJson('range', range)
  const [first, last] = Array.isArray(parsed) ? parsed : []
  if (!isIndex(first) || !isIndex(last) || last < first) {
    throw new Trouble('range', 'The range is the first and the last index, like [0,24].')
  }
  return { first, last: Math.min(last, first + pageSizeMax - 1) }
}

const isIndex = (value: Json | undefined): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
