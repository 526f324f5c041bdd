/**
 * How records are made, changed and removed, for every resource there is: react-admin's simple REST provider as it is, on
 * the running API. What a declaration does not offer is refused without effect.
 */
import {
  type AnyResource,
  created,
  createSchema,
  type Field,
  type Fields,
  type Json,
  leaves,
  register,
  same,
  validate,
} from '@dormouse/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Server, startServer } from '../api/server.ts'
import { type Provider, providerFor, refusalOf } from './provider.ts'
import { type Sampler, sampler, type Values } from './sampler.ts'

let server: Server
let samples: Sampler
let root: Provider
beforeAll(async () => {
  server = await startServer()
  root = await providerFor(server, 'root')
  samples = sampler(server, root)
})
afterAll(async () => {
  await server.close()
  expect(server.faults).toEqual([])
})

type Row = Values & { id: string; version: number }
const read = async (name: string, id: string): Promise<Row> => (await root.getOne(name, { id })).data as Row
const routes = (resource: AnyResource) => ({
  create: samples.creatable(resource),
  update: samples.routeFor('put', `/${resource.name}/:id`) !== undefined,
  delete: samples.routeFor('delete', `/${resource.name}/:id`) !== undefined,
})

/** Fields that a change may send. */
const editable = (resource: AnyResource): [string, Field][] =>
  Object.entries(resource.fields as Fields).filter(
    ([, { kind, options }]) => !options.readOnly && !options.immutable && kind !== 'custom',
  )

/** Paths of what nobody may send. */
const kept = (resource: AnyResource): string[] =>
  leaves(resource)
    .filter(({ field }) => field.options.readOnly)
    .map(({ path }) => path)

