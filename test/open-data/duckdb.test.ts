/** Another program reads what `export` wrote, and gets the same answers as whoever asks the API. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../api/clock.ts'
import { collectionSpecs, projections } from '../../api/collections.ts'
import { systemIds } from '../../api/ids.ts'
import { type Exported, exportStore } from '../../api/open-data/export.ts'
import { openCommitter } from '../../api/store/commit.ts'
import { diskObjects } from '../../api/store/objects.disk.ts'
import { type Server, startServer } from '../api/server.ts'

const people = 400
const countries = ['GB', 'FR', 'DE', 'IE', null]
const states = ['delivered', 'bounced_hard', 'skipped']

let server: Server
let folder: string
let exported: Exported
let query: (sql: string) => Promise<Record<string, unknown>[]>

beforeAll(async () => {
  server = await startServer()
  const contacts = Array.from({ length: people }, (_, n) => ({
    resource: 'contacts',
    op: 'create',
    id: `p${n}`,
    values: {
      firstName: `First ${n}`,
      lastName: n % 7 === 0 ? 'O’Neill “Quote”' : `Last ${n}`,
      email: `p${n}@example.org`,
      address: { city: n % 2 ? 'York' : 'Lyon', country: countries[n % countries.length] ?? null },
      tags: n % 3 === 0 ? ['vip', 'new\nline'] : [],
      properties: {},
    },
  }))
  await server.write([
    ...contacts,
    { resource: 'campaigns', op: 'create', id: 'c1', values: { name: 'Spring', status: 'done' } },
    {
      resource: 'accounts',
      op: 'create',
      id: 'a1',
      values: { contactId: 'p1', kind: 'current', number: 'GB-1', status: 'open' },
    },
  ])
  await fold()
  await server.write(
    Array.from({ length: people }, (_, n) => ({
      resource: 'deliveries',
      op: 'create',
      id: `c1_p${n}`,
      values: {
        campaignId: 'c1',
        contactId: `p${n}`,
        state: states[n % 3],
        addressAtSend: `p${n}@example.org`,
        attempts: [],
      },
    })),
  )
  await fold()
  // Some of it stands in the tail alone.
  await server.write([
    { resource: 'contacts', op: 'update', id: 'p7', values: { address: { country: 'GB' }, lastName: 'Changed' } },
    { resource: 'contacts', op: 'delete', id: 'p6' },
    { resource: 'contacts', op: 'create', id: 'new', values: { firstName: 'New', address: { country: 'IE' } } },
  ])
  folder = await mkdtemp(join(tmpdir(), 'dormouse-open-data-'))
  const to = diskObjects(folder)
  exported = await exportStore(server.objects, to, folder)
  await to.close()
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`SET file_search_path = '${folder}'`)
  await connection.run(await readFile(join(folder, 'duckdb.sql'), 'utf8'))
  query = async sql => (await connection.runAndReadAll(sql)).getRowObjectsJson()
})

afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

async function fold(): Promise<void> {
  const { objects, reader } = server
  const specs = collectionSpecs
  await openCommitter({ objects, replica: reader, clock: systemClock, ids: systemIds, specs, projections }).fold()
}

async function list(resource: string, filter: object, sort = ['id', 'ASC']) {
  const ask = `filter=${encodeURIComponent(JSON.stringify(filter))}&sort=${encodeURIComponent(JSON.stringify(sort))}`
  const reply = await server.ask('GET', `/api/${resource}?${ask}&range=[0,999]`, { as: 'root' })
  expect(reply.status, reply.text).toBe(200)
  return { rows: reply.body as Record<string, unknown>[], total: Number(reply.headers.get('x-total-count')) }
}

describe('DuckDB on an export', () => {
  test('counts contacts by country as the API does', async () => {
    const rows = await query('SELECT address.country AS country, count(*)::INT AS n FROM contacts GROUP BY 1')
    expect(rows.length).toBe(5)
    for (const { country, n } of rows) {
      const filter = country === null ? { 'address.country_empty': true } : { 'address.country': country }
      expect((await list('contacts', filter)).total, String(country)).toBe(n)
    }
    expect(rows.find(each => each.country === 'GB')?.n).toBe(people / 5 + 1)
  })

  test('lists the same people for the same filter, field by field', async () => {
    const found = await list('contacts', { 'address.city': 'York', tags: 'vip' })
    const rows = await query(`
      SELECT * FROM contacts WHERE address.city = 'York' AND list_contains(tags, 'vip') AND NOT _deleted ORDER BY id`)
    expect(rows.length).toBeGreaterThan(50)
    expect(rows.map(each => each.id)).toEqual(found.rows.map(each => each.id))
    for (const [index, { _sequence, _deleted, properties, ...row }] of rows.entries())
      expect({ ...row, properties: JSON.parse(String(properties)) }).toEqual({
        ...found.rows[index],
        version: String(found.rows[index]?.version),
        attendedCount: '0',
        hostedCount: '0',
      })
  })

  test('counts deliveries by state as the API and the campaign do', async () => {
    const rows = await query(`SELECT state, count(*)::INT AS n FROM deliveries WHERE campaignId = 'c1' GROUP BY 1`)
    const counts = Object.fromEntries(rows.map(({ state, n }) => [state, n]))
    const { body } = await server.ask('GET', '/api/campaigns/c1', { as: 'root' })
    expect(counts).toEqual(body.counts)
    for (const state of states)
      expect((await list('deliveries', { campaignId: 'c1', state })).total).toBe(counts[state])
  })

  test('has the history too, and joins it to what it is about', async () => {
    const rows = await query(`
      SELECT c.field, c."from", c."to", p.lastName FROM changes c JOIN contacts p ON p.id = c.recordId
      WHERE c.resource = 'contacts' AND c.recordId = 'p7' AND c.field IS NOT NULL ORDER BY 1`)
    const { rows: changes } = await list('changes', { resource: 'contacts', recordId: 'p7' }, ['field', 'ASC'])
    const asked = changes.filter(each => each.field !== null)
    expect(rows.length).toBe(2)
    expect(rows.map(({ field, from, to }) => [field, JSON.parse(String(from)), JSON.parse(String(to))])).toEqual(
      asked.map(({ field, from, to }) => [field, from, to]),
    )
    expect(rows[0]?.lastName).toBe('Changed')
  })
})

describe('an export', () => {
  test('counts what is in it, in files of a size that fits', async () => {
    expect(exported.collections.contacts).toMatchObject({ records: people, files: 1 })
    expect(exported.collections.deliveries?.records).toBe(people)
    const [row] = await query('SELECT max(_sequence)::INT AS last FROM contacts')
    expect(row?.last).toBe(exported.sequence)
  })

  test('holds no password, no session and no answer to a command', async () => {
    const names = Object.keys(exported.collections)
    for (const name of ['credentials', 'sessions', 'outcomes', 'erased']) expect(names).not.toContain(name)
    const hash = await server.reader.read({ collections: ['credentials'] }, view =>
      String(view.table('credentials').get('root')?.hash),
    )
    expect(hash.length).toBeGreaterThan(40)
    for (const name of await readdir(folder, { recursive: true })) {
      const body = await readFile(join(folder, name)).catch(() => Buffer.alloc(0))
      const text = (name.endsWith('.gz') ? gunzipSync(body) : body).toString()
      expect(text.includes(hash), name).toBe(false)
    }
    const sql = await readFile(join(folder, 'athena.sql'), 'utf8')
    expect(sql).toContain('CREATE EXTERNAL TABLE `contacts`')
    expect(sql).toContain(
      '`address` struct<line1:string,line2:string,city:string,state:string,postcode:string,country:string>',
    )
    expect(sql).not.toContain('credentials')
  })
})
