/** A rule group from outside is checked before it is compiled or kept: known fields, fitting operators and values, bounds. */
import { type Actor, reach } from './access.ts'
import type { Problem } from './command.ts'
import type { Json, Operator } from './field.ts'
import { kindOf } from './fields/index.ts'
import { fieldReadable, leafAt } from './leaves.ts'
import { asGroup } from './match.ts'
import { isPlain } from './paths.ts'
import { type FieldRule, groupDepthMax, type RelationRule, rulesMax } from './query.ts'
import { relationsOf } from './references.ts'
import type { AnyResource } from './resource.ts'
import type { Property } from './resources/properties.ts'
import { operands } from './rule-value.ts'
import { periods } from './zone.ts'

export interface Asker {
  role: Actor['role']
}

/**
 * What is wrong with the group, or undefined. With an `asker`, fields and relations hidden from their role count as
 * unknown: counting what one may not read is reading it, one question at a time.
 */
export function checkRules(
  resource: AnyResource,
  group: unknown,
  properties: readonly Property[] = [],
  asker?: Asker,
): Problem | undefined {
  const budget = { rules: rulesMax }
  const sentence = groupTrouble(resource, group, { properties, asker, budget, depth: 1 })
  return sentence ? { kind: 'invalid', message: sentence, errors: { match: sentence } } : undefined
}

interface Around {
  properties: readonly Property[]
  asker: Asker | undefined
  budget: { rules: number }
  depth: number
  /** These rules are about the records of a relation already. */
  related?: boolean
}

/** react-querybuilder keeps these beside what a rule says. */
const tolerated = ['id', 'path', 'disabled', 'muted', 'valueSource', 'fieldSource']

function groupTrouble(resource: AnyResource, group: unknown, around: Around): string | undefined {
  if (!isPlain(group) || !Array.isArray(group.rules)) return 'A group of rules has a combinator and a list of rules.'
  if (around.depth > groupDepthMax) return `Rules can be nested ${groupDepthMax} levels deep.`
  const { combinator, not, rules, ...rest } = group
  if (combinator !== 'and' && combinator !== 'or') return 'The combinator of rules is “and” or “or”.'
  if (not !== undefined && typeof not !== 'boolean') return '“not” of a group of rules is true or false.'
  const strange = strangeKey(rest)
  if (strange) return `There is no “${strange}” in a group of rules.`
  for (const rule of rules) {
    if (--around.budget.rules < 0) return `There can be at most ${rulesMax} rules.`
    const trouble = ruleTrouble(resource, rule, around)
    if (trouble) return trouble
  }
  return undefined
}

function ruleTrouble(resource: AnyResource, rule: unknown, around: Around): string | undefined {
  if (!isPlain(rule)) return 'A rule has a field, an operator and a value.'
  if ('rules' in rule) return groupTrouble(resource, rule, { ...around, depth: around.depth + 1 })
  return 'relation' in rule
    ? relationTrouble(resource, rule as unknown as RelationRule, around)
    : fieldTrouble(resource, rule as unknown as FieldRule, around)
}

function fieldTrouble(resource: AnyResource, rule: FieldRule, around: Around): string | undefined {
  const { field: path, operator, value, ...rest } = rule
  if (typeof path !== 'string') return 'A rule has a field, an operator and a value.'
  const leaf = leafAt(resource, path, around.properties)
  if (!leaf || (around.asker && !fieldReadable(leaf.field, around.asker.role))) return unknownField(resource, path)
  const kind = kindOf(leaf.field)
  if (!kind.operators.includes(operator as Operator)) {
    return `“${String(operator)}” does not go with ${path}: there are ${kind.operators.join(', ')}.`
  }
  const strange = strangeKey(rest)
  if (strange) return `There is no “${strange}” in a rule.`
  const values = operands(leaf.field, operator, value)
  return typeof values === 'string' ? `The rule over ${path} can't be used: ${values}.` : undefined
}

export const unknownField = (resource: AnyResource, path: string): string =>
  `There is no field called “${path}” in ${resource.name}.`

function relationTrouble(resource: AnyResource, rule: RelationRule, around: Around): string | undefined {
  const { relation, where, count, within, ...rest } = rule
  if (around.related) return 'A rule over a relation can’t hold another one.'
  const related = relationsOf(resource.name).get(relation)?.resource
  if (!related || (around.asker && !reach(related.access, 'read', around.asker.role)))
    return `There is no relation called “${String(relation)}” of ${resource.name}.`
  if (within !== undefined && !periods.includes(within)) return `“within” is one of ${periods.join(', ')}.`
  const strange = strangeKey(rest)
  if (strange) return `There is no “${strange}” in a rule over a relation.`
  if (count !== undefined && !isCount(count)) return '“count” holds whole numbers under =, >=, <=, > or <.'
  if (where === undefined) return undefined
  if (!isPlain(where)) return '“where” of a relation is a group of rules, or fields with their values.'
  return groupTrouble(related, asGroup(where), { ...around, depth: around.depth + 1, related: true })
}

const countOperators = ['=', '>=', '<=', '>', '<']
const isCount = (count: unknown): boolean =>
  isPlain(count) &&
  Object.entries(count).length > 0 &&
  Object.entries(count).every(([operator, value]) => countOperators.includes(operator) && Number.isInteger(value))

const strangeKey = (rest: Record<string, Json | undefined>): string | undefined =>
  Object.keys(rest).find(key => !tolerated.includes(key))
