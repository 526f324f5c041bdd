/**
 * Every kind of field, all the way: a resource that has one of each is declared in a copy of the repository, and goes
 * through the tests of all resources, the API, a spreadsheet and back, its history, and a form in a browser.
 */
import { execFile } from 'node:child_process'
import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { blank, exampleOf, type Field, type Fields, type Json, type KindName, kindNames } from '@dormouse/model'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyOfRepository } from '../guides/copy.ts'
import { openBrowser, type Visit, visit } from './browser.ts'
import { type Installation, startInstallation } from './installation.ts'
import { samples, singles } from './kinds.declared.ts'
import { typing } from './kinds.typing.ts'
import { demoPassword, goTo, settled, signIn } from './person.ts'

const run = promisify(execFile)
const repository = join(import.meta.dirname, '../..')
const slowMs = 240_000

type Row = Record<string, Json> & { id: string }
let copy: Awaited<ReturnType<typeof copyOfRepository>>
let installation: Installation
let browser: Browser
let anna: Visit
let token = ''

beforeAll(async () => {
  copy = await copyOfRepository({ admin: true })
  const resources = join(copy.folder, 'api/model/resources')
  const declared = await readFile(join(import.meta.dirname, 'kinds.declared.ts'), 'utf8')
  await writeFile(join(resources, 'samples.ts'), declared.replaceAll("'../../api/model/", "'../"))
  await appendFile(join(resources, 'index.ts'), "export * from './samples.ts'\n")
  installation = await startInstallation({ SEED: 'demo' }, copy.folder)
  const account = { email: 'admin@demo.test', password: demoPassword }
  token = String((await ask<{ token: string }>('POST', '/auth/login', account)).body.token)
  for (const [order, name] of ['First', 'Second'].entries())
    await ask('POST', '/stages', { id: name.toLowerCase(), pipeline: 'samples', name, order, kind: 'open' })
  await ask('POST', '/samples', { id: 'oak', text: 'Oak' })
  browser = await openBrowser()
  anna = await visit(browser, 'desktop')
  await signIn(anna.page, installation.url, 'admin')
}, slowMs)

afterAll(async () => {
  await browser?.close()
  await installation?.close()
  await copy?.remove()
})

