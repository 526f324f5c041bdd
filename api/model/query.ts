/**
 * One language for picking records: list filters, groups (segments) and saved views are all rule groups, in
 * react-querybuilder's shape, evaluated by one matcher (`match.ts`) on the server and in the browser alike.
 */
import type { Json, Operator } from './field.ts'

export interface RuleGroup {
  combinator: 'and' | 'or'
  not?: boolean
  rules: (RuleGroup | FieldRule | RelationRule)[]
}

export interface FieldRule {
  /** Dotted path: `address.city`, `properties.shirtSize`, `createdAt`. */
  field: string
  operator: Operator
  value?: Json
}

/** How many related records there are: `{relation: 'attendances', where: {...}, count: {'>=': 3}, within: 'thisYear'}`. */
export interface RelationRule {
  relation: string
  where?: RuleGroup | Record<string, Json>
  count?: { '='?: number; '>='?: number; '<='?: number; '>'?: number; '<'?: number }
  within?: 'thisYear' | 'lastYear' | 'last30Days' | 'last90Days' | 'last365Days'
}

/** A parsed list request. `ids`: the `filter={"id":[...]}` form, which has neither sort nor range. */
export interface ListQuery {
  ids?: readonly string[]
  q?: string
  where: RuleGroup
  sort: { field: string; order: 'asc' | 'desc' }
  /** First and last index, both included; at most `pageSizeMax` rows. */
  range: { first: number; last: number }
}

export const pageSizeMax = 1000
/** Levels of and/or. Segments on screen use 2. */
export const groupDepthMax = 5
export const rulesMax = 200
