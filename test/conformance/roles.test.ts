/**
 * Who may do what, for every resource and every role there is: what a declaration grants works on real records, what it
 * does not grant is refused, and a refusal, looked at again as root, has changed nothing.
 */
import {
  type AnyResource,
  at,
  type Fields,
  fieldReadable,
  included,
  leaves,
  type Reach,
  type Role,
  reach,
  register,
  same,
  type Verb,
} from '@dormouse/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Server, startServer } from '../api/server.ts'
import { type Provider, providerFor, refusalOf } from './provider.ts'
import { type Sampler, sampler, type Values } from './sampler.ts'

let server: Server
let samples: Sampler
const providers = {} as Record<Role, Provider>
const roles = ['root', 'admin', 'staff', 'agent', 'viewer'] as const satisfies readonly Role[]
beforeAll(async () => {
  server = await startServer()
  for (const role of roles) providers[role] = await providerFor(server, role)
  samples = sampler(server, providers.root)
})
afterAll(async () => {
  await server.close()
  expect(server.faults).toEqual([])
})

type Row = Values & { id: string }
const everybody = register.flatMap(resource => roles.map(role => ({ resource, name: resource.name, role })))

describe.each(everybody)('$role and $name', ({ resource, name, role }) => {
  const may = (verb: Verb): Reach | undefined => reach(resource.access, verb, role)
  const provider = () => providers[role]
  const read = async (id: string): Promise<Row | undefined> =>
    (await providers.root.getMany<Row>(name, { ids: [id] })).data[0]
  /** Somebody else's. Agents are many, so theirs is another agent's. */
  const theirs = () => samples.make(name, { owner: role === 'agent' ? 'agent2' : 'agent' })
  const mine = () => samples.make(name, { owner: role })

  it('sees what is granted, and hears nothing of the rest', async () => {
    const [own, other] = [await mine(), await theirs()]
    const seen = may('read') === 'all' ? [own, other] : may('read') === 'own' ? [own] : []
    const list = provider().getList<Row>(name, {
      filter: { id: [own, other] },
      sort: { field: 'id', order: 'ASC' },
      pagination: { page: 1, perPage: 10 },
    })
    if (!may('read')) {
      expect(await refusalOf(list)).toMatchObject({ status: 403 })
      expect(await refusalOf(provider().getOne(name, { id: own }))).toMatchObject({ status: 403 })
      return
    }
    expect(new Set((await list).data.map(({ id }) => id))).toEqual(new Set(seen))
    expect((await list).total).toBe(new Set(seen).size)
    for (const id of [own, other]) {
      const one = provider().getOne<Row>(name, { id })
      if (!seen.includes(id)) expect(await refusalOf(one)).toMatchObject({ status: 404 })
      else for (const path of hidden(resource, role)) expect(at((await one).data, path)).toBeUndefined()
    }
  })

  it('makes what is granted', async () => {
    if (!samples.creatable(resource)) return
    const id = `made-by-${role}-${name}`
    const data = { ...(await samples.values(resource, { owner: role, bare: true })), id }
    const making = provider().create<Row>(name, { data })
    if (!may('write')) {
      expect(await refusalOf(making)).toMatchObject({ status: 403 })
      expect(await read(id)).toBeUndefined()
      return
    }
    expect((await making).data.id).toBe(id)
    expect(await read(id)).toMatchObject({ id, createdBy: role })
  })

  it('changes what is granted', async () => {
    if (!samples.routeFor('put', `/${name}/:id`)) return
    for (const { id, allowed } of await targets('write')) {
      const data = await change(resource, (await read(id)) as Row)
      const before = await read(id)
      const changing = provider().update(name, { id, data, previousData: { id } })
      if (allowed) {
        expect((await changing).data).toMatchObject(data)
        continue
      }
      expect([403, 404]).toContain((await refusalOf(changing)).status)
      expect(await read(id)).toEqual(before)
    }
  })

  it('removes what is granted', async () => {
    if (!samples.routeFor('delete', `/${name}/:id`)) return
    for (const { id, allowed } of await targets('delete')) {
      const before = (await read(id)) as Row
      const removing = provider().delete(name, { id, previousData: before })
      if (allowed) {
        expect((await removing).data.id).toBe(id)
        expect(await read(id)).toBeUndefined()
        continue
      }
      expect([403, 404]).toContain((await refusalOf(removing)).status)
      expect(await read(id)).toEqual(before)
    }
  })

  it('does with it what is granted', async () => {
    for (const [action, declared] of Object.entries(resource.actions ?? {})) {
      const id = resource.own === 'id' ? await samples.make(name) : await mine()
      const before = await read(id)
      const body = { nonsense: 1 }
      const { status } = await server.ask('POST', `/api/${name}/${id}/${action}`, { as: role, body })
      // Whoever may is told of the mistake in the request; whoever may not is told that.
      expect([action, status]).toEqual([action, included(declared.access, role) && may('read') ? 400 : 403])
      expect(await read(id)).toEqual(before)
    }
  })

  /** One's own and somebody else's, with what is granted. A record that is oneself is not for trying. */
  async function targets(verb: Verb): Promise<{ id: string; allowed: boolean }[]> {
    if (resource.single) return [{ id: await samples.make(name), allowed: may(verb) === 'all' }]
    const own = resource.own && resource.own !== 'id' ? [{ id: await mine(), allowed: may(verb) !== undefined }] : []
    const other = resource.own === 'id' ? await samples.make(name) : await theirs()
    return [...own, { id: other, allowed: may(verb) === 'all' }]
  }
})

const hidden = (resource: AnyResource, role: Role): string[] =>
  leaves(resource)
    .filter(({ field }) => !fieldReadable(field, role))
    .map(({ path }) => path)

/** Something that root could change about the record, and that stays whose it is. */
async function change(resource: AnyResource, record: Row): Promise<Values> {
  const { root } = providers
  for (const [name, field] of Object.entries(resource.fields as Fields)) {
    if (field.options.readOnly || field.options.immutable || field.kind === 'custom' || name === resource.own) continue
    for (const value of await samples.others(field, record[name] ?? null)) {
      const params = { id: record.id, previousData: record }
      const answer = await root.update(resource.name, { ...params, data: { [name]: value } }).catch(() => undefined)
      if (!answer || same(answer.data[name], record[name])) continue
      await root.update(resource.name, { ...params, data: { [name]: record[name] } })
      return { [name]: value }
    }
  }
  return {}
}
