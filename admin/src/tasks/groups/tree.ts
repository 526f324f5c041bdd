/**
 * Between the rule tree that is stored and the one the sentence builder edits. They differ in one thing: the builder
 * knows field rules only, so a rule about a relation travels through it as a field called `related:<relation>`.
 */
import type { FieldRule, Json, RelationRule, RuleGroup } from '@dormouse/model'
import type { RuleGroupType, RuleType } from 'react-querybuilder'
import { isRelation, type Times } from './relations.ts'

export const emptyTree: RuleGroup = { combinator: 'and', rules: [] }

export function toBuilder(group: RuleGroup): RuleGroupType {
  return {
    combinator: group.combinator,
    not: group.not ?? false,
    rules: group.rules.map(rule => {
      if ('rules' in rule) return toBuilder(rule)
      return 'relation' in rule
        ? relationToRule(rule)
        : { field: rule.field, operator: rule.operator, value: rule.value }
    }),
  }
}

function relationToRule(rule: RelationRule): RuleType {
  const [operator = '>=', count = 1] = Object.entries(rule.count ?? { '>=': 1 })[0] ?? []
  // "More than 2" and "at least 3" are one sentence here.
  const plain = operator === '>' ? '>=' : operator === '<' ? '<=' : operator
  const value: Times = {
    count: operator === '>' ? count + 1 : operator === '<' ? Math.max(0, count - 1) : count,
    where: rule.where && !('rules' in rule.where) ? (rule.where as Record<string, Json>) : {},
    ...(rule.where && 'rules' in rule.where ? { other: rule.where as RuleGroup } : {}),
    ...(rule.within ? { within: rule.within } : {}),
  }
  const none = plain === '=' && value.count === 0
  return { field: `related:${rule.relation}`, operator: none ? 'none' : plain, value }
}

export function fromBuilder(group: RuleGroupType): RuleGroup {
  const rules = group.rules.flatMap(rule => {
    if (typeof rule === 'string') return []
    return [('rules' in rule ? fromBuilder(rule) : ruleToStored(rule)) satisfies RuleGroup['rules'][number]]
  })
  return { combinator: group.combinator === 'or' ? 'or' : 'and', ...(group.not ? { not: true } : {}), rules }
}

function ruleToStored({ field, operator, value }: RuleType): FieldRule | RelationRule {
  if (isRelation(field)) {
    const times = value as Times
    const where = times.other ?? (Object.keys(times.where).length > 0 ? times.where : undefined)
    return {
      relation: field.slice('related:'.length),
      ...(where ? { where } : {}),
      count: operator === 'none' ? { '=': 0 } : { [operator]: times.count },
      ...(times.within ? { within: times.within } : {}),
    }
  }
  const bare = operator === 'null' || operator === 'notNull'
  return { field, operator: operator as FieldRule['operator'], ...(bare ? {} : { value: value as Json }) }
}

/** The tree without sentences that are not finished yet: they would be refused, and one is still writing them. */
export function finished(group: RuleGroup): RuleGroup {
  const rules = group.rules.flatMap((rule): RuleGroup['rules'] => {
    if ('rules' in rule) {
      const inner = finished(rule)
      return inner.rules.length > 0 ? [inner] : []
    }
    return 'relation' in rule || isComplete(rule) ? [rule] : []
  })
  return { ...group, rules }
}

function isComplete({ operator, value }: FieldRule): boolean {
  if (operator === 'null' || operator === 'notNull') return true
  if (operator === 'between') return Array.isArray(value) && value.length === 2 && value.every(given)
  return Array.isArray(value) ? value.length > 0 : given(value)
}

const given = (value: Json | undefined): boolean => value !== undefined && value !== null && value !== ''

export const isUnfinished = (group: RuleGroup): boolean =>
  group.rules.some(rule =>
    'rules' in rule ? rule.rules.length === 0 || isUnfinished(rule) : 'field' in rule && !isComplete(rule),
  )
