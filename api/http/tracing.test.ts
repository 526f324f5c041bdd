import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Server, startServer } from '../../test/api/server.ts'
import { traceToken } from '../mail/tracking.ts'

let server: Server
let campaignId: string
beforeAll(async () => {
  server = await startServer()
  const create = (resource: string, id: string, values: object) => ({ op: 'create', resource, id, values })
  await server.write([
    create('settings', 'settings', { organisation: 'The Wood', senderEmail: 'news@wood.example', trackOpens: true }),
    create('contacts', 'anna', { email: 'anna@example.org' }),
    create('templates', 'letter', {
      name: 'L',
      subject: 's',
      body: '<a href="https://shop.example/?a=1&amp;b=2">x</a>',
    }),
  ])
  const audience = { segmentIds: [], contactIds: ['anna'], exceptSegmentIds: [], exceptContactIds: [] }
  const made = await server.ask('POST', '/api/campaigns', {
    as: 'staff',
    body: { name: 'C', templateId: 'letter', audience },
  })
  campaignId = made.body.id
  expect((await server.ask('POST', `/api/campaigns/${campaignId}/send`, { as: 'staff', body: {} })).status).toBe(200)
  const attempts = [{ attempt: 1, wave: 1, state: 'accepted', at: '2026-01-01T00:00:00.000Z' }]
  const values = {
    campaignId,
    contactId: 'anna',
    state: 'accepted',
    wave: 1,
    attempts,
    acceptedAt: '2026-01-01T00:00:00.000Z',
  }
  await server.write([create('deliveries', `${campaignId}_anna`, values)])
})
afterAll(() => server.close())

// The key of `startServer`.
const keys = [{ id: 'a', key: new Uint8Array(32).fill(3) }]
const token = (link?: number) =>
  traceToken(keys, { contactId: 'anna', campaignId, contentVersion: 1, ...(link === undefined ? {} : { link }) })
const delivery = async () => (await server.ask('GET', `/api/deliveries/${campaignId}_anna`, { as: 'staff' })).body
const person = { 'User-Agent': 'Mozilla/5.0 (iPhone) AppleWebKit Safari' }
const follow = (path: string, headers = person) => fetch(server.url + path, { headers, redirect: 'manual' })

test('a link leads where the letter says, and nowhere else', async () => {
  const answer = await follow(`/u/c/${token(0)}`)
  expect(answer.status).toBe(302)
  expect(answer.headers.get('location')).toBe('https://shop.example/?a=1&b=2')
  for (const path of [`/u/c/${token(7)}`, `/u/c/${token()}`, '/u/c/nonsense', `/u/c/${token(0)}x`])
    expect((await follow(path)).status, path).toBe(404)
  await expect.poll(async () => (await delivery()).clickedAt).toEqual(expect.any(String))
})

test('an opening is noted once, a machine’s as such, and a person’s corrects it', async () => {
  const dot = await follow(`/u/o/${token()}`, { 'User-Agent': 'GoogleImageProxy' })
  expect(dot.headers.get('content-type')).toBe('image/gif')
  await expect.poll(async () => (await delivery()).openedAt).toEqual(expect.any(String))
  const first = await delivery()
  await follow(`/u/o/${token()}`)
  await follow(`/u/o/${token()}`)
  expect((await delivery()).openedAt).toBe(first.openedAt)
  expect((await delivery()).state).toBe('accepted')
})

test('a dot that is not ours is shown all the same, and notes nothing', async () => {
  const before = await delivery()
  expect((await follow('/u/o/nonsense')).status).toBe(200)
  expect(await delivery()).toEqual(before)
  expect(server.faults).toEqual([])
})
