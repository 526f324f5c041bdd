/**
 * Three zod schemas, all projections of one declaration: what a create takes, what a patch takes, what is stored.
 * They are derived separately because zod's own `.partial()` re-applies defaults, and a patch would then reset fields.
 */
import * as z from 'zod/mini'
import type { Field } from './field.ts'
import { effective, kindOf } from './fields/index.ts'
import { mustBe } from './fields/sentences.ts'
import { baseFields, labelled, spreadOf } from './leaves.ts'
import { remembered } from './memo.ts'
import { isPlain } from './paths.ts'
import type { AnyResource, Fields } from './resource.ts'
import type { Property } from './resources/properties.ts'
import { prepareWith } from './validate.ts'

// The admin's Content Security Policy forbids compiling code; zod would try, and the browser would report it.
if (typeof document !== 'undefined') z.config({ jitless: true })

export type Mode = 'create' | 'patch' | 'stored'
type Schema = z.ZodMiniType<Record<string, unknown>>
type Derived = (resource: AnyResource, properties?: readonly Property[]) => Schema

/** What a create takes: required fields must be there, read-only ones are not listened to, unknown ones are errors. */
export const createSchema: Derived = remembered((resource, properties) => written(resource, properties, 'create'))

/** What a patch takes: only what is to change. Null empties a field, unless it is required. */
export const patchSchema: Derived = remembered((resource, properties) => written(resource, properties, 'patch'))

/** A record as it is stored: every key is there. */
export const storedSchema: Derived = remembered((resource, properties) =>
  objectOf({ ...baseFields, ...resource.fields }, 'stored', resource, properties),
)

/** What an action's body takes. */
export function inputSchema(fields: Fields): Schema {
  const schema = objectOf(fields, 'create', noResource, [])
  prepareWith(schema, value => prepared(fields, value, noResource, []))
  return schema
}
const noResource = { name: '', fields: {} } as unknown as AnyResource

function written(resource: AnyResource, properties: readonly Property[], mode: Mode): Schema {
  const fields = resource.fields as Fields
  const schema = objectOf(fields, mode, resource, properties)
  const ignored = new Set(Object.keys(baseFields))
  prepareWith(schema, value => {
    const rest = isPlain(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !ignored.has(key))) : value
    return prepared(fields, rest, resource, properties)
  })
  return schema
}

function objectOf(
  fields: Fields,
  mode: Mode,
  resource: AnyResource,
  properties: readonly Property[],
  label?: string,
): Schema {
  const shape: Record<string, z.ZodMiniType> = {}
  for (const [name, bare] of Object.entries(fields)) {
    if (bare.options.readOnly && mode !== 'stored') continue
    const field = labelled(name, bare)
    const parts = spreadOf(field, resource, properties)
    const inner = parts
      ? objectOf(parts, mode, resource, properties, String(field.options.label))
      : kindOf(field).schema(effective(field).options)
    // Values of archived properties stay in the record, so what is stored is not held to the present ones.
    const open = field.kind === 'custom' && mode === 'stored'
    shape[name] = held(open ? kindOf(field).schema(field.options) : inner, field, mode)
  }
  return z.strictObject(shape, { error: mustBe({ label: label ?? 'What is sent' }, 'an object') })
}

/** Whether the value may be left out, and whether it may be null. */
function held(schema: z.ZodMiniType, field: Field, mode: Mode): z.ZodMiniType {
  const { required, initial } = field.options
  const kind = kindOf(field)
  const always = required || kind.spread || kind.empty !== null
  const bare = always ? schema : z.nullable(schema)
  if (mode === 'stored') return always || field.kind !== 'rollup' || initial === undefined ? bare : schema
  return mode === 'create' && required && initial === undefined ? bare : z.optional(bare)
}

/**
 * What forms and clients send, made plain: read-only keys fall away (a client may send back what it read), so do the
 * values of archived custom properties; blank text is null; null for a list is the empty list, for a group all its parts.
 */
function prepared(fields: Fields, value: unknown, resource: AnyResource, properties: readonly Property[]): unknown {
  if (!isPlain(value)) return value
  const result: Record<string, unknown> = {}
  for (const [name, given] of Object.entries(value)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!field) result[name] = given
    else if (!field.options.readOnly && given !== undefined) {
      result[name] = preparedValue(field, given, resource, properties)
    }
  }
  return result
}

function preparedValue(field: Field, given: unknown, resource: AnyResource, properties: readonly Property[]): unknown {
  const parts = spreadOf(field, resource, properties)
  if (parts) {
    const whole = given === null ? Object.fromEntries(Object.keys(parts).map(name => [name, null])) : given
    return prepared(
      parts,
      field.kind === 'custom' ? withoutArchived(whole, resource, properties) : whole,
      resource,
      properties,
    )
  }
  const kind = kindOf(field)
  const blank = given === null || (typeof given === 'string' && kind.name !== 'json' && given.trim() === '')
  return blank ? (kind.empty ?? null) : given
}

function withoutArchived(value: unknown, resource: AnyResource, properties: readonly Property[]): unknown {
  if (!isPlain(value)) return value
  const archived = new Set(
    properties.filter(each => each.archived && each.resource === resource.name).map(each => each.key),
  )
  return Object.fromEntries(Object.entries(value).filter(([key]) => !archived.has(key)))
}
