/** A server whose disk has no room left: it says so, loses nothing, goes on reading, and goes on writing once there is room. */
import { afterEach, expect, test } from 'vitest'
import { projections, collectionSpecs as specs } from '../../api/collections.ts'
import { openObjects } from '../../api/store/open.ts'
import { verify } from '../../api/store/verify.ts'
import { freePort, freshFolder, healthy, type Started, signedIn, start } from './server.ts'

let server: Started | undefined
afterEach(async () => {
  server?.child.kill('SIGKILL')
  await server?.ended
})

/** 512-byte blocks. The queue's journal passes that after a few dozen commands, as it would meet the end of a disk. */
const blocks = 1_000
const contactsMax = 2_000

test('a full disk is a sentence to whoever saves, and everything acknowledged is there afterwards', async () => {
  const environment = { STORE_URL: `file:${freshFolder()}`, PORT: String(await freePort()) }
  server = start(environment, `ulimit -f ${blocks};`)
  await healthy(server)
  const ask = await signedIn(server, '/api/auth/setup')
  const acknowledged: string[] = []
  let refusal: Response | undefined
  for (let n = 0; n < contactsMax && refusal === undefined; n++) {
    const reply = await ask('POST', '/api/contacts', { id: `c${n}`, company: 'x'.repeat(60) })
    if (reply.status === 201) acknowledged.push(`c${n}`)
    // A 202 promises an outcome, which comes once there is room.
    else if (reply.status !== 202) refusal = reply
  }
  expect(refusal?.status).toBe(503)
  const said = JSON.stringify(await refusal?.json())
  expect(said).toContain('Nothing could be saved: the disk of the server is full or out of order.')
  expect(said).not.toContain(environment.STORE_URL.slice('file:'.length))
  // SQLite takes a limit for a broken disk where a full one would say that it is full.
  expect(server.said()).toMatch(
    /The folder \S+ (has no room left|could not be read or written: the disk reports an error)/,
  )
  expect(acknowledged.length).toBeGreaterThan(5)
  expect((await ask('GET', `/api/contacts/${acknowledged[0]}`)).status).toBe(200)

  server.child.kill('SIGKILL')
  await server.ended
  server = start(environment)
  await healthy(server)
  const again = await signedIn(server, '/api/auth/login')
  for (const id of acknowledged) expect((await again('GET', `/api/contacts/${id}`)).status, id).toBe(200)
  expect((await again('POST', '/api/contacts', { id: 'later' })).status).toBe(201)
  const objects = openObjects(environment.STORE_URL)
  expect((await verify({ objects, specs, projections })).problems).toEqual([])
  await objects.close()
}, 120_000)
