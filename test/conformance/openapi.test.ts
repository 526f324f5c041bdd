/** The OpenAPI document as it is served: valid, and true. Every resource is tried against it. */
import { type AnyResource, type Fields, register, resourceNamed, takenNames } from '@dormouse/model'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectionSpecs } from '../../api/collections.ts'
import { type Asking, type Server, startServer } from '../api/server.ts'
import { type Document, describedBy } from './document.ts'
import { providerFor } from './provider.ts'
import { type Sampler, sampler } from './sampler.ts'

let server: Server
let samples: Sampler
let document: Document
let wrong: ReturnType<typeof describedBy>
beforeAll(async () => {
  server = await startServer()
  samples = sampler(server, await providerFor(server, 'root'))
  await samples.make(
    'properties',
    { bare: true },
    { key: 'zebraSize', kind: 'choice', options: { choices: ['S', 'M'] } },
  )
  document = (await server.ask('GET', '/api/openapi.json', { as: 'root' })).body
  wrong = describedBy(document)
})
afterAll(() => server.close())

/** Asks as root, and expects the answer to be as the document says. */
async function ask(method: string, path: string, parameters: Record<string, string> = {}, asking: Asking = {}) {
  const address = path.replace(/\{(\w+)\}/g, (_, name) => parameters[name] ?? '')
  const { status, body } = await server.ask(method, `/api${address}`, { as: 'root', ...asking })
  expect({ method, path, status, wrong: wrong({ method, path, status, body }) }).toEqual({
    method,
    path,
    status,
    wrong: [],
  })
  return { status, body }
}

describe('the OpenAPI document', () => {
  it('is valid, with the fields that staff added and, for strangers, without them', async () => {
    const strangers = (await server.ask('GET', '/api/openapi.json')).body
    expect(JSON.stringify(document)).toContain('zebraSize')
    expect(JSON.stringify(strangers)).not.toContain('zebraSize')
    for (const each of [document, strangers]) {
      const { valid, errors } = await new Validator().validate(structuredClone(each))
      expect({ valid, errors }).toEqual({ valid: true, errors: undefined })
    }
  })

  it('has every route, and no other', () => {
    const described = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item)
        .filter(key => key !== 'servers')
        .map(method => `${method} ${path}`),
    )
    const routes = server.routes.map(({ method, path }) => `${method} ${path.replace(/[:*]([A-Za-z]\w*)/g, '{$1}')}`)
    expect(described.sort()).toEqual([...new Set(routes)].sort())
  })

  it('leaves no resource a name that something else has', () => {
    const addresses = server.routes.map(({ path }) => path.split('/')[1] ?? '').filter(word => /^[a-z]\w*$/i.test(word))
    const others = [...addresses, ...collectionSpecs.map(({ name }) => name)].filter(name => !resourceNamed(name))
    expect(
      others.filter(name => !takenNames.has(name)),
      'say so in takenNames (api/model/check.ts)',
    ).toEqual([])
  })

  it.each(register)('is true of $name', async (resource: AnyResource) => {
    const [list, one] = [`/${resource.name}`, `/${resource.name}/{id}`]
    const id = await samples.make(resource.name)
    const { body: record } = await ask('GET', one, { id })
    await ask('GET', list)
    await ask('GET', one, { id: 'nobody' })
    await ask('PUT', one, { id }, { body: record })
    await ask('PATCH', one, { id }, { body: { nonsense: 1 } })
    const stale = { 'If-Match': '"0"' }
    await ask('PUT', one, { id }, { body: changeable(resource, record), headers: stale })
    if (samples.creatable(resource)) {
      const { status } = await ask('POST', list, {}, { body: await samples.values(resource, { bare: true }) })
      expect(status).toBe(201)
    }
    const operations = [
      { op: 'update', id, patch: {} },
      { op: 'update', id: 'nobody', patch: {} },
    ]
    await ask('POST', `${list}/_bulk`, {}, { body: { operations } })
    for (const action of Object.keys(resource.actions ?? {}))
      await ask('POST', `${one}/${action}`, { id }, { body: {} })
    const { body: removed } = await ask('DELETE', one, { id })
    expect(removed.id ?? removed.message).toBeDefined()
  })

  it('is read on a page of its own', async () => {
    const page = await server.ask('GET', '/api/docs')
    expect(page.status).toBe(200)
    for (const { name } of register) expect(page.text).toContain(name)
  })
})

const changeable = (resource: AnyResource, record: Record<string, unknown>) => {
  const [name] = Object.entries(resource.fields as Fields).find(([, { options }]) => !options.readOnly) ?? ['']
  return name === '' ? {} : { [name]: record[name] }
}
