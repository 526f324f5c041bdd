/** Stored records: every declared key is there; what is empty is null, a list [], a group an object of these. */
import type { Field, Json } from './field.ts'
import { effective, kindOf } from './fields/index.ts'
import { spreadOf } from './leaves.ts'
import { remembered } from './memo.ts'
import { isPlain, same } from './paths.ts'
import type { AnyResource, Fields } from './resource.ts'
import type { Property } from './resources/properties.ts'

type Values = Record<string, Json>

/** Every declared key with its initial value, or empty. Base fields are the writer's. */
export const blank = (resource: AnyResource, properties?: readonly Property[]): Values =>
  copyOf(blankOnce(resource, properties)) as Values

const blankOnce = remembered((resource, properties) => blankOf(resource.fields as Fields, resource, properties))

/** Every record gets objects and lists of its own. */
function copyOf(value: Json): Json {
  if (Array.isArray(value)) return value.map(copyOf)
  if (!isPlain(value)) return value
  const copy: Values = {}
  for (const key of Object.keys(value)) copy[key] = copyOf(value[key] as Json)
  return copy
}

function blankOf(fields: Fields, resource: AnyResource, properties: readonly Property[]): Values {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const parts = spreadOf(field, resource, properties)
      if (parts) return [name, blankOf(parts, resource, properties)]
      return [name, field.options.initial ?? (kindOf(field).empty as Json)]
    }),
  )
}

/** A new record's values: the blank one with validated `values` put in, and what is computed from them. */
export function created(resource: AnyResource, values: Values, properties: readonly Property[] = []): Values {
  return patched(resource, blank(resource, properties), values)
}

/** The record with a validated patch put in. Groups, addresses and custom properties are merged part by part. */
export function patched<R extends Values>(resource: AnyResource, record: R, patch: Values): R {
  const result: Values = { ...record }
  for (const [name, value] of Object.entries(patch)) {
    const field = (resource.fields as Fields)[name]
    const before = result[name]
    const merges = field !== undefined && kindOf(field).spread && isPlain(before) && isPlain(value)
    result[name] = merges ? { ...before, ...value } : value
  }
  return withComputed(resource, result) as R
}

/** The record with the values that follow from its own fields (`computed` with `value`). */
export function withComputed<R extends Values>(resource: AnyResource, record: R): R {
  let result: Values = record
  for (const [name, field] of Object.entries(resource.fields as Fields)) {
    const { value } = field.options as { value?(record: Values): Json }
    if (!value) continue
    const next = value(result)
    if (!same(next, result[name])) result = { ...result, [name]: next }
  }
  return result as R
}

/** Whether somebody may make one: not where it can't be without what nobody may send. The product itself makes those. */
export const isCreatable = (resource: AnyResource): boolean =>
  !Object.values(resource.fields as Fields).some(
    ({ options: { required, readOnly, initial } }) => required && readOnly && initial === undefined,
  )

/** Whether a record says that others may have its value of a unique field, too. */
export function isShared({ options: { unique } }: Field, record: Readonly<Values>): boolean {
  return typeof unique === 'object' && record[unique.unless] === true
}

/** The canonical form of a value: what is stored, and what `unique` compares. */
export function normalised(field: Field, value: Json): Json {
  const kind = kindOf(field)
  if (value === null || value === undefined) return kind.empty as Json
  if (!kind.normalise || (typeof value === 'object') !== (kind.empty !== null)) return value
  return kind.normalise(value, effective(field).options)
}

/** Fields that a create may set and an update may not: which of them the update would change, with a sentence each. */
export function immutableErrors(
  resource: AnyResource,
  before: Values,
  after: Values,
): Record<string, string> | undefined {
  const changed = Object.entries(resource.fields as Fields).filter(
    ([name, field]) => field.options.immutable && !same(before[name], after[name]),
  )
  if (changed.length === 0) return undefined
  return Object.fromEntries(changed.map(([name]) => [name, 'This can be set only when the record is made.']))
}
