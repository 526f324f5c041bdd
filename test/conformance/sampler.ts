/**
 * Records of any resource, made from its declaration alone: what they refer to is made first, what no two records may
 * share differs, and where a rule refuses an example, its answer names the field and the sample goes on without it.
 */
import {
  type AnyResource,
  at,
  createSchema,
  effective,
  exampleOf,
  type Field,
  type Fields,
  type Json,
  kindOf,
  leafAt,
  type Ownership,
  ownershipOf,
  resourceNamed,
  validate,
  withAt,
} from '@dormouse/model'
import type { Person, Server } from '../api/server.ts'
import { projected } from './projected.ts'
import type { Provider, Refusal } from './provider.ts'

export type Values = Record<string, Json>

export interface Sampling {
  /** Whose it is, where records are somebody's. */
  owner?: Person
  /** Without what may be left out. */
  bare?: boolean
  /** Past REST, as the product itself writes: fields that nobody may send have values, too. */
  trusted?: boolean
}

const refusalsMax = 20
const dayMs = 86_400_000

export type Sampler = ReturnType<typeof sampler>

export function sampler(server: Server, root: Provider) {
  let number = 0

  const routeFor = (method: string, path: string) =>
    server.routes.find(route => route.method === method && route.path === path)

  /** Whether records of it are made by a POST of JSON. */
  function creatable({ name }: AnyResource): boolean {
    const route = routeFor('post', `/${name}`)
    return route !== undefined && route.body !== 'raw'
  }

  /** A whole body for a create. */
  async function values(resource: AnyResource, sampling: Sampling = {}): Promise<Values> {
    const result: Values = {}
    for (const [name, field] of Object.entries(resource.fields as Fields)) {
      const { readOnly, required } = field.options
      if (field.kind === 'rollup' || field.kind === 'computed' || field.kind === 'custom') continue
      if ((readOnly && !sampling.trusted) || (sampling.bare && !required)) continue
      result[name] = await sampleOf(field)
    }
    const owned = await withOwner(resource, result, sampling)
    return sampling.trusted ? owned : fitting(resource, owned)
  }

  /** Another value of the field each time it is asked for. */
  async function sampleOf(field: Field): Promise<Json> {
    const { kind, options } = effective(field)
    const { to, pipeline, refers, fields } = options as {
      to?: string
      pipeline?: string
      refers?: object
      fields?: Fields
    }
    if (to) {
      const id = to === 'staff' ? 'staff' : await make(to, { bare: true }, pipeline ? { pipeline } : {})
      return kind === 'refs' ? [id] : id
    }
    if (refers) {
      const [name = ''] = choicesOf(fields?.resource)
      return { resource: name, id: await make(name, { bare: true }) }
    }
    if (fields) {
      const parts: Values = {}
      for (const [name, part] of Object.entries(fields)) parts[name] = await sampleOf(part)
      return parts
    }
    number += 1
    return varied(field, number)
  }

  /** Values that the field does not have at present, where it can have several. */
  async function others(field: Field, present: Json): Promise<Json[]> {
    if (field.kind === 'flag') return [present !== true]
    if (field.kind === 'choice') return choicesOf(field).filter(choice => choice !== present)
    return [await sampleOf(field)]
  }

  async function withOwner(resource: AnyResource, sample: Values, { owner }: Sampling): Promise<Values> {
    const ownership: Ownership | undefined = owner && ownershipOf(resource)
    if (!owner || !ownership || ownership.kind === 'self') return sample
    if (ownership.kind === 'staff') return withAt(sample, ownership.path, owner)
    if (ownership.kind === 'record')
      return withAt(sample, ownership.path, await make(ownership.to, { owner, bare: true }))
    const named =
      choicesOf(leafAt(resource, ownership.resourcePath)?.field).find(name => resourceNamed(name)?.own) ?? ''
    const id = await make(named, { owner, bare: true })
    return withAt(withAt(sample, ownership.resourcePath, named), ownership.idPath, id)
  }

  /** Makes one and answers its id. */
  async function make(name: string, sampling: Sampling = {}, given: Values = {}): Promise<string> {
    const resource = resourceNamed(name) as AnyResource
    const ownership = ownershipOf(resource)
    if (sampling.owner && ownership?.kind === 'self') return sampling.owner
    if (resource.layout?.kind === 'sharded') return makeProjected(resource, sampling)
    const path = ownership && 'path' in ownership ? ownership.path : ''
    const unsaid = sampling.owner !== undefined && leafAt(resource, path)?.field.options.readOnly === true
    if (!resource.single && (!creatable(resource) || unsaid))
      return write(resource, { ...sampling, trusted: true }, given)
    const sample = { ...(await values(resource, sampling)), ...given }
    const { answer } = await sendUntilTaken(resource, sample, data =>
      resource.single
        ? root.update(name, { id: resource.single, data, previousData: { id: resource.single } })
        : root.create(name, { data }),
    )
    return String(answer.data.id)
  }

  /** Sends the sample, without what a rule refuses, until it is taken. */
  async function sendUntilTaken<T>(resource: AnyResource, sample: Values, send: (sample: Values) => Promise<T>) {
    let sent = sample
    for (let turn = 0; turn < refusalsMax; turn++) {
      const answer = await send(sent).catch((error: Refusal) => error)
      if (!(answer instanceof Error)) return { sent, answer: answer as T }
      sent = withoutRefused(resource, sent, answer as unknown as Refusal)
    }
    throw new Error(`${resource.name}: no example is accepted.`)
  }

  async function write(resource: AnyResource, sampling: Sampling, given: Values): Promise<string> {
    const sample = { ...(await values(resource, sampling)), ...given }
    const id = resource.layout ? joined(resource, sample) : `sample-${++number}`
    await server.write([{ resource: resource.name, op: 'create', id, values: sample }])
    return id
  }

  async function makeProjected(resource: AnyResource, sampling: Sampling): Promise<string> {
    const come = projected[resource.name]
    if (!come) throw new Error(`${resource.name}: say in projected.ts what makes a row of it.`)
    return come({ make, server }, sampling)
  }

  return { values, others, make, sendUntilTaken, creatable, routeFor }
}

