/** The fields of a resource as everybody else sees them: flat, by dotted path, with labels, custom ones included. */
import type { Actor } from './access.ts'
import { included } from './access.ts'
import type { Field, FieldOptions } from './field.ts'
import { dateTime, effective, integer, kindOf, ref, text } from './fields/index.ts'
import { labelOf } from './fields/sentences.ts'
import { remembered } from './memo.ts'
import { propertyFields } from './properties.ts'
import type { AnyResource } from './resource.ts'
import type { Property } from './resources/properties.ts'

export interface Leaf {
  path: string
  /** Its label is always filled in. */
  field: Field
  label: string
  /** One of the fields that every record has. */
  base?: boolean
  /** Staff added it by clicking. */
  custom?: boolean
}

/** What every record has besides its declared fields. */
export const baseFields: Record<string, Field> = {
  id: text({ label: 'Id', readOnly: true, required: true, max: 200, history: false, merge: false }),
  createdAt: dateTime({ label: 'Created', readOnly: true, required: true, history: false, merge: false }),
  createdBy: ref('staff', { label: 'Created by', readOnly: true, required: true, history: false }),
  updatedAt: dateTime({ label: 'Changed', readOnly: true, required: true, history: false, merge: false }),
  updatedBy: ref('staff', { label: 'Changed by', readOnly: true, required: true, history: false }),
  version: integer({ label: 'Version', readOnly: true, required: true, history: false, merge: false }),
}
const baseIds = new Set(['id', 'createdBy', 'updatedBy'])

/** A field and its label, which stands in its messages. */
export const labelled = (name: string, field: Field): Field =>
  field.options.label ? field : { ...field, options: { ...field.options, label: labelOf(name) } }

/** The parts of a field that spreads into them (an address, a group, the custom properties); undefined for the others. */
export function spreadOf(
  field: Field,
  resource: AnyResource,
  properties: readonly Property[],
): Record<string, Field> | undefined {
  if (field.kind === 'custom') return propertyFields(resource, properties)
  const kind = kindOf(field)
  return kind.spread ? kind.parts?.(field.options) : undefined
}

/** Every leaf, declared ones first, in the order of the declaration; then the custom ones' place, then the base fields. */
export const leaves: (resource: AnyResource, properties?: readonly Property[]) => readonly Leaf[] = remembered(
  (resource, properties) => [
    ...Object.entries(resource.fields as Record<string, Field>).flatMap(([name, field]) =>
      spread(name, field, resource, properties, field.kind === 'custom'),
    ),
    ...Object.entries(baseFields).map(([path, field]) => ({
      path,
      field,
      label: String(field.options.label),
      base: true,
    })),
  ],
)

function spread(
  path: string,
  field: Field,
  resource: AnyResource,
  properties: readonly Property[],
  custom: boolean,
): Leaf[] {
  const parts = spreadOf(field, resource, properties)
  if (parts) {
    return Object.entries(parts).flatMap(([name, part]) =>
      spread(`${path}.${name}`, part, resource, properties, custom),
    )
  }
  const named = labelled(path.slice(path.lastIndexOf('.') + 1), field)
  return [{ path, field: named, label: String(named.options.label), ...(custom ? { custom } : {}) }]
}

const byPath = remembered((resource, properties) => {
  const found = new Map(leaves(resource, properties).map(leaf => [leaf.path, leaf]))
  for (const leaf of [...found.values()]) {
    for (const [name, part] of Object.entries(kindOf(leaf.field).parts?.(effective(leaf.field).options) ?? {})) {
      const path = `${leaf.path}.${name}`
      const label = `${leaf.label}, ${labelOf(name).toLowerCase()}`
      found.set(path, {
        ...leaf,
        path,
        label,
        field: { ...part, options: { ...inherited(leaf.field), ...part.options, label } },
      })
    }
  }
  return found
})

const inherited = ({ options: { read, sensitive, readOnly } }: Field): FieldOptions => ({ read, sensitive, readOnly })

/** The leaf at a path; parts of leaves (`value.amount`) are found as well. */
export const leafAt = (resource: AnyResource, path: string, properties?: readonly Property[]): Leaf | undefined =>
  byPath(resource, properties).get(path)

/** Leaves that may stand in a letter as `{{path}}`. */
export const mergeLeaves = (resource: AnyResource, properties?: readonly Property[]): readonly Leaf[] =>
  leaves(resource, properties).filter(
    ({ field, base }) => !base && (field.options.merge ?? (!field.options.sensitive && kindOf(field).merge === true)),
  )

/** Whether a role may see the field. Sensitive ones are for those who work with the record, not for viewers. */
export function fieldReadable(field: Field, role: Actor['role']): boolean {
  const { read, sensitive } = field.options
  return included(read ?? (sensitive ? ['staff', 'agent'] : undefined), role)
}

export const fieldWritable = (field: Field, role: Actor['role']): boolean =>
  !field.options.readOnly && included(field.options.write, role)

export const isBaseId = (path: string): boolean => baseIds.has(path)

/** The field that holds a resource's tags, where it has one. */
export const tagsPathOf = (resource: AnyResource | undefined): string | undefined =>
  Object.entries<Field>(resource?.fields ?? {}).find(([, { kind }]) => kind === 'tags')?.[0]