async function ask<T = Row>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }> {
  const isText = typeof body === 'string'
  const response = await fetch(`${installation.url}/api${path}`, {
    method,
    headers: {
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(body === undefined || isText ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isText ? new TextEncoder().encode(body) : JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return { status: response.status, body: (isJson ? JSON.parse(text) : text) as T }
}

const fields = samples.fields as Fields
/** What the writer keeps can be sent by nobody. */
const sent = kindNames.filter(kind => kind !== 'custom' && !fields[kind]?.options.readOnly)
const targets: Partial<Record<KindName, Json>> = { ref: 'oak', refs: ['demo-contact-0029'], stage: 'second' }
const exampleFor = (kind: KindName): Json => targets[kind] ?? exampleOf(fields[kind] as Field)

it('has a field of every kind to try', () => {
  for (const kind of kindNames) expect(kind === 'custom' ? 'custom' : fields[kind]?.kind).toBe(kind)
})

it(
  'is made, changed, filtered with every operator, sorted, searched and described as its declaration says',
  async () => {
    const vitest = join(repository, 'node_modules/vitest/vitest.mjs')
    const asked = ['run', 'test/conformance', '-t', '(samples|singles)']
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1' }
    const { stdout } = await run(process.execPath, [vitest, ...asked], { cwd: copy.folder, env }).catch(error => error)
    expect(stdout).toMatch(/Tests +\d+ passed/)
  },
  slowMs,
)

describe.each(sent)('a field of the kind %s', kind => {
  it('is set and cleared, and its history says so', async () => {
    const { body: bare } = await ask('POST', '/samples', { text: `Tried with ${kind}` })
    const { body: set } = await ask('PATCH', `/samples/${bare.id}`, { [kind]: exampleFor(kind) })
    expect(set[kind]).toEqual(exampleFor(kind))
    const { body: cleared } = await ask('PATCH', `/samples/${bare.id}`, { [kind]: null })
    expect(cleared[kind]).toEqual(blank(samples)[kind])
    const filter = JSON.stringify({ resource: 'samples', recordId: bare.id })
    const { body: changes } = await ask<Row[]>('GET', `/changes?filter=${encodeURIComponent(filter)}`)
    const told = changes.filter(({ field }) => field === kind || String(field).startsWith(`${kind}.`))
    expect(told.length).toBeGreaterThanOrEqual(2)
  })
})

describe.each(Object.keys(singles.fields) as KindName[])('a unique field of the kind %s', kind => {
  it('is taken once, and again when it is free', async () => {
    const value = kind === 'ref' ? 'demo-contact-0029' : exampleFor(kind)
    const first = await ask('POST', '/singles', { [kind]: value })
    expect(first.status).toBe(201)
    const second = await ask<{ errors: object }>('POST', '/singles', { [kind]: value })
    expect(second).toMatchObject({ status: 409, body: { errors: { [kind]: expect.stringMatching(/\.$/) } } })
    await ask('DELETE', `/singles/${first.body.id}`)
    expect((await ask('POST', '/singles', { [kind]: value })).status).toBe(201)
  })
})

it('goes out into a spreadsheet and comes back in as it was', async () => {
  const values = Object.fromEntries(sent.filter(kind => kind !== 'file').map(kind => [kind, exampleFor(kind)]))
  const { body: original } = await ask('POST', '/samples', { ...values, text: 'There and back' })
  const filter = encodeURIComponent(JSON.stringify({ id: original.id }))
  const { body: csv } = await ask<string>('GET', `/samples/_export?filter=${filter}`)
  await ask('DELETE', `/samples/${original.id}`)
  const upload = await ask('POST', '/imports?resource=samples&filename=samples.csv', csv)
  expect(upload.body).toMatchObject({ rows: 1 })
  const applied = await ask('POST', `/imports/${upload.body.id}/apply`)
  expect(applied.body).toMatchObject({ counts: { created: 1 } })
  const { body: back } = await ask<Row[]>('GET', '/samples?filter={"text":"There%20and%20back"}')
  for (const kind of sent) expect([kind, back[0]?.[kind]]).toEqual([kind, original[kind]])
})

describe('in a browser', () => {
  const kinds = Object.keys(typing) as (keyof typeof typing)[]
  const stored = async (): Promise<Row> => {
    const id = /samples\/([^/?]+)/.exec(anna.page.url())?.[1]
    return (await ask('GET', `/samples/${id}`)).body
  }
  const save = async () => {
    await anna.page.getByRole('button', { name: 'Save', exact: true }).click()
    await anna.page.getByRole('link', { name: 'Edit' }).waitFor()
    await settled(anna.page)
  }

  it('has an input for every kind, and shows what was typed', async () => {
    expect(kinds.sort()).toEqual([...sent].sort())
    const { page, complaints } = anna
    await goTo(page, '/samples/create')
    complaints.length = 0
    for (const kind of kinds) await typing[kind].fill(page)
    await save()
    const record = await stored()
    const shown = (await page.locator('#main-content').textContent()) ?? ''
    for (const kind of kinds) {
      const { stored: expected, reads } = typing[kind]
      if (expected instanceof RegExp)
        expect([kind, JSON.stringify(record[kind])]).toEqual([kind, expect.stringMatching(expected)])
      else expect([kind, record[kind]]).toEqual([kind, expected])
      expect([kind, shown]).toEqual([kind, expect.stringMatching(reads)])
    }
    expect(record).toMatchObject({ computed: 'Oak', rollup: 0, stageEnteredAt: expect.any(String) })
    expect(shown).toContain('How many point here')
    expect(complaints).toEqual([])
  })

  it('shows every kind in the list', async () => {
    await goTo(anna.page, '/samples?filter={"text":"Hazel"}')
    const row = (await anna.page.locator('tbody tr').textContent()) ?? ''
    for (const kind of kinds)
      if (fields[kind]?.options.list) expect([kind, row]).toEqual([kind, expect.stringMatching(typing[kind].reads)])
  })

  it('clears every kind', async () => {
    const { page } = anna
    await page.locator('tbody a').first().click()
    await page.getByRole('link', { name: 'Edit' }).click()
    await settled(page)
    for (const kind of kinds) await typing[kind].clear(page)
    await save()
    const record = await stored()
    for (const kind of kinds) expect([kind, record[kind]]).toEqual([kind, blank(samples)[kind]])
  })
})
