/** Imports over HTTP: the way of a file in its body, or in an upload before it; and what each person may see of one. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Server, startServer } from './server.ts'

let server: Server
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const csv = new TextEncoder().encode(
  'First name;E-mail\nAnn;ann@import.example\n"Bob;bob@import.example\nCid;not-an-address\n=HYPERLINK("x");eve@@import.example\n',
)
const importing = '/api/imports?resource=contacts&filename=people.csv'

test('a file in the body is read, previewed and applied, and its bad rows come back safe to open', async () => {
  const uploaded = await server.ask('POST', importing, { as: 'staff', body: csv })
  expect(uploaded.status).toBe(201)
  expect(uploaded.body).toMatchObject({ rows: 4, encoding: 'UTF-8', delimiter: ';', status: 'uploaded' })
  expect(uploaded.body.columns.map((each: { guess: string }) => each.guess)).toEqual(['firstName', 'email'])
  const { id } = uploaded.body
  const preview = await server.ask('POST', `/api/imports/${id}/preview`, { as: 'staff' })
  expect(preview.body).toMatchObject({ create: 1, problems: 3, unmapped: [] })
  const applied = await server.ask('POST', `/api/imports/${id}/apply`, { as: 'staff' })
  expect(applied.body).toMatchObject({ status: 'done', counts: { created: 1, problem: 3, done: 4, total: 4 } })
  const problems = await server.ask('GET', `/api/imports/${id}/problems`, { as: 'staff' })
  expect(problems.headers.get('content-disposition')).toContain('people-to-fix.csv')
  expect(problems.text).toContain('not closed properly')
  // A cell that a spreadsheet would run as a formula is made harmless.
  expect(problems.text).not.toMatch(/(^|,)"?=HYPERLINK/m)
  // Clicked twice: nothing comes in twice.
  const again = await server.ask('POST', `/api/imports/${id}/apply`, { as: 'staff' })
  expect(again.body.counts).toEqual(applied.body.counts)
})

test('a file that was uploaded before is imported by its id', async () => {
  const asked = { filename: 'people.csv', contentType: 'text/csv', sizeBytes: csv.length, for: 'documents' }
  const slot = await server.ask('POST', '/api/uploads', { as: 'staff', body: asked })
  expect((await server.ask('POST', `${importing}&upload=${slot.body.id}`, { as: 'staff' })).body.errors.upload).toMatch(
    /has not arrived/,
  )
  const form = new FormData()
  for (const [name, value] of Object.entries(slot.body.fields)) form.append(name, String(value))
  form.append('file', new Blob([csv]))
  expect((await fetch(server.url + slot.body.url, { method: 'POST', body: form })).status).toBe(204)
  const uploaded = await server.ask('POST', `${importing}&upload=${slot.body.id}`, { as: 'staff' })
  expect(uploaded.body).toMatchObject({ rows: 4, filename: 'people.csv' })
})

test('somebody else’s import does not exist, and whoever may add nobody may import nobody', async () => {
  const { id } = (await server.ask('POST', importing, { as: 'staff', body: csv })).body
  expect((await server.ask('GET', `/api/imports/${id}/rows`, { as: 'viewer' })).status).toBe(404)
  expect((await server.ask('POST', importing, { as: 'viewer', body: csv })).status).toBe(403)
  expect((await server.ask('GET', `/api/imports/${id}/rows`, { as: 'admin' })).status).toBe(200)
})

test.each([
  ['nothing at all', new Uint8Array(), 'The file is empty.'],
  ['a workbook', new TextEncoder().encode('PK\x03\x04...'), 'CSV UTF-8'],
  ['a program', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]), 'not a text file'],
])('%s is refused with a sentence', async (_, body, sentence) => {
  const refused = await server.ask('POST', importing, { as: 'staff', body })
  expect(refused.status).toBe(400)
  expect(refused.body.errors.file).toContain(sentence)
})
