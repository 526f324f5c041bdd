/** Which fields refer to records of which resources: what the writer checks, what relation rules and screens follow. */
import type { Field } from './field.ts'
import type { GroupOptions, RefOptions } from './fields/index.ts'
import { spreadOf } from './leaves.ts'
import { propertyFields } from './properties.ts'
import { register } from './register.ts'
import type { AnyResource, Fields } from './resource.ts'
import type { Property } from './resources/properties.ts'

export interface Reference {
  /** The resource that holds the reference, and where. For a group that names any record: the group's path. */
  resource: string
  path: string
  /** A list of ids rather than one. */
  list: boolean
  /** The resource referred to; undefined when the record itself names it (`about`). */
  to: string | undefined
  onDelete: NonNullable<RefOptions['onDelete']>
}

/** The references that records of this resource hold. Those the writer keeps itself are among them. */
export function referencesOf(resource: AnyResource, properties: readonly Property[] = []): Reference[] {
  const declared = referencesIn(resource.fields as Fields, '', resource)
  const custom = Object.entries(propertyFields(resource, properties)).flatMap(([key, field]) =>
    referenceIn(`properties.${key}`, field, resource),
  )
  return [...declared, ...custom]
}

function referencesIn(fields: Fields, prefix: string, resource: AnyResource): Reference[] {
  return Object.entries(fields).flatMap(([name, field]) => referenceIn(`${prefix}${name}`, field, resource))
}

function referenceIn(path: string, field: Field, resource: AnyResource): Reference[] {
  const { to, onDelete = 'restrict', refers } = field.options as RefOptions & GroupOptions & { to?: string }
  if (to) return [{ resource: resource.name, path, list: field.kind === 'refs', to, onDelete }]
  if (refers) return [{ resource: resource.name, path, list: false, to: undefined, onDelete: refers.onDelete }]
  return referencesIn(spreadOf(field, resource, []) ?? {}, `${path}.`, resource)
}

/** The references, anywhere, that may name a record of `name`. */
export function referrersOf(name: string, properties: readonly Property[] = []): Reference[] {
  return register.flatMap(resource =>
    referencesOf(resource, properties).filter(({ to }) => to === name || to === undefined),
  )
}

/**
 * The relations that rules over a resource may count: each other resource with a reference to it, by its name. The first
 * such reference in its declaration is meant.
 */
export function relationsOf(name: string): Map<string, { resource: AnyResource; reference: Reference }> {
  const relations = new Map<string, { resource: AnyResource; reference: Reference }>()
  for (const resource of register) {
    if (resource.name === name) continue
    const reference = referencesOf(resource).find(({ to }) => to === name || to === undefined)
    if (reference) relations.set(resource.name, { resource, reference })
  }
  return relations
}

/** How one tells whose a record is: by a member of staff in it, by the record it belongs to, or it is oneself. */
export type Ownership =
  | { kind: 'self' }
  | { kind: 'staff'; path: string }
  | { kind: 'record'; path: string; to: string }
  | { kind: 'about'; resourcePath: string; idPath: string }

export function ownershipOf(resource: AnyResource): Ownership | undefined {
  const name = resource.own as string | undefined
  if (!name) return undefined
  if (name === 'id') return { kind: 'self' }
  const field = (resource.fields as Fields)[name] as Field
  const { to, refers } = field.options as { to?: string; refers?: object }
  if (to === 'staff') return { kind: 'staff', path: name }
  if (to) return { kind: 'record', path: name, to }
  if (refers) return { kind: 'about', resourcePath: `${name}.resource`, idPath: `${name}.id` }
  return { kind: 'about', resourcePath: 'resource', idPath: name }
}
