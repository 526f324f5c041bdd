/**
 * "Save as group": the list's filter (`{tags: ['a'], memberSince_gte: '2020-01-01', q: 'smith'}`) as the tree of a group.
 * The same suffixes as the server's list grammar; see `parseListQuery` in the model.
 */
import type { FieldRule, Json, Operator, RuleGroup } from '@dormouse/model'

const suffixes: Record<string, Operator> = {
  gte: '>=',
  lte: '<=',
  gt: '>',
  lt: '<',
  neq: '!=',
  contains: 'contains',
  like: 'contains',
}

/** `searched`: the fields that `q` looks into. */
export function treeFromFilter(filter: Record<string, unknown>, searched: readonly string[]): RuleGroup {
  const rules: RuleGroup['rules'] = []
  for (const [key, value] of Object.entries(flat(filter))) {
    if (value === undefined || value === null || value === '') continue
    if (key === 'match') rules.push(value as unknown as RuleGroup)
    else if (key === 'q') rules.push(...searchRules(String(value), searched))
    else rules.push(ruleFor(key, value as Json))
  }
  return { combinator: 'and', rules }
}

function ruleFor(key: string, value: Json): FieldRule {
  const [, field = key, suffix = ''] = /^(.*)_(gte|lte|gt|lt|neq|contains|like|empty)$/.exec(key) ?? []
  if (suffix === 'empty') return { field, operator: value === true || value === 'true' ? 'null' : 'notNull' }
  if (suffix) return { field, operator: suffixes[suffix] ?? '=', value }
  return Array.isArray(value) ? { field: key, operator: 'in', value } : { field: key, operator: '=', value }
}

/** Every word somewhere, as the search does. */
const searchRules = (q: string, searched: readonly string[]): RuleGroup['rules'] =>
  q
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map(value => ({ combinator: 'or', rules: searched.map(field => ({ field, operator: 'contains', value })) }))

/** `{address: {city: 'York'}}` → `{'address.city': 'York'}`; a rule tree and lists stay whole. */
function flat(filter: Record<string, unknown>, before = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([key, value]) => {
      const path = before + key
      const inner = typeof value === 'object' && value !== null && !Array.isArray(value) && path !== 'match'
      return inner ? Object.entries(flat(value as Record<string, unknown>, `${path}.`)) : [[path, value]]
    }),
  )
}
