/** Pictures of letters: taken from whoever may write letters, known by what they are, and open to every reader. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Server, startServer } from './server.ts'

let server: Server
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
const put = (as: 'staff' | 'viewer' | undefined, body: Uint8Array) =>
  server.ask('POST', '/api/letter-images', { as, body })

test('a picture gets an address that anybody may open, the same one whenever it comes', async () => {
  const first = await put('staff', png)
  expect(first.status).toBe(201)
  expect(first.body.src).toMatch(/^\/u\/i\/[0-9a-f]{64}\.png$/)
  expect((await put('staff', png)).body).toEqual(first.body)
  const shown = await fetch(server.url + first.body.src)
  expect(shown.headers.get('content-type')).toBe('image/png')
  expect(new Uint8Array(await shown.arrayBuffer())).toEqual(png)
})

test('what is no picture is refused, whatever it is called', async () => {
  const page = await put('staff', new TextEncoder().encode('<svg onload="alert(1)"/>'))
  expect(page.status).toBe(400)
  expect(page.body.message).toMatch(/no PNG/)
  const large = await put('staff', Uint8Array.from([...png, ...new Uint8Array(2_000_000)]))
  expect(large.status).toBe(413)
})

test('whoever may not write letters may not add pictures', async () => {
  expect((await put('viewer', png)).status).toBe(403)
  expect((await put(undefined, png)).status).toBe(401)
})
