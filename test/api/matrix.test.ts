/**
 * Role × resource × route: whatever a declaration does not grant is refused, and refused without effect. The table comes
 * from the register and the routes, so a new resource is covered unasked.
 */
import { type AnyResource, type Role, reach, register, type Verb } from '@dormouse/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeSample } from './sample.ts'
import { type Person, people, type Server, startServer } from './server.ts'

let server: Server
beforeAll(async () => {
  server = await startServer()
  await writeSample(server)
})
afterAll(async () => {
  await server.close()
  expect(server.faults).toEqual([])
})

const roles = Object.keys(people).filter(each => each !== 'agent2') as Person[]
const verbs: { verb: Verb; method: string; path: string; body?: object }[] = [
  { verb: 'read', method: 'GET', path: '' },
  { verb: 'read', method: 'GET', path: '/_export' },
  { verb: 'read', method: 'GET', path: '/nobody' },
  { verb: 'write', method: 'POST', path: '', body: {} },
  { verb: 'write', method: 'PUT', path: '/nobody', body: {} },
  { verb: 'write', method: 'PATCH', path: '/nobody', body: {} },
  { verb: 'write', method: 'POST', path: '/_bulk', body: { operations: [{ op: 'update', id: 'nobody', patch: {} }] } },
  { verb: 'delete', method: 'DELETE', path: '/nobody' },
]
const cells = register.flatMap(resource =>
  roles.flatMap(as => verbs.map(each => ({ resource, as, address: `/api/${resource.name}${each.path}`, ...each }))),
)

const granted = (resource: AnyResource, verb: Verb, as: Person) =>
  reach(resource.access, verb, people[as] as Role) !== undefined

/** Everything an observer could see change, but what signing in and exporting leave behind. */
const state = () =>
  server.reader.read({ collections: register.filter(each => !each.layout).map(({ name }) => name) }, view =>
    register
      .filter(each => !each.layout && each.name !== 'logs' && each.name !== 'staff')
      .map(({ name }) => [...view.table(name).values()]),
  )

describe('what a declaration does not grant is refused without effect', () => {
  const forbidden = cells.filter(({ resource, verb, as }) => !granted(resource, verb, as))
  test.each(forbidden)('$as: $method $address', async ({ resource, as, method, path, body }) => {
    const before = await state()
    const reply = await server.ask(method, `/api/${resource.name}${path}`, { as, body })
    expect([403, 404]).toContain(reply.status)
    expect(reply.body).not.toHaveProperty('id')
    expect(await state()).toEqual(before)
  })
})

describe('what a declaration grants is not refused for the role', () => {
  const allowed = cells.filter(({ resource, verb, as }) => granted(resource, verb, as))
  test.each(allowed)('$as: $method $address', async ({ resource, as, method, path, body }) => {
    const reply = await server.ask(method, `/api/${resource.name}${path}`, { as, body })
    const isThere = path === '' || path.startsWith('/_')
    const singles = resource.single && ((method === 'POST' && path === '') || method === 'DELETE')
    if (method === 'GET' && isThere) expect(reply.status, reply.text).toBe(200)
    else if (!isThere || singles) expect(reply.status, reply.text).toBe(404)
    else expect([200, 201, 400, 404, 422], reply.text).toContain(reply.status)
  })
})

describe('without a token', () => {
  test('every route that is not public asks for one', async () => {
    for (const route of server.routes) {
      if (route.access === 'public') continue
      const path = `/api${route.path.replace(/[:*](\w+)/g, 'x')}`
      const reply = await server.ask(route.method.toUpperCase(), path)
      expect(reply.status, `${route.method} ${path}`).toBe(401)
    }
  })

  test('the public routes are these and no others', () => {
    const open = server.routes
      .filter(({ access }) => access === 'public')
      .map(({ method, path }) => `${method} ${path}`)
    expect(open.filter(each => !each.includes(' /u/')).sort()).toEqual(
      [
        'get /health',
        'get /auth/options',
        'post /auth/login',
        'post /auth/setup',
        'post /auth/accept',
        'get /openapi.json',
        'get /docs',
        'get /docs/style.css',
        'post /uploads/:id',
      ].sort(),
    )
  })
})