describe.each(register)('records of $name', resource => {
  const { name } = resource
  const update = (id: string, data: object) => root.update(name, { id, data, previousData: { id } })

  it('are made with the id and the values that the client gave, once', async () => {
    const sample = { ...(await samples.values(resource)), id: `given-${name}` }
    if (!routes(resource).create) {
      // What comes as a file (an import) has a route that takes files.
      const status = samples.routeFor('post', `/${name}`) ? 400 : 404
      expect(await refusalOf(root.create(name, { data: sample }))).toMatchObject({ status })
      expect(await refusalOf(root.getOne(name, { id: sample.id }))).toMatchObject({ status: 404 })
      return
    }
    const taken = await samples.sendUntilTaken(resource, sample, data => root.create<Row>(name, { data }))
    const { id, ...values } = taken.sent
    const made = taken.answer.data
    expect(made.id).toBe(id)
    const expected = created(resource, value(validate<Values>(createSchema(resource), values)))
    // An initial value says nothing yet, and the writer may know better: the next free position.
    const said = Object.keys(values).filter(field => !same(values[field], resource.fields[field]?.options.initial))
    for (const field of said) expect([field, made[field]]).toEqual([field, expected[field]])
    expect(await read(name, made.id)).toEqual(made)
    expect(await refusalOf(root.create(name, { data: taken.sent }))).toMatchObject({ status: 409 })
    expect(await read(name, made.id)).toEqual(made)
  })

  it('are changed by as many partial changes as there are, each leaving the rest alone', async () => {
    const id = await samples.make(name)
    if (!routes(resource).update) return refusedAsUnknown(update(id, {}))
    let before = await read(name, id)
    let changes = 0
    for (const [field, change] of await allChanges(before)) {
      const answer = await update(id, { [field]: change }).catch(error => error)
      const after = await read(name, id)
      if (answer instanceof Error) {
        expect(answer).toMatchObject({ body: { message: expect.stringMatching(/\w+.*\.$/) } })
        expect(after).toEqual(before)
        continue
      }
      expect(answer.data).toEqual(after)
      const others = editable(resource).filter(([other]) => other !== field)
      for (const [other] of others) expect([field, other, after[other]]).toEqual([field, other, before[other]])
      if (same(before[field], after[field])) continue
      expect(after.version).toBe(before.version + 1)
      changes += 1
      before = after
    }
    expect(changes > 0).toBe(editable(resource).length > 0)
  })

  it('can be sent back as they were read, and what nobody may send is not listened to', async () => {
    const id = await samples.make(name)
    if (!routes(resource).update) return
    const before = await read(name, id)
    expect((await update(id, before)).data).toEqual(before)
    const forged = await samples.values(resource, { trusted: true })
    const data = Object.fromEntries(Object.entries(forged).filter(([field]) => kept(resource).includes(field)))
    expect((await update(id, { ...data, version: 99, createdBy: 'nobody' })).data).toEqual(before)
  })

  it('refuse what they do not have, naming it', async () => {
    const id = await samples.make(name)
    const before = await read(name, id)
    const offers = routes(resource)
    const tries = [
      ...(offers.create ? [root.create(name, { data: { ...(await samples.values(resource)), nonsense: 1 } })] : []),
      ...(offers.update ? [update(id, { nonsense: 1 })] : []),
    ]
    for (const asking of tries)
      expect(await refusalOf(asking)).toMatchObject({ status: 400, body: { errors: { nonsense: expect.any(String) } } })
    expect(await read(name, id)).toEqual(before)
  })

  it('are not overwritten by whoever has not seen the newest version', async () => {
    const id = await samples.make(name)
    const [field, change] = (await possibleChange(id)) ?? []
    if (field === undefined) return
    const { data: record } = await root.update<Row>(name, { id, data: { [field]: change }, previousData: { id } })
    const put = (version: number) =>
      server.ask('PUT', `/api/${name}/${id}`, {
        as: 'root',
        body: { [field]: record[field] },
        headers: { 'If-Match': `"${version}"` },
      })
    const stale = await put(record.version - 1)
    expect(stale.status).toBe(409)
    expect(stale.body).toMatchObject({ message: expect.any(String), current: record })
    expect(await read(name, id)).toEqual(record)
    expect((await put(record.version)).status).toBe(200)
  })

  it('answer with themselves when they are removed', async () => {
    const id = await samples.make(name)
    const before = await read(name, id)
    const removal = root.delete(name, { id, previousData: before })
    if (!routes(resource).delete) {
      await refusedAsUnknown(removal)
      expect(await read(name, id)).toEqual(before)
      return
    }
    expect((await removal).data).toEqual(before)
    expect(await refusalOf(root.getOne(name, { id }))).toMatchObject({ status: 404 })
  })

  it('are changed and removed many at a time', async () => {
    const offers = routes(resource)
    const ids = resource.single ? [resource.single] : [await samples.make(name), await samples.make(name)]
    if (resource.single) await samples.make(name)
    const [field, value] = (await possibleChange(ids[0] as string)) ?? []
    if (field !== undefined) {
      expect((await root.updateMany(name, { ids, data: { [field]: value } })).data).toEqual(ids)
      for (const id of ids) expect(await read(name, id)).toMatchObject({ [field]: value })
    }
    if (!offers.delete) return refusedAsUnknown(root.deleteMany(name, { ids }))
    expect((await root.deleteMany(name, { ids })).data).toEqual(ids)
    expect((await root.getMany(name, { ids })).data).toEqual([])
  })

  it('are changed in one command, each operation with its own outcome', async () => {
    const offers = routes(resource)
    const [kept, gone] = [await samples.make(name), resource.single ? 'nobody' : await samples.make(name)]
    const [field, value] = (await possibleChange(kept)) ?? []
    const patch = field === undefined ? {} : { [field]: value ?? null }
    const operations = [
      { op: 'create', id: `bulk-${name}`, values: await samples.values(resource, { bare: true }) },
      { op: 'update', id: kept, patch },
      { op: 'update', id: 'nobody', patch: {} },
      { op: 'delete', id: gone },
    ]
    const reply = await server.ask('POST', `/api/${name}/_bulk`, { as: 'root', body: { operations } })
    if (!offers.update) return expect(reply.status).toBe(404)
    expect(reply.status, reply.text).toBe(200)
    expect(reply.body.outcomes.map((each: { ok: boolean }) => each.ok)).toEqual([
      offers.create,
      true,
      false,
      offers.delete,
    ])
    expect(await read(name, kept)).toMatchObject(patch)
  })

  /** Every value that could be tried, field by field. */
  async function allChanges(record: Row): Promise<[field: string, value: Json][]> {
    const changes: [string, Json][] = []
    for (const [field, declared] of editable(resource))
      for (const value of await samples.others(declared, record[field] ?? null)) changes.push([field, value])
    return changes
  }

  /** A change that is taken, and that several records may share: tried out, and taken back. */
  async function possibleChange(id: string): Promise<[field: string, value: Json] | undefined> {
    const before = await read(name, id)
    const alone = new Set<string>((resource.unique ?? []).flat())
    for (const [field, value] of routes(resource).update ? await allChanges(before) : []) {
      if (alone.has(field) || (resource.fields as Fields)[field]?.options.unique) continue
      const answer = await update(id, { [field]: value }).catch(() => undefined)
      if (!answer || same(answer.data[field], before[field])) continue
      await update(id, { [field]: before[field] })
      return [field, value]
    }
    return undefined
  }
})

/** Nobody may do this over REST, so there is nothing at the address. */
async function refusedAsUnknown(asking: Promise<unknown>): Promise<void> {
  expect(await refusalOf(asking)).toMatchObject({ status: 404 })
}

function value<T>(checked: { ok: true; value: T } | { ok: false; errors: object }): T {
  if (!checked.ok) throw new Error(JSON.stringify(checked.errors))
  return checked.value
}
