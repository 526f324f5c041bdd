/** Who refers to whom, who counts whom, who shows whose values: read off the register and the fields that staff added. */
import {
  type AnyResource,
  type Field,
  type Json,
  type Property,
  type Reference,
  referencesOf,
  register,
  resourceNamed,
} from '@dormouse/model'

/** A field by which records of `from` refer to others. */
export interface Link extends Reference {
  from: AnyResource
  /** A place in a pipeline: everybody who may write the record may name it. */
  stage: boolean
}

/** A figure in records of `of` over records of another resource. */
export interface Rollup {
  of: AnyResource
  name: string
  options: RollupFacts
}
export interface RollupFacts {
  from: string
  by: string
  where?: Readonly<Record<string, Json>>
  sum?: string
  min?: string
  max?: string
  last?: string
  as?: Field
  /** The counted resource's own time, for `last`. */
  when?: string
  /** A count, or a sum of whole numbers: may be kept by difference. */
  exact?: boolean
}

/** A computed field of `of` that shows the value at `path` of the record that its reference `by` names. */
export interface Through {
  of: AnyResource
  name: string
  by: string
  path: string
  to: string
}

/** All of its records lie in memory together. Ledgers do not: what they refer to is not held back by them. */
export const isWhole = (resource: AnyResource | undefined): resource is AnyResource =>
  resource !== undefined && resource.layout === undefined

/** References that records of this resource hold. */
export const outgoing = remembered((resource, properties): readonly Link[] =>
  referencesOf(resource, properties).map(reference => linkOf(resource, reference)),
)

/** References by which records of other whole resources, or of its own, may name records of this one. */
export const incoming = remembered((resource, properties): readonly Link[] =>
  register
    .filter(isWhole)
    .flatMap(from => outgoing(from, properties))
    .filter(({ to }) => to === resource.name || to === undefined),
)

/** Figures elsewhere that count records of this resource. */
export const rollupsOver = remembered((resource): readonly Rollup[] =>
  register.flatMap(each => rollupsOf(each)).filter(({ options }) => options.from === resource.name),
)

export const rollupsOf = remembered((resource): readonly Rollup[] =>
  Object.entries<Field>(resource.fields).flatMap(([name, field]) => {
    if (field.kind !== 'rollup') return []
    const options = field.options as unknown as RollupFacts
    const from = resourceNamed(options.from)
    return [{ of: resource, name, options: { ...options, when: from?.when, exact: isExact(options, from) } }]
  }),
)

function isExact({ sum, min, max, last }: RollupFacts, from: AnyResource | undefined): boolean {
  if (min ?? max ?? last) return false
  return sum === undefined || ['integer', 'money'].includes(from?.fields[sum]?.kind)
}

/** This resource's own fields that show somebody else's value. */
export const throughsOf = remembered((resource): readonly Through[] =>
  Object.entries<Field>(resource.fields).flatMap(([name, field]) => {
    const { through } = field.options as { through?: string }
    if (!through) return []
    const [by = '', ...path] = through.split('.')
    const to = (resource.fields[by]?.options as { to?: string } | undefined)?.to
    if (!to) throw new Error(`${resource.name}.${name}: “${by}” is not a reference.`)
    return [{ of: resource, name, by, path: path.join('.'), to }]
  }),
)

/** Fields of others that show this resource's values. */
export const throughsTo = remembered((resource): readonly Through[] =>
  register.flatMap(each => throughsOf(each)).filter(({ to }) => to === resource.name),
)

function linkOf(from: AnyResource, reference: Reference): Link {
  return { ...reference, from, stage: from.fields[reference.path]?.kind === 'stage' }
}

/** Read off once, and again when staff have changed a field: records are never changed in place, so identity tells. */
function remembered<T>(derive: (resource: AnyResource, properties: readonly Property[]) => T) {
  const known = new WeakMap<AnyResource, { properties: readonly Property[]; derived: T }>()
  return (resource: AnyResource, properties: readonly Property[] = []): T => {
    const last = known.get(resource)
    if (last && sameMembers(last.properties, properties)) return last.derived
    const derived = derive(resource, properties)
    known.set(resource, { properties, derived })
    return derived
  }
}

export const sameMembers = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a === b || (a.length === b.length && a.every((each, index) => each === b[index]))
