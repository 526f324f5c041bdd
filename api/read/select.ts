/**
 * Which records of a table satisfy a rule group, as bits. Rules that an index can answer are; the others are asked of the
 * matcher once and kept; rules over related records, which can change without the record, are asked each time, and only
 * of what the other rules leave over.
 */
import {
  type AnyResource,
  type FieldRule,
  fold,
  kindOf,
  type MatchContext,
  matcher,
  type Property,
  type RelationRule,
  type RuleGroup,
} from '@dormouse/model'
import { operands } from '@dormouse/model/rule-value.ts'
import { Bits } from './index-bits.ts'
import { fieldAt, isProse, type RecordIndex } from './index-table.ts'

type Rule = FieldRule | RelationRule | RuleGroup

export interface Selecting {
  index: RecordIndex
  resource: AnyResource
  context: MatchContext & { properties: readonly Property[] }
}

/** Undefined: all of them. Never change what this answers: it may be kept. */
export function select(group: RuleGroup, selecting: Selecting): Bits | undefined {
  const bits = group.combinator === 'or' ? anyOf(group.rules, selecting) : allOf(group.rules, selecting)
  return group.not ? everybody(selecting).andNot(bits ?? everybody(selecting)) : bits
}

function allOf(rules: readonly Rule[], selecting: Selecting): Bits | undefined {
  let all: Bits | undefined
  let isOurs = false
  const take = (bits: Bits | undefined) => {
    if (!bits) return
    if (!all) all = bits
    else {
      // The first may be a kept set: it is copied before it is changed.
      if (!isOurs) all = all.copy()
      isOurs = true
      all.and(bits)
    }
  }
  const later: Rule[] = []
  for (const rule of rules) {
    if (dependsOnOthers(rule)) later.push(rule)
    else take(one(rule, selecting))
  }
  return later.length === 0 ? all : among(all, { combinator: 'and', rules: later }, selecting)
}

function anyOf(rules: readonly Rule[], selecting: Selecting): Bits | undefined {
  // A group without rules asks for nothing.
  if (rules.length === 0) return undefined
  const any = new Bits(selecting.index.slots.size)
  for (const rule of rules) {
    const bits = dependsOnOthers(rule)
      ? among(undefined, { combinator: 'and', rules: [rule] }, selecting)
      : one(rule, selecting)
    if (!bits) return undefined
    any.or(bits)
  }
  return any
}

const dependsOnOthers = (rule: Rule): boolean =>
  'rules' in rule ? rule.rules.some(dependsOnOthers) : 'relation' in rule

function one(rule: Rule, selecting: Selecting): Bits | undefined {
  if ('rules' in rule) return select(rule, selecting)
  if ('relation' in rule) return undefined
  const { index, resource, context } = selecting
  const key = JSON.stringify([rule.field, rule.operator, rule.value ?? null, context.timeZone])
  const holds = matcher(resource, { combinator: 'and', rules: [rule] }, context)
  return index.sets.of(key, holds, quickly(rule, selecting))
}

/** How an index makes the set of a rule, where it means exactly what the matcher means. */
function quickly(rule: FieldRule, { index, resource, context: { properties } }: Selecting): (() => Bits) | undefined {
  const { operator } = rule
  const field = fieldAt(resource, rule.field, properties)
  const kind = kindOf(field)
  const values = operands(field, operator, rule.value)
  if (typeof values === 'string' || kind.name === 'dateTime') return undefined
  if (operator === '=' || operator === 'in') {
    const prose = isProse(field) || kind.comparison === 'list'
    const wanted = values.map(value => (prose && typeof value === 'string' ? fold(value) : value))
    return () => index.values(resource, rule.field, properties).any(wanted)
  }
  // Collation and folding do not agree on what lies between two texts; numbers, days and codes leave no doubt.
  if (isProse(field) || kind.comparison === 'list' || kind.comparison === 'none') return undefined
  const [from = null, to = null] = values
  if (from === null || (operator === 'between' && to === null)) return undefined
  return rangeOf(operator, () => index.order(resource, rule.field, properties), from, to)
}

function rangeOf(
  operator: FieldRule['operator'],
  order: () => ReturnType<RecordIndex['order']>,
  from: string | number | boolean,
  to: string | number | boolean | null,
): (() => Bits) | undefined {
  const between =
    (begin: (all: ReturnType<typeof order>) => number, end: (all: ReturnType<typeof order>) => number) => () => {
      const all = order()
      return all.between(begin(all), end(all))
    }
  const start = () => 0
  if (operator === '>=')
    return between(
      all => all.place(from),
      all => all.emptyFrom,
    )
  if (operator === '>')
    return between(
      all => all.place(from, true),
      all => all.emptyFrom,
    )
  if (operator === '<') return between(start, all => all.place(from))
  if (operator === '<=') return between(start, all => all.place(from, true))
  if (operator === 'between')
    return between(
      all => all.place(from),
      all => all.place(to, true),
    )
  return undefined
}

/** Asks the matcher record by record. */
function among(candidates: Bits | undefined, group: RuleGroup, { index, resource, context }: Selecting): Bits {
  const holds = matcher(resource, group, context)
  return filtered(index, candidates, holds)
}

/** Those of the candidates for which `holds`. */
export function filtered(index: RecordIndex, candidates: Bits | undefined, holds: (record: never) => boolean): Bits {
  const { records } = index.slots
  const found = new Bits(records.length)
  const ask = (slot: number) => {
    const record = records[slot]
    if (record && holds(record as never)) found.set(slot)
  }
  if (candidates) for (const slot of candidates.slots()) ask(slot)
  else for (let slot = 0; slot < records.length; slot++) ask(slot)
  return found
}

function everybody({ index }: Selecting): Bits {
  return filtered(index, undefined, () => true)
}