/** A required field that is refused can't be left out: then the declaration and its rules contradict each other. */
function withoutRefused(resource: AnyResource, sent: Values, { body }: Refusal): Values {
  let result = sent
  for (const path of Object.keys(body.errors ?? {})) {
    const [name = ''] = path.split('.')
    if (!Object.hasOwn(sent, name) || (resource.fields as Fields)[name]?.options.required) continue
    result = path === name ? without(result, name) : withAt(result, path, null)
  }
  if (JSON.stringify(result) === JSON.stringify(sent))
    throw new Error(`${resource.name}: not taken: ${JSON.stringify(body)}`)
  return result
}

const without = (values: Values, name: string): Values =>
  Object.fromEntries(Object.entries(values).filter(([key]) => key !== name))

function fitting(resource: AnyResource, sample: Values): Values {
  const checked = validate<Values>(createSchema(resource), sample)
  if (checked.ok) return sample
  const [[path, sentence] = []] = Object.entries(checked.errors)
  throw new Error(
    `${resource.name}.${path}: its example is refused; the declaration can name one (example). ${sentence}`,
  )
}

/** Rows of a ledger are called after what they join: `<campaignId>_<contactId>`. */
const joined = (resource: AnyResource, sample: Values): string =>
  Object.entries(resource.fields as Fields)
    .filter(([, { kind, options }]) => kind === 'ref' && options.required)
    .map(([name]) => String(sample[name]))
    .join('_')

const choicesOf = (field: Field | undefined): readonly string[] =>
  (field?.options as { choices?: readonly string[] } | undefined)?.choices ?? []

/** The example of the field, changed so that it is another one, where nothing is wrong with another one. */
function varied(field: Field, number: number): Json {
  const example = exampleOf(field)
  const { initial, unique } = field.options
  if (initial !== undefined && !unique) return example
  const { kind } = effective(field)
  const schema = kindOf(field).schema(effective(field).options)
  const fits = (value: Json) => schema.safeParse(value).success
  return candidates(kind, example, number).find(fits) ?? example
}

/** Moments that are declared one after the other come one after the other. */
function candidates(kind: string, example: Json, number: number): Json[] {
  if (kind === 'dateTime') return [new Date(Date.parse(String(example)) + number * dayMs).toISOString()]
  if (kind === 'date') return [new Date(Date.parse(String(example)) + number * dayMs).toISOString().slice(0, 10)]
  if (kind === 'money') return [{ ...(example as Values), amount: Number(at(example as Values, 'amount')) + number }]
  if (kind === 'email') return [`sample${number}@example.org`]
  if (kind === 'phone') return [`+44 20 7946 ${String(number).padStart(4, '0')}`]
  if (kind === 'tags') return [[`tag ${number}`, 'choir']]
  if (typeof example === 'number') return [example + number, example + (number % 7)]
  if (kind === 'text' || kind === 'longText' || kind === 'slug' || kind === 'url')
    return [`${example} ${number}`, `${example}-${number}`, `${example}${number}`]
  return []
}
