/** Starting and stopping as whoever runs it meets it: one sentence when it cannot, nothing lost when it is killed. */

import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { freePort, freshFolder, healthy, type Started, signedIn, start } from './server.ts'

const started: Started[] = []
async function run(environment: Record<string, string>): Promise<Started> {
  const server = start({ PORT: String(await freePort()), ...environment })
  started.push(server)
  return server
}
afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    child.kill('SIGKILL')
    await ended
  }
})

/** One sentence on the screen, and exit code 1. */
async function refused(environment: Record<string, string>): Promise<string> {
  const server = await run(environment)
  expect(await server.ended).toBe(1)
  expect(server.said().trim().split('\n')).toHaveLength(1)
  return server.said()
}

describe('a start that cannot go on says why in one sentence', () => {
  test('when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    expect(await refused({ PORT: String(port), STORE_URL: `file:${freshFolder()}` })).toMatch(
      /^Port \d+ is in use: .*PORT/,
    )
    other.close()
  })

  test('when the data folder cannot be written to', async () => {
    const file = join(freshFolder(), 'file')
    writeFileSync(file, '')
    expect(await refused({ STORE_URL: `file:${file}/data` })).toMatch(/^The data folder .*\/data cannot be written to/)
  })

  test('when the store was written by a newer Dormouse', async () => {
    const folder = freshFolder()
    writeFileSync(
      join(folder, 'root.json'),
      JSON.stringify({
        format: 99,
        minReader: 99,
        minWriter: 99,
        sequence: 1,
        nonce: 'x',
        epoch: 0,
        queue: { id: '', watermark: '' },
        manifests: {},
        log: null,
        tail: [],
      }),
    )
    expect(await refused({ STORE_URL: `file:${folder}` })).toMatch(/format 99.*install the newer version/)
  })

  test('when a variable is wrong', async () => {
    expect(await refused({ SEED: 'demo', HOST: '0.0.0.0' })).toMatch(/^SEED=demo is refused because HOST/)
  })

  test('when it is running on that folder already', async () => {
    const folder = freshFolder()
    await healthy(await run({ STORE_URL: `file:${folder}` }))
    expect(await refused({ STORE_URL: `file:${folder}` })).toMatch(/is running on .* already, as process \d+ at http/)
  })

  test('when sample data are asked for over data of one’s own', async () => {
    const folder = freshFolder()
    const first = await run({ STORE_URL: `file:${folder}` })
    await healthy(first)
    await signedIn(first, '/api/auth/setup')
    first.child.kill('SIGTERM')
    await first.ended
    expect(await refused({ STORE_URL: `file:${folder}`, SEED: 'demo' })).toMatch(
      /^SEED=demo is refused because the store/,
    )
  })
})

describe('stopping', () => {
  test('SIGTERM ends it with code 0, and what was saved is there after the next start', async () => {
    const environment = { STORE_URL: `file:${freshFolder()}` }
    const first = await run(environment)
    await healthy(first)
    const ask = await signedIn(first, '/api/auth/setup')
    expect((await ask('POST', '/api/contacts', { id: 'ann', firstName: 'Ann' })).status).toBe(201)
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    const second = await run(environment)
    await healthy(second)
    const again = await signedIn(second, '/api/auth/login')
    expect(await (await again('GET', '/api/contacts/ann')).json()).toMatchObject({ firstName: 'Ann' })
  })

  test('kill -9 at any moment loses nothing that was acknowledged', async () => {
    const environment = { STORE_URL: `file:${freshFolder()}` }
    const acknowledged: string[] = []
    for (let round = 0; round < 4; round++) {
      const server = await run(environment)
      await healthy(server)
      const ask = await signedIn(server, round === 0 ? '/api/auth/setup' : '/api/auth/login')
      const before = acknowledged.length
      const writing = Array.from({ length: 8 }, async (_, lane) => {
        for (let at = 0; at < 1_000; at++) {
          const id = `r${round}-${lane}-${at}`
          const reply = await ask('POST', '/api/contacts', { id }).catch(() => undefined)
          if (reply?.status !== 201) return
          acknowledged.push(id)
        }
      })
      // In full swing, however slow the machine is, and a different moment each time.
      await expect.poll(() => acknowledged.length - before, { timeout: 20_000 }).toBeGreaterThan(8)
      await new Promise(resolve => setTimeout(resolve, 60 * round))
      server.child.kill('SIGKILL')
      await Promise.all([server.ended, ...writing])
    }
    const last = await run(environment)
    await healthy(last)
    const ask = await signedIn(last, '/api/auth/login')
    const kept = new Set<string>()
    for (let first = 0; ; first += 1_000) {
      const page = (await (
        await ask('GET', `/api/contacts?sort=["id","ASC"]&range=[${first},${first + 999}]`)
      ).json()) as { id: string }[]
      for (const { id } of page) kept.add(id)
      if (page.length < 1_000) break
    }
    expect(acknowledged.length).toBeGreaterThan(20)
    expect(acknowledged.filter(id => !kept.has(id))).toEqual([])
  }, 180_000)
})

describe('the first start', () => {
  test('makes the keys for its owner’s eyes alone, and fills the folder with sample data that sign in', async () => {
    const folder = freshFolder()
    mkdirSync(folder, { recursive: true })
    const server = await run({ STORE_URL: `file:${folder}`, SEED: 'demo' })
    await healthy(server, 30_000)
    expect(statSync(join(folder, 'secrets/keys.json')).mode & 0o777).toBe(0o600)
    await expect.poll(() => server.said(), { timeout: 20_000 }).toContain('Dormouse is ready')
    for (const name of ['root', 'admin', 'staff', 'agent1', 'agent2', 'viewer']) {
      expect(server.said()).toContain(`${name}@demo.test`)
      const body = JSON.stringify({ email: `${name}@demo.test`, password: 'demo-dormouse-1' })
      const reply = await fetch(`${server.url}/api/auth/login`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
      })
      expect(reply.status).toBe(200)
    }
  })
})
