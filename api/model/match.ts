/**
 * Compiles a rule group into a predicate. Everything that does not depend on the record (needles, paths, periods) is
 * worked out once, so that a pass over 100,000 records is a walk of plain comparisons.
 */
import type { Field, Json, Operator } from './field.ts'
import { kindOf, text } from './fields/index.ts'
import { compareText, fold } from './fold.ts'
import { leafAt } from './leaves.ts'
import type { FieldRule, RelationRule, RuleGroup } from './query.ts'
import { resourceNamed } from './register.ts'
import type { AnyResource } from './resource.ts'
import type { Property } from './resources/properties.ts'
import { type Comparable, operands } from './rule-value.ts'
import { dayBounds, spanOf } from './zone.ts'

type Values = { readonly [field: string]: Json }
export type Predicate = (record: Values) => boolean

export interface MatchContext {
  /** UTC ISO 8601. */
  now: string
  timeZone: string
  /** Related records, for relation rules: by the relation's name. */
  related?(relation: string, record: Values): Iterable<Values>
  /** Fields that staff added. A rule over one that is not given here compares its values as they come. */
  properties?: readonly Property[]
}

export function matcher(resource: AnyResource, group: RuleGroup, context: MatchContext): Predicate {
  const rules = group.rules.map(rule => ruleMatcher(resource, rule, context))
  const holds = group.combinator === 'or' ? anyOf(rules) : allOf(rules)
  return group.not ? record => !holds(record) : holds
}

/** An empty group asks for nothing, so everybody matches, whatever its combinator. */
function allOf(rules: Predicate[]): Predicate {
  const [first, second] = rules
  if (!first) return () => true
  if (!second) return first
  if (rules.length === 2) return record => first(record) && second(record)
  return record => rules.every(rule => rule(record))
}

function anyOf(rules: Predicate[]): Predicate {
  return rules.length < 2 ? allOf(rules) : record => rules.some(rule => rule(record))
}

function ruleMatcher(resource: AnyResource, rule: RuleGroup['rules'][number], context: MatchContext): Predicate {
  if ('rules' in rule) return matcher(resource, rule, context)
  return 'relation' in rule ? relationMatcher(rule, context) : fieldMatcher(resource, rule, context)
}

function fieldMatcher(resource: AnyResource, rule: FieldRule, context: MatchContext): Predicate {
  const field = leafAt(resource, rule.field, context.properties)?.field ?? text()
  const get = getter(rule.field)
  const kind = kindOf(field)
  const values = operands(field, rule.operator, rule.value)
  if (typeof values === 'string') return () => false
  if (rule.operator === 'null') return record => isEmpty(get(record))
  if (rule.operator === 'notNull') return record => !isEmpty(get(record))
  if (kind.comparison === 'list') return listMatcher(get, rule.operator, values)
  if (kind.name === 'dateTime') return momentMatcher(get, rule.operator, values as string[], context.timeZone)
  if (kind.comparison === 'text' && !kind.exact) return textMatcher(get, rule.operator, values)
  const key = kind.key
  const plain = key ? (record: Values) => keyOf(get(record), key) : (get as (record: Values) => Comparable)
  return plainMatcher(plain, rule.operator, values)
}

type Get = (record: Values) => Json | undefined

/** Reads a dotted path. Paths have one name or two, seldom more. */
export function getter(path: string): Get {
  const [first = '', second, ...rest] = path.split('.')
  if (second === undefined) return record => record[first]
  const step = (value: Json | undefined, name: string): Json | undefined =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Values)[name] : undefined
  if (rest.length === 0) return record => step(record[first], second)
  return record => [second, ...rest].reduce<Json | undefined>(step, record[first])
}

const isEmpty = (value: Json | undefined): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

const keyOf = (value: Json | undefined, key: (value: never) => Comparable): Comparable =>
  value === null || value === undefined ? null : key(value as never)

/** Numbers, flags and exact text (ids, dates, codes): compared as they stand. Who has no value is unequal to any. */
function plainMatcher(
  get: (record: Values) => Comparable | undefined,
  operator: Operator,
  values: Comparable[],
): Predicate {
  const [value = null, last = null] = values
  if (operator === '=')
    return value === null ? record => (get(record) ?? null) === null : record => get(record) === value
  if (operator === '!=') return record => (get(record) ?? null) !== value
  if (operator === 'in' || operator === 'notIn') {
    const set = new Set(values)
    return operator === 'in' ? record => set.has(get(record) ?? null) : record => !set.has(get(record) ?? null)
  }
  const ordered = orderMatcher(operator, value as never, last as never, (a: never, b: never) =>
    a < b ? -1 : a > b ? 1 : 0,
  )
  if (ordered) return record => present(get(record) as never, ordered)
  const needle = String(value)
  const found = substring(operator, needle)
  return record => found(String(get(record) ?? ''))
}

function present<T>(value: T | null | undefined, holds: (value: T) => boolean): boolean {
  return value !== null && value !== undefined && holds(value)
}

/** Text that people read: without case and accents; its order is the collation's. */
function textMatcher(get: Get, operator: Operator, values: Comparable[]): Predicate {
  const read = (record: Values): string | null => {
    const value = get(record)
    return value === null || value === undefined
      ? null
      : typeof value === 'string'
        ? fold(value)
        : fold(JSON.stringify(value))
  }
  const folded = values.map(value => (value === null ? null : fold(String(value))))
  const [value = null, last = null] = folded
  if (operator === '=') return record => read(record) === value
  if (operator === '!=') return record => read(record) !== value
  if (operator === 'in' || operator === 'notIn') {
    const set = new Set(folded)
    return operator === 'in' ? record => set.has(read(record)) : record => !set.has(read(record))
  }
  const ordered = orderMatcher(operator, value ?? '', last ?? '', compareText)
  if (ordered) return record => present(read(record), ordered)
  const found = substring(operator, value ?? '')
  return record => found(read(record) ?? '')
}

