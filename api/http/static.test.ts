import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { makeApp } from './app.ts'

const folder = mkdtempSync(join(tmpdir(), 'dormouse-static-'))
const script = `console.log(${JSON.stringify('x'.repeat(3_000))})`
let server: Server

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Dormouse</title>')
  writeFileSync(join(folder, 'assets/app-abc.js'), script)
  writeFileSync(join(folder, 'assets/app-abc.js.br'), brotliCompressSync(script))
  writeFileSync(join(folder, '.built'), 'secret of the build')
  writeFileSync(join(folder, '../outside.html'), 'outside')
  const log = { info() {}, warn() {}, error() {} }
  const deps = {
    config: readConfig({ SEED: 'empty' }),
    identity: { authenticate: async () => undefined },
    ids: { uuid: () => '', nonce: () => 'request-id' },
    clock: { nowMs: () => 0, wait: async () => {} },
    log,
  }
  server = createServer(makeApp({ deps, routes: [], adminFolder: folder }))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => new Promise(resolve => server.close(resolve)))

interface Got {
  status: number | undefined
  headers: NodeJS.Dict<string | string[]>
  body: Buffer
}

/** `fetch` would tidy the path and unpack the body. */
const get = (path: string, { method = 'GET', ...headers }: Record<string, string> = {}): Promise<Got> =>
  new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo
    request({ port, host: '127.0.0.1', path, method, headers, agent: false }, response => {
      const chunks: Buffer[] = []
      response.on('data', chunk => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    })
      .on('error', reject)
      .end()
  })

describe('the built admin', () => {
  test('its page is asked for anew each time, under a policy without inline scripts', async () => {
    const page = await get('/')
    expect(page).toMatchObject({
      status: 200,
      headers: { 'cache-control': 'no-cache', 'content-type': 'text/html; charset=utf-8' },
    })
    const policy = String(page.headers['content-security-policy'])
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
    expect(page.headers).not.toHaveProperty('strict-transport-security')
  })

  test('files with a hash in their name are kept for a year, and travel compressed where that is taken', async () => {
    const packed = await get('/assets/app-abc.js', { 'Accept-Encoding': 'gzip, br' })
    expect(packed.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'br',
      vary: 'Accept-Encoding',
      'content-type': 'text/javascript; charset=utf-8',
    })
    expect(packed.body.length).toBe(Number(packed.headers['content-length']))
    expect(packed.body.length).toBeLessThan(script.length / 2)
    const plain = await get('/assets/app-abc.js', { 'Accept-Encoding': 'identity' })
    expect(plain.body.toString()).toBe(script)
    const head = await get('/assets/app-abc.js', { method: 'HEAD' })
    expect(head.body).toHaveLength(0)
    expect(head.headers['content-length']).toBe(String(script.length))
  })

  test('a page without a file of its own is the application’s; a missing file is missing', async () => {
    expect((await get('/contacts/7/show')).body.toString()).toContain('<title>Dormouse</title>')
    expect((await get('/assets/gone-123.js')).status).toBe(404)
    expect((await get('/api/nothing')).status).toBe(404)
    expect((await get('/u/nothing')).status).toBe(404)
  })

  test('nothing outside its folder and nothing hidden can be had', async () => {
    for (const path of [
      '/../outside.html',
      '/assets/../../outside.html',
      '/%2e%2e/outside.html',
      '/.built',
      '/assets/..%2f.built',
    ]) {
      const got = await get(path)
      expect(got.body.toString()).not.toMatch(/outside|secret/)
    }
  })
})
