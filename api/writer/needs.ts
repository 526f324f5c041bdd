/** Which collections a write touches, derived from the declarations: nobody keeps such a list by hand. */
import { type AnyResource, type Field, ownershipOf, register, resourceNamed } from '@dormouse/model'
import type { Needs } from '../store/view.ts'
import { incoming, isWhole, outgoing, rollupsOf, rollupsOver, throughsTo } from './links.ts'
import { rulesOf } from './rules/index.ts'
import { stageFieldOf } from './stages.ts'

export type WriteVerb = 'write' | 'delete'

/**
 * All that creating, updating or deleting records of a resource may look at or change. `ids`: which ones are to go; their
 * ledgers are looked at.
 */
export function needsOf(
  name: string,
  { verbs = ['write', 'delete'], ids = [] }: { verbs?: readonly WriteVerb[]; ids?: readonly string[] } = {},
): Needs {
  const partitions = ids.flatMap(id => ledgersOf(name).map(ledger => [ledger.name, id] as const))
  return unionOf([...verbs.map(verb => derived(name, verb)), { partitions }])
}

/** Resources that keep a partition for each record of this one: the deliveries of a campaign. */
export const ledgersOf = (name: string): readonly AnyResource[] =>
  register.filter(({ layout, fields }) => layout?.kind === 'partitioned' && referredBy(fields[layout.by]) === name)

const referredBy = (field: Field | undefined): string | undefined => (field?.options as { to?: string } | undefined)?.to

const known = new Map<string, Needs>()

function derived(name: string, verb: WriteVerb): Needs {
  const key = `${verb} ${name}`
  let needs = known.get(key)
  if (!needs) {
    const resource = resourceNamed(name)
    const touched = new Touched()
    if (resource) verb === 'write' ? touched.write(resource) : touched.remove(resource)
    needs = unionOf(touched.needs)
    known.set(key, needs)
  }
  return needs
}

class Touched {
  readonly needs: Needs[] = []
  readonly #collections = new Set<string>()
  readonly #walked = new Set<string>()

  write(resource: AnyResource): void {
    if (this.#again('write', resource)) return
    this.#follow(resource)
    this.#add('jobs')
    this.needs.push(rulesOf(resource.name)?.needs ?? {})
    if (needsProperties(resource)) this.#add('properties')
    for (const { to, path } of outgoing(resource))
      for (const target of targetsOf(resource, to, path)) this.#look(target)
    if (resource.extensible) for (const target of propertyTargets()) this.#look(target)
    for (const { options } of rollupsOf(resource)) this.#add(options.from)
    if (stageFieldOf(resource)) for (const name of ['stages', 'transitions', 'settings']) this.#add(name)
  }

  remove(resource: AnyResource): void {
    if (this.#again('remove', resource)) return
    this.write(resource)
    this.#add('properties')
    for (const { from, onDelete } of incoming(resource)) this.#release(from, onDelete)
    if (propertyTargets().includes(resource))
      for (const from of register) if (from.extensible) this.#release(from, 'detach')
  }

  #release(from: AnyResource, onDelete: string): void {
    if (onDelete === 'restrict') this.#add(from.name)
    else if (onDelete === 'cascade') this.remove(from)
    else this.write(from)
  }

  /** What follows quietly when records of the resource change. */
  #follow(resource: AnyResource): void {
    if (this.#again('follow', resource)) return
    this.#add(resource.name)
    for (const { of } of [...rollupsOver(resource), ...throughsTo(resource)]) {
      for (const { options } of rollupsOf(of)) this.#add(options.from)
      this.#follow(of)
    }
  }

  /** To be referred to, a record must be readable, and whether it is may be said by another record. */
  #look(resource: AnyResource): void {
    if (this.#again('look', resource)) return
    this.#add(resource.name)
    const ownership = ownershipOf(resource)
    if (ownership?.kind === 'record') this.#lookAt(ownership.to)
    if (ownership?.kind === 'about')
      for (const target of targetsOf(resource, undefined, resource.own as string)) this.#look(target)
  }

  #lookAt(name: string): void {
    const resource = resourceNamed(name)
    if (resource) this.#look(resource)
  }

  #add(name: string): void {
    if (!isWhole(resourceNamed(name)) || this.#collections.has(name)) return
    this.#collections.add(name)
    this.needs.push({ collections: [name] })
  }

  #again(what: string, resource: AnyResource): boolean {
    const key = `${what} ${resource.name}`
    if (this.#walked.has(key)) return true
    this.#walked.add(key)
    return false
  }
}

/** What a custom property may refer to: the resources that can have such properties, and the staff. */
export const propertyTargets = (): readonly AnyResource[] =>
  register.filter(each => each.extensible || each.name === 'staff')

const needsProperties = (resource: AnyResource): boolean =>
  resource.extensible === true ||
  Object.values<Field>(resource.fields).some(field => (field.options as { rules?: string }).rules !== undefined)

/** Where a reference may lead; one of any resource leads to the choices of its `resource` part. */
function targetsOf(resource: AnyResource, to: string | undefined, path: string): readonly AnyResource[] {
  if (to !== undefined) return [resourceNamed(to)].filter(isWhole)
  const group = resource.fields[path] as Field | undefined
  const part =
    (group?.options as { fields?: Record<string, Field> } | undefined)?.fields?.resource ?? resource.fields.resource
  const { choices } = (part?.options ?? {}) as { choices?: readonly string[] }
  return (choices ? choices.map(resourceNamed) : register).filter(isWhole)
}

/** What several commands of one batch need together. */
export function unionOf(all: Iterable<Needs>): Needs {
  const collections = new Set<string>()
  const partitions = new Map<string, readonly [string, string]>()
  const keys = new Map<string, readonly [string, string]>()
  for (const needs of all) {
    for (const name of needs.collections ?? []) collections.add(name)
    for (const pair of needs.partitions ?? []) partitions.set(pair.join('\0'), pair)
    for (const pair of needs.keys ?? []) keys.set(pair.join('\0'), pair)
  }
  return { collections: [...collections], partitions: [...partitions.values()], keys: [...keys.values()] }
}
