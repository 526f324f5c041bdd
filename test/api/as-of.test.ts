/** The past over HTTP: what was there then, at today's rights, and nothing of who was erased. */
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isoOf, systemClock } from '../../api/clock.ts'
import { writeSample } from './sample.ts'
import { type Server, startServer } from './server.ts'

let server: Server
let then: string

beforeAll(async () => {
  server = await startServer()
  await writeSample(server)
  await wait(5)
  then = isoOf(systemClock.nowMs())
  await wait(5)
  await server.write([
    { resource: 'contacts', op: 'update', id: 'ann', values: { lastName: 'Butcher', address: { country: 'FR' } } },
    { resource: 'contacts', op: 'create', id: 'dee', values: { firstName: 'Dee', ownerId: 'agent' } },
    { resource: 'contacts', op: 'delete', id: 'cid', values: {} },
    { resource: 'segments', op: 'update', id: 'york', values: { name: 'Near York' } },
  ])
})
afterAll(async () => {
  await server.close()
  expect(server.faults).toEqual([])
})

const at = (path: string) => `${path}${path.includes('?') ? '&' : '?'}asOf=${encodeURIComponent(then)}`
const ids = (reply: { body: { id: string }[] }) => reply.body.map(({ id }) => id)

describe('asOf', () => {
  test('shows a list as it was: changed, made since and gone since', async () => {
    const reply = await server.ask('GET', at('/api/contacts?sort=["id","ASC"]'), { as: 'staff' })
    expect(ids(reply)).toEqual(['ann', 'bob', 'cid'])
    expect(reply.body[0]).toMatchObject({ lastName: 'Archer', address: { country: 'GB', city: 'York' } })
    expect(reply.headers.get('x-total-count')).toBe('3')
    const groups = await server.ask('GET', at('/api/segments'), { as: 'viewer' })
    expect(groups.body).toContainEqual(expect.objectContaining({ id: 'york', name: 'People in York' }))
  })

  test('filters, searches, sorts and counts what was there then', async () => {
    const filter = encodeURIComponent(JSON.stringify({ 'address.country': 'GB' }))
    const british = await server.ask('GET', at(`/api/contacts?filter=${filter}&sort=["id","DESC"]`), { as: 'staff' })
    expect(ids(british)).toEqual(['cid', 'ann'])
    const search = encodeURIComponent(JSON.stringify({ q: 'archer' }))
    expect(ids(await server.ask('GET', at(`/api/contacts?filter=${search}`), { as: 'staff' }))).toEqual(['ann'])
    expect(ids(await server.ask('GET', `/api/contacts?filter=${search}`, { as: 'staff' }))).toEqual([])
  })

  test('shows one record as it was, the gone one too, and none that was not there', async () => {
    expect((await server.ask('GET', at('/api/contacts/ann'), { as: 'staff' })).body).toMatchObject({
      lastName: 'Archer',
      version: 1,
    })
    expect((await server.ask('GET', at('/api/contacts/cid'), { as: 'staff' })).status).toBe(200)
    expect((await server.ask('GET', '/api/contacts/cid', { as: 'staff' })).status).toBe(404)
    expect((await server.ask('GET', at('/api/contacts/dee'), { as: 'staff' })).status).toBe(404)
  })

  test('goes by today’s rights: a client that changed hands is seen by whoever has them now', async () => {
    await server.write([{ resource: 'contacts', op: 'update', id: 'ann', values: { ownerId: 'agent2' } }])
    expect(ids(await server.ask('GET', at('/api/contacts'), { as: 'agent' }))).toEqual([])
    expect(ids(await server.ask('GET', at('/api/contacts?sort=["id","ASC"]'), { as: 'agent2' }))).toEqual([
      'ann',
      'bob',
    ])
    expect((await server.ask('GET', at('/api/contacts/ann'), { as: 'agent' })).status).toBe(404)
    expect((await server.ask('GET', at('/api/segments'), { as: 'agent' })).status).toBe(403)
  })

  test('is refused in a sentence where it means nothing', async () => {
    const sentence = async (path: string, status: number) => {
      const reply = await server.ask('GET', path, { as: 'root' })
      expect(reply.status, reply.text).toBe(status)
      return reply.body.message
    }
    expect(await sentence(at('/api/leads'), 422)).toMatch('Only contacts and groups')
    expect(await sentence(at('/api/templates/hello'), 422)).toMatch('Only contacts and groups')
    expect(await sentence('/api/contacts?asOf=yesterday', 400)).toMatch('asOf is a moment')
    expect(await sentence('/api/contacts?asOf=2999-01-01T00:00:00Z', 400)).toMatch('future')
    expect(await sentence('/api/contacts?asOf=1999-01-01T00:00:00Z', 422)).toMatch('these data begin on')
    const counting = { match: { combinator: 'and', rules: [{ relation: 'attendances', count: { '>=': 1 } }] } }
    const filter = encodeURIComponent(JSON.stringify(counting))
    expect(await sentence(at(`/api/contacts?filter=${filter}`), 400)).toMatch('looks at today')
    expect(await sentence('/api/contacts/_export?asOf=2026-01-01T00:00:00Z', 400)).toMatch('no parameter')
  })
})
