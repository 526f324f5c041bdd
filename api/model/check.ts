/** Declarations are checked when they load, so that a mistake stops the start with `resource.field` and a sentence. */
import type { Field } from './field.ts'
import { kinds } from './fields/index.ts'
import { forbiddenKeys } from './paths.ts'
import type { AnyResource, Fields } from './resource.ts'

/** Addresses and collections that are no resources, or what is called so in the API's description. */
export const takenNames: ReadonlySet<string> = new Set(
  (
    'auth commands credentials docs erased files health importRows invitation letters login outbox outcomes problem sender ' +
    'sessions setup u uploads'
  ).split(' '),
)

export function checkRegister(resources: readonly AnyResource[]): readonly AnyResource[] {
  const byName = new Map<string, AnyResource>()
  for (const resource of resources) {
    if (byName.has(resource.name)) fail(resource.name, 'there are two resources of this name')
    byName.set(resource.name, resource)
  }
  for (const resource of resources) checkResource(resource, byName)
  return resources
}

type Known = ReadonlyMap<string, AnyResource>

function checkResource(resource: AnyResource, known: Known): void {
  if (!/^[a-z][A-Za-z0-9]*$/.test(resource.name)) fail(resource.name, 'a resource is named by one word in camelCase')
  if (takenNames.has(resource.name)) fail(resource.name, 'this name means something else in an address')
  const fields = resource.fields as Fields
  for (const [name, field] of Object.entries(fields))
    checkField(`${resource.name}.${name}`, name, field, resource, known)
  checkPlaces(resource, fields)
  for (const [name, action] of Object.entries(resource.actions ?? {})) {
    for (const [part, field] of Object.entries(action.input as Fields)) {
      checkField(`${resource.name}.${name}.${part}`, part, field, resource, known)
    }
  }
}

const baseNames = new Set(['id', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'version'])
const reservedNames = new Set(['q', ...forbiddenKeys])

function checkField(place: string, name: string, field: Field, resource: AnyResource, known: Known): void {
  if (!kinds[field.kind]) fail(place, `there is no kind of field called “${field.kind}”`)
  if (!/^[a-z][A-Za-z0-9]*$/.test(name)) fail(place, 'a field is named by one word in camelCase')
  if (reservedNames.has(name)) fail(place, 'this name means something else in a filter')
  const options = field.options as Record<string, unknown>
  const { fields, choices, to, pipeline, from } = options as {
    fields?: Fields
    choices?: readonly string[]
    to?: string
    pipeline?: string
    from?: string
  }
  if (choices && (choices.length === 0 || new Set(choices).size < choices.length))
    fail(place, 'its choices must be distinct')
  if (to !== undefined && !known.has(to)) fail(place, `it refers to “${to}”, and there is no such resource`)
  if (pipeline !== undefined && !resource.fields.stageEnteredAt)
    fail(place, 'a stage needs a field stageEnteredAt beside it')
  if (from !== undefined) checkRollup(place, field, known)
  checkInitial(place, field)
  const { unique } = field.options
  if (typeof unique === 'object' && resource.fields[unique.unless]?.kind !== 'flag')
    fail(place, `it may be shared where “${unique.unless}” is ticked, and there is no such flag`)
  for (const [part, inner] of Object.entries(fields ?? {})) {
    if (inner.options.unique) fail(`${place}.${part}`, 'only a whole field can be unique, not a part of one')
    checkField(`${place}.${part}`, part, inner, resource, known)
  }
}

function checkInitial(place: string, field: Field): void {
  const { initial, example, required, readOnly } = field.options
  const kind = kinds[field.kind]
  for (const [what, value] of Object.entries({ 'initial value': initial, example })) {
    if (value === undefined || value === null || !kind || 'from' in field.options) continue
    const result = kind.schema(field.options).safeParse(value)
    if (!result.success) fail(place, `its ${what} is refused: ${result.error.issues[0]?.message}`)
  }
  if (required && readOnly && kind?.spread) fail(place, 'a group is always there and can’t be required')
}

function checkRollup(place: string, field: Field, known: Known): void {
  const options = field.options as unknown as Record<string, string> & { where?: object }
  const source =
    known.get(options.from as string) ?? fail(place, `it counts “${options.from}”, and there is no such resource`)
  for (const name of [
    options.by,
    options.sum,
    options.min,
    options.max,
    options.last,
    ...Object.keys(options.where ?? {}),
  ]) {
    if (name !== undefined && !source.fields[name]) fail(place, `“${options.from}” has no field “${name}”`)
  }
}

/** Fields that the declaration names elsewhere must be there. */
function checkPlaces(resource: AnyResource, fields: Fields): void {
  const has = (name: string) => Object.hasOwn(fields, name) || baseNames.has(name)
  const named: [place: string, name: string | undefined][] = [
    ['sort', resource.sort[0]],
    ['own', resource.own],
    ['shared', resource.shared],
    ['when', resource.when],
    ['layout', resource.layout?.by],
    ...(resource.rules ?? []).map(rule => ['rules', rule.field] as [string, string]),
    ...(resource.unique ?? []).flat().map(name => ['unique', name] as [string, string]),
  ]
  for (const [place, name] of named) {
    if (name !== undefined && !has(name))
      fail(`${resource.name}.${name}`, `“${place}” names it, but it is not declared`)
  }
  for (const name of Object.keys(fields))
    if (baseNames.has(name)) fail(`${resource.name}.${name}`, 'every record has this already')
  const hasCustom = Object.values(fields).some(field => field.kind === 'custom')
  if (hasCustom !== Boolean(resource.extensible)) {
    fail(`${resource.name}.properties`, 'an extensible resource has “properties: custom()”, and only such a one')
  }
  if (hasCustom && fields.properties?.kind !== 'custom')
    fail(`${resource.name}.properties`, 'custom() is called “properties”')
  const ownReach = [resource.access.read, resource.access.write, resource.access.delete].some(grants =>
    Object.values(grants ?? {}).includes('own'),
  )
  if (ownReach && !resource.own)
    fail(`${resource.name}.own`, 'somebody may see their own only, and nothing says whose a record is')
}

function fail(place: string, sentence: string): never {
  throw new Error(`${place}: ${sentence}.`)
}
