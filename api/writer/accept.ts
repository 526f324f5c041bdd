/** What is sent becomes a record, or a sentence for each field that cannot. The schemas are the model's, derived anew when staff change a field. */
import {
  type AnyResource,
  at,
  blank,
  createSchema,
  fieldReadable,
  fieldWritable,
  immutableErrors,
  type Json,
  type Leaf,
  leaves,
  type Property,
  patched,
  patchSchema,
  type Refused,
  refuse,
  same,
  storedSchema,
  validate,
  withAt,
} from '@dormouse/model'
import type { StoredRecord } from '../store/view.ts'
import type { Draft } from './handler.ts'
import { sameMembers } from './links.ts'

type Values = Record<string, Json>

/** The fields that staff added to a resource, archived ones among them. */
export function propertiesOf(draft: Draft, resource: AnyResource): readonly Property[] {
  if (!resource.extensible) return none
  return draft.table('properties').lookup('resource', resource.name) as unknown as readonly Property[]
}
const none: readonly Property[] = []

/** A whole record, base fields aside, from what a create sent. `trusted`: the product's own values may stand in it. */
export function acceptNew(draft: Draft, resource: AnyResource, values: Values, trusted: boolean): Values | Refused {
  const schemas = schemasOf(draft, resource)
  const checked = validate(schemas.create, values)
  if (!checked.ok) return invalid(checked.errors)
  const made = patched(resource, schemas.blank as Values, checked.value)
  return trusted ? withKept(resource, schemas, made, values) : guarded(draft, resource, schemas, undefined, made)
}

/** The record with what an update sent put in. */
export function acceptPatch(
  draft: Draft,
  resource: AnyResource,
  before: StoredRecord,
  patch: Values,
  trusted: boolean,
): StoredRecord | Refused {
  const schemas = schemasOf(draft, resource)
  const checked = validate(schemas.patch, patch)
  if (!checked.ok) return invalid(checked.errors)
  const after = patched(resource, before, checked.value)
  if (trusted) return withKept(resource, schemas, after, patch) as StoredRecord | Refused
  const fixed = immutableErrors(resource, before, after)
  return fixed ? invalid(fixed) : (guarded(draft, resource, schemas, before, after) as StoredRecord | Refused)
}

export function invalid(errors: Record<string, string>): Refused {
  const sentences = Object.values(errors)
  const message = sentences.length === 1 ? (sentences[0] as string) : 'Please correct what is marked.'
  return refuse('invalid', message, { errors })
}

/** Values that nobody may send, put in by the product itself: they are checked like everything else. */
function withKept(resource: AnyResource, schemas: Schemas, record: Values, sent: Values): Values | Refused {
  const kept = Object.fromEntries(
    Object.entries(sent).filter(([name]) => resource.fields[name]?.options.readOnly && sent[name] !== undefined),
  )
  if (Object.keys(kept).length === 0) return record
  const after = patched(resource, record, kept)
  const checked = validate<Values>(schemas.stored, { ...asIfStored, ...after })
  return checked.ok ? after : invalid(checked.errors)
}
const asIfStored = {
  id: 'new',
  createdAt: '2000-01-01T00:00:00.000Z',
  createdBy: 'x',
  updatedAt: '2000-01-01T00:00:00.000Z',
  updatedBy: 'x',
  version: 1,
}

/**
 * Fields with roles of their own: what the actor may not read they can't have meant to send (a form sends back the mask
 * it was shown), what they may read but not write they may only send back unchanged.
 */
function guarded(
  draft: Draft,
  resource: AnyResource,
  schemas: Schemas,
  before: StoredRecord | undefined,
  after: Values,
): Values | Refused {
  let record = after
  const errors: Record<string, string> = {}
  for (const { path, field } of schemas.guarded) {
    const had = at(before ?? schemas.blank, path) ?? null
    if (same(at(record, path) ?? null, had)) continue
    if (!fieldReadable(field, draft.actor.role)) record = withAt(record, path, had)
    else if (!fieldWritable(field, draft.actor.role)) errors[path] = 'You may not change this.'
  }
  if (Object.keys(errors).length === 0) return record
  return refuse('forbidden', `You may not change everything about this ${resource.label[0].toLowerCase()}.`, { errors })
}

interface Schemas {
  properties: readonly Property[]
  create: ReturnType<typeof createSchema>
  patch: ReturnType<typeof patchSchema>
  stored: ReturnType<typeof storedSchema>
  blank: Readonly<Values>
  /** Leaves that not everybody may read or write who may read or write the record. */
  guarded: readonly Leaf[]
}

const known = new WeakMap<AnyResource, Schemas>()

/** Thousands of rows are checked by the same schemas: asking the model for them each time would cost more than checking. */
function schemasOf(draft: Draft, resource: AnyResource): Schemas {
  const properties = propertiesOf(draft, resource)
  const last = known.get(resource)
  if (last && sameMembers(last.properties, properties)) return last
  const schemas: Schemas = {
    properties,
    create: createSchema(resource, properties),
    patch: patchSchema(resource, properties),
    stored: storedSchema(resource, properties),
    blank: blank(resource, properties),
    guarded: leaves(resource, properties).filter(
      ({ base, field: { options } }) =>
        !base && !options.readOnly && (options.read || options.write || options.sensitive),
    ),
  }
  known.set(resource, schemas)
  return schemas
}