function orderMatcher<T>(operator: Operator, value: T, last: T, compare: (a: T, b: T) => number) {
  if (operator === '<') return (each: T) => compare(each, value) < 0
  if (operator === '<=') return (each: T) => compare(each, value) <= 0
  if (operator === '>') return (each: T) => compare(each, value) > 0
  if (operator === '>=') return (each: T) => compare(each, value) >= 0
  if (operator === 'between') return (each: T) => compare(each, value) >= 0 && compare(each, last) <= 0
  return undefined
}

function substring(operator: Operator, needle: string): (text: string) => boolean {
  if (operator === 'beginsWith') return text => text.startsWith(needle)
  if (operator === 'endsWith') return text => text.endsWith(needle)
  return operator === 'doesNotContain' ? text => !text.includes(needle) : text => text.includes(needle)
}

/** A list equals a value when it holds it: `tags: 'vip'` means "has the tag vip". */
function listMatcher(get: Get, operator: Operator, values: Comparable[]): Predicate {
  const wanted = new Set(values.map(value => (typeof value === 'string' ? fold(value) : value)))
  const negative = operator === '!=' || operator === 'notIn' || operator === 'doesNotContain'
  return record => {
    const list = get(record)
    const has =
      Array.isArray(list) && list.some(each => wanted.has(typeof each === 'string' ? fold(each) : (each as Comparable)))
    return has !== negative
  }
}

/** A day compared with a moment means the whole of that day on the organisation's clock. */
function momentMatcher(get: Get, operator: Operator, values: string[], timeZone: string): Predicate {
  const spans = values.map(value =>
    value !== null && value.length === 10 ? dayBounds(value, timeZone) : { from: value, until: undefined },
  )
  const within = (moment: string, { from, until }: { from: string; until?: string }) =>
    until === undefined ? moment === from : moment >= from && moment < until
  const [first, last = first] = spans
  const read = get as (record: Values) => string | null | undefined
  const upTo = (moment: string, span = first) =>
    span?.until === undefined ? moment <= (span?.from as string) : moment < span.until
  if (operator === '=' || operator === 'in') {
    return record =>
      spans.some(span =>
        span.from === null ? isEmpty(read(record)) : present(read(record), each => within(each, span)),
      )
  }
  if (operator === '!=' || operator === 'notIn') {
    return record =>
      !spans.some(span =>
        span.from === null ? isEmpty(read(record)) : present(read(record), each => within(each, span)),
      )
  }
  const from = first?.from as string
  if (operator === '<') return record => present(read(record), moment => moment < from)
  if (operator === '>=') return record => present(read(record), moment => moment >= from)
  if (operator === '<=') return record => present(read(record), moment => upTo(moment))
  if (operator === '>') return record => present(read(record), moment => !upTo(moment))
  return record => present(read(record), moment => moment >= from && upTo(moment, last))
}

/** Counts related records, and stops counting once the answer is known. */
function relationMatcher(rule: RelationRule, context: MatchContext): Predicate {
  const related = resourceNamed(rule.relation)
  const find = context.related
  if (!related || !find) return () => false
  const where = rule.where ? matcher(related, asGroup(rule.where), context) : () => true
  const inTime = rule.within ? withinMatcher(related, rule.within, context) : () => true
  const count = rule.count ?? { '>=': 1 }
  const stopAt = Math.max(count['='] ?? 0, count['>='] ?? 0, count['<='] ?? 0, count['>'] ?? 0, count['<'] ?? 0) + 1
  return record => {
    let found = 0
    for (const each of find(rule.relation, record)) {
      if (inTime(each) && where(each)) found++
      if (found >= stopAt) break
    }
    return countHolds(count, found)
  }
}

const countHolds = (count: NonNullable<RelationRule['count']>, found: number): boolean =>
  (count['='] === undefined || found === count['=']) &&
  (count['>='] === undefined || found >= count['>=']) &&
  (count['<='] === undefined || found <= count['<=']) &&
  (count['>'] === undefined || found > count['>']) &&
  (count['<'] === undefined || found < count['<'])

function withinMatcher(
  resource: AnyResource,
  period: NonNullable<RelationRule['within']>,
  context: MatchContext,
): Predicate {
  const path = resource.when ?? 'createdAt'
  const span = spanOf(period, context.now, context.timeZone)
  const isDay = kindOf((leafAt(resource, path)?.field ?? text()) as Field).name === 'date'
  return record => {
    const when = record[path]
    if (typeof when !== 'string') return false
    return isDay ? when >= span.firstDay && when <= span.lastDay : when >= span.from && when < span.until
  }
}

/** The short form of a condition: `{status: 'attended'}`, a list meaning any of them. */
export function asGroup(where: NonNullable<RelationRule['where']>): RuleGroup {
  if (Array.isArray(where.rules)) return where as RuleGroup
  const rules = Object.entries(where as Record<string, Json>).map(
    ([field, value]): FieldRule => ({ field, operator: Array.isArray(value) ? 'in' : '=', value }),
  )
  return { combinator: 'and', rules }
}
