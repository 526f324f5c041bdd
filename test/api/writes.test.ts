/** What a write promises beyond its answer: repeating it, waiting for it, reading it back. */
import { afterEach, describe, expect, test } from 'vitest'
import { type Server, startServer } from './server.ts'

let server: Server
afterEach(async () => {
  await server.close()
  expect(server.faults).toEqual([])
})

describe('an Idempotency-Key', () => {
  test('makes a repeated create answer with the same record, and counts once', async () => {
    server = await startServer()
    const wish = { as: 'staff', body: { firstName: 'Ann' }, headers: { 'Idempotency-Key': 'k1' } } as const
    const [first, second] = [
      await server.ask('POST', '/api/contacts', wish),
      await server.ask('POST', '/api/contacts', wish),
    ]
    expect(second.status).toBe(first.status)
    expect(second.body).toEqual(first.body)
    const list = await server.ask('GET', '/api/contacts', { as: 'staff' })
    expect(list.headers.get('x-total-count')).toBe('1')
  })

  test('that comes with another body is a conflict, without the record', async () => {
    server = await startServer()
    const headers = { 'Idempotency-Key': 'k2' }
    await server.ask('POST', '/api/contacts', { as: 'staff', body: { firstName: 'Ann' }, headers })
    const other = await server.ask('POST', '/api/contacts', { as: 'staff', body: { firstName: 'Bob' }, headers })
    expect(other.status).toBe(409)
    expect(other.text).not.toContain('Ann')
  })

  test('that comes to another address is a conflict, and nothing happens there', async () => {
    server = await startServer()
    const asStaff = { as: 'staff', headers: { 'Idempotency-Key': 'k4' } } as const
    for (const resource of ['contacts', 'segments'])
      await server.ask('POST', `/api/${resource}`, {
        as: 'staff',
        body: { id: 'twin', ...(resource === 'contacts' ? {} : { name: 'x' }) },
      })
    expect((await server.ask('DELETE', '/api/contacts/twin', asStaff)).status).toBe(200)
    expect((await server.ask('DELETE', '/api/segments/twin', asStaff)).status).toBe(409)
    expect((await server.ask('GET', '/api/segments/twin', { as: 'root' })).status).toBe(200)
  })

  test('is each person’s own', async () => {
    server = await startServer()
    const wish = { body: { firstName: 'Ann' }, headers: { 'Idempotency-Key': 'k3' } }
    const [one, other] = [
      await server.ask('POST', '/api/contacts', { as: 'staff', ...wish }),
      await server.ask('POST', '/api/contacts', { as: 'admin', ...wish }),
    ]
    expect(other.body.id).not.toBe(one.body.id)
  })
})

describe('a write that takes longer than eight seconds', () => {
  test('is answered with 202 and where to ask, and there with what it would have answered', async () => {
    server = await startServer({ staffed: true })
    await server.signIn('staff')
    await server.signIn('agent')
    await server.stopWriter()
    const body = { id: 'slow', firstName: 'Slow' }
    const taken = await server.ask('POST', '/api/contacts', { as: 'staff', body })
    expect(taken.status).toBe(202)
    expect(taken.body).toEqual({ id: 'slow', firstName: 'Slow', pending: true })
    const where = taken.headers.get('location') ?? ''
    expect(where).toMatch(/^\/api\/commands\/[\w-]+$/)
    expect((await server.ask('GET', where, { as: 'staff' })).body).toMatchObject({ pending: true })
    server.startWriter()
    const outcome = async () => (await server.ask('GET', where, { as: 'staff' })).body
    await expect.poll(outcome, { timeout: 5_000 }).toMatchObject({ id: 'slow', firstName: 'Slow', version: 1 })
    expect((await server.ask('GET', where, { as: 'agent' })).status).toBe(404)
    expect((await server.ask('GET', where, { as: 'root' })).status).toBe(200)
  }, 30_000)

  test('that was refused says so there', async () => {
    server = await startServer()
    const sent = await server.submit({
      type: 'create',
      actor: { id: 'staff', role: 'staff' },
      input: { resource: 'contacts', id: 'x', values: { email: 'no address' } },
    })
    const reply = await server.ask('GET', `/api/commands/${sent.id}`, { as: 'staff' })
    expect(reply.status).toBe(400)
    expect(reply.body.errors.email).toBeTruthy()
  })
})

describe('reading back', () => {
  test('a write is seen by the next read, whose sequence is never smaller', async () => {
    server = await startServer()
    let last = 0
    for (let at = 0; at < 20; at++) {
      const made = await server.ask('POST', '/api/contacts', {
        as: 'staff',
        body: { id: `c${at}`, lastName: `L${at}` },
      })
      const wrote = Number(made.headers.get('x-sequence'))
      const list = await server.ask('GET', '/api/contacts?range=[0,0]', { as: 'staff' })
      expect(list.headers.get('x-total-count')).toBe(String(at + 1))
      expect(wrote).toBeGreaterThan(last)
      expect(Number(list.headers.get('x-sequence'))).toBeGreaterThanOrEqual(wrote)
      last = wrote
    }
  })

  test('fifty at once are all there, and each was told its own record', async () => {
    server = await startServer()
    await server.signIn('staff')
    const ids = Array.from({ length: 50 }, (_, at) => `m${at}`)
    const made = await Promise.all(
      ids.map(id => server.ask('POST', '/api/contacts', { as: 'staff', body: { id, lastName: id } })),
    )
    expect(made.map(({ body }) => body.lastName)).toEqual(ids)
    expect((await server.ask('GET', '/api/contacts', { as: 'staff' })).headers.get('x-total-count')).toBe('50')
  })
})

describe('putting back', () => {
  test('restores what a field was, with a row of its own in the history', async () => {
    server = await startServer()
    await server.ask('POST', '/api/contacts', { as: 'staff', body: { id: 'ann', address: { city: 'Leeds' } } })
    await server.ask('PATCH', '/api/contacts/ann', { as: 'staff', body: { address: { city: 'York' } } })
    const path = `/api/changes?filter=${encodeURIComponent(JSON.stringify({ resource: 'contacts', recordId: 'ann' }))}`
    const [change] = (await server.ask('GET', path, { as: 'viewer' })).body
    expect(change).toMatchObject({ field: 'address.city', from: 'Leeds', to: 'York', by: 'staff' })
    expect((await server.ask('POST', `/api/changes/${change.id}/restore`, { as: 'viewer' })).status).toBe(403)
    expect((await server.ask('POST', `/api/changes/${change.id}/restore`, { as: 'agent' })).status).toBe(404)
    const back = await server.ask('POST', `/api/changes/${change.id}/restore`, { as: 'admin' })
    expect(back.body).toMatchObject({ id: 'ann', address: { city: 'Leeds' }, version: 3 })
    const rows = (await server.ask('GET', path, { as: 'viewer' })).body
    expect(rows[0]).toMatchObject({ field: 'address.city', from: 'York', to: 'Leeds', by: 'admin' })
    expect(rows.at(-1)).toMatchObject({ field: null, to: 'made' })
  })
})
