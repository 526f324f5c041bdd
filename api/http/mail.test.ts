import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Server, startServer } from '../../test/api/server.ts'
import { addressHash } from '../mail/address-hash.ts'
import { mimeOf } from '../mail/message.ts'
import { openOutbox } from '../mail/outbox.ts'
import { unsubscribeToken } from '../mail/unsubscribe.ts'

let server: Server
let folder: string
let link: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dormouse-mail-'))
  server = await startServer({ env: { MAIL_URL: `outbox:${folder}` } })
  await server.write([
    { op: 'create', resource: 'settings', id: 'settings', values: { organisation: 'The <Wood>' } },
    { op: 'create', resource: 'contacts', id: 'anna', values: { firstName: 'Anna', email: 'anna@example.org' } },
  ])
  // The keys of `startServer`.
  const bytes = (seed: number) => new Uint8Array(32).fill(seed)
  const hash = addressHash(bytes(2), 'anna@example.org')
  link = `/u/${unsubscribeToken([{ id: 'a', key: bytes(3) }], { contactId: 'anna', campaignId: 'c1', addressHash: hash })}`
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

const anna = async () => (await server.ask('GET', '/api/contacts/anna', { as: 'staff' })).body
const form = (fields: Record<string, string>) => ({
  body: new URLSearchParams(fields).toString(),
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
})

test('looking at the page changes nothing: scanners follow links', async () => {
  const before = await anna()
  for (const method of ['GET', 'HEAD', 'GET']) expect((await server.ask(method, link)).status).toBe(200)
  expect(await anna()).toEqual(before)
})

test('the page is plain: one button, no script, no address, nothing from elsewhere, and nobody may frame it', async () => {
  const { text, headers } = await server.ask('GET', link)
  expect(text).toContain('Stop the e-mails</button>')
  expect(text).toContain('The &#60;Wood&#62;')
  expect(text).not.toMatch(/anna|example\.org|<script|https?:/i)
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(headers.get('cache-control')).toBe('no-store')
})

test('one click unsubscribes, whichever encoding the mail program uses, and twice is once', async () => {
  const { status, text } = await server.ask('POST', link, form({ 'List-Unsubscribe': 'One-Click' }))
  expect(status).toBe(200)
  expect(text).toContain('no more e-mails')
  const first = await anna()
  expect(first).toMatchObject({ consent: { email: false }, mail: { status: 'unsubscribed' } })
  const boundary = 'x'
  const body = `--${boundary}\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--${boundary}--\r\n`
  const headers = { 'Content-Type': `multipart/form-data; boundary=${boundary}` }
  expect((await server.ask('POST', link, { body, headers })).status).toBe(200)
  expect((await server.ask('POST', link)).status).toBe(200)
  expect(await anna()).toEqual(first)
})

test('the person can take it back, and say that they are somebody else', async () => {
  expect((await server.ask('POST', link, form({ action: 'resubscribe' }))).text).toContain('will write to you again')
  expect(await anna()).toMatchObject({
    consent: { email: true, wording: 'I want to get letters again' },
    mail: { status: 'ok' },
  })
  expect((await server.ask('POST', link, form({ action: 'wrong-person' }))).text).toContain('Thank you for telling us')
  expect(await anna()).toMatchObject({
    consent: { email: false, source: expect.stringContaining('not the right person') },
  })
})

test.each(['/u/nonsense', '/u/a.b.c.d.e', '/u/%2e%2e'])('%s is no link, and tells nothing', async path => {
  for (const method of ['GET', 'POST']) {
    const { status, text } = await server.ask(method, path)
    expect(status).toBe(404)
    expect(text).not.toMatch(/stack|at Object/)
  }
})

test('a link signed by somebody else changes nothing', async () => {
  const before = await anna()
  const forged = link.replace(/.$/, last => (last === 'A' ? 'B' : 'A'))
  expect((await server.ask('POST', forged)).status).toBe(404)
  expect(await anna()).toEqual(before)
})

test('the outbox is for those who write campaigns', async () => {
  const at = '2026-05-03T09:00:00.000Z'
  const mime = mimeOf({
    from: { address: 'a@wood.example' },
    to: { address: 'b@example.org' },
    subject: 'S',
    html: '<p>h</p>',
    text: 't',
    at,
  })
  const id = await openOutbox(folder).put(mime, at, undefined, 'n1')
  const list = await server.ask('GET', '/api/outbox?range=[0,24]', { as: 'staff' })
  expect(list.headers.get('x-total-count')).toBe('1')
  expect(list.body).toMatchObject([{ id, subject: 'S', to: 'b@example.org' }])
  expect((await server.ask('GET', `/api/outbox/${id}`, { as: 'staff' })).body).toMatchObject({
    text: expect.stringContaining('t'),
    html: expect.stringContaining('<p>h</p>'),
  })
  expect((await server.ask('GET', '/api/outbox/nothing', { as: 'staff' })).status).toBe(404)
  expect((await server.ask('GET', '/api/outbox?range=x', { as: 'staff' })).status).toBe(400)
  for (const as of ['viewer', 'agent'] as const)
    expect((await server.ask('GET', '/api/outbox', { as })).status).toBe(403)
  expect((await server.ask('GET', '/api/outbox')).status).toBe(401)
})

test('pictures of letters are found by their content alone', async () => {
  for (const path of [
    '/u/i/abc.png',
    `/u/i/${'a'.repeat(64)}.svg`,
    `/u/i/${'a'.repeat(64)}.png`,
    '/u/i/..%2f..%2froot.json',
  ])
    expect((await server.ask('GET', path)).status).toBe(404)
})

test('nothing here was a fault of the server', () => {
  expect(server.faults).toEqual([])
})
