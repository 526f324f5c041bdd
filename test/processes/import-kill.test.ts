/** An import whose process is killed, and whose server is: every line comes in once, and the store is whole. */
import { execFileSync } from 'node:child_process'
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

const lines = 12_000
const csv = `First name,E-mail\n${Array.from({ length: lines }, (_, n) => `P${n},p${n}@import.example\n`).join('')}`
const patience = { timeout: 90_000, interval: 50 }

function importers(of: Started): number[] {
  try {
    const found = execFileSync('pgrep', ['-P', String(of.child.pid), '-f', 'worker/import.ts'], { encoding: 'utf8' })
    return found.trim().split('\n').map(Number)
  } catch {
    // pgrep ends with 1 when there is none.
    return []
  }
}

test('killed as a process, then with its server, an import goes on and takes every line once', async () => {
  const environment = { STORE_URL: `file:${freshFolder()}`, PORT: String(await freePort()) }
  server = start(environment)
  await healthy(server)
  let ask = await signedIn(server, '/api/auth/setup')
  const at = '/api/imports?resource=contacts&filename=people.csv'
  const uploaded = await ask('POST', at, csv)
  expect(uploaded.status, await uploaded.clone().text()).toBe(201)
  const { id } = (await uploaded.json()) as { id: string }
  await ask('POST', `/api/imports/${id}/preview`)
  expect((await ask('POST', `/api/imports/${id}/apply`)).status).toBeLessThan(300)
  const record = async () =>
    (await (await ask('GET', `/api/imports/${id}`)).json()) as { status: string; counts: { done?: number } }
  const done = async () => (await record()).counts?.done ?? 0

  await expect.poll(done, patience).toBeGreaterThan(0)
  const killed = importers(server)
  for (const pid of killed) process.kill(pid, 'SIGKILL')
  const before = await done()
  await expect.poll(done, patience).toBeGreaterThan(before)
  const orphans = importers(server)
  server.child.kill('SIGKILL')
  await server.ended
  for (const pid of orphans)
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended with its server.
    }

  server = start(environment)
  await healthy(server)
  ask = await signedIn(server, '/api/auth/login')
  await expect.poll(async () => (await record()).status, patience).toBe('done')
  expect(await record()).toMatchObject({ counts: { created: lines, done: lines, total: lines } })
  expect(killed.length).toBe(1)
  const objects = openObjects(environment.STORE_URL)
  expect((await verify({ objects, specs, projections })).problems).toEqual([])
  await objects.close()
}, 300_000)
