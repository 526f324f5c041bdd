/**
 * The peer to beat: Express and SQLite with indexes, what somebody with a server would pick. Same addresses, same queries,
 * same answers as far as the measured requests go, one fsync a write. `node bench/peers/sqlite.ts <folder> <count>` prints
 * its port.
 */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import express from 'express'
import Papa from 'papaparse'
import { type BenchPerson, people } from '../people.ts'

const [folder = '.', count = '0'] = process.argv.slice(2)
const path = join(folder, 'peer.sqlite')
const database = new DatabaseSync(path)
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')

/** The columns of a contact as Dormouse keeps it, so that both answer with the same. */
const kinds = {
  text: `id createdAt createdBy updatedAt updatedBy firstName lastName email phone avatar gender jobTitle company line1 line2 city
    state postcode country tags membership memberSince ownerId consentAt consentSource consentWording mailStatus mailSince
    mailCause mergedFrom properties`.split(/\s+/),
  integer: 'version sharesAddress consentEmail attendedCount hostedCount'.split(' '),
}
const columnNames = [...kinds.text, ...kinds.integer]
const columns = columnNames.join(', ')
const searched = 'firstName, lastName, email, phone, company'
const isNew = database.prepare('PRAGMA user_version').get()?.user_version === 0
if (isNew)
  database.exec(`
    CREATE TABLE contacts (${columnNames.map(definition).join(', ')});
    CREATE VIRTUAL TABLE words USING fts5(${searched}, content = contacts, tokenize = 'trigram');
    PRAGMA user_version = 1`)
const insert = database.prepare(`INSERT INTO contacts (${columns}) VALUES (${columns.replace(/\w+/g, ':$&')})`)
const upsert = database.prepare(`INSERT INTO contacts (${columns}) VALUES (${columns.replace(/\w+/g, ':$&')})
  ON CONFLICT (email) DO UPDATE SET firstName = excluded.firstName, lastName = excluded.lastName, phone = excluded.phone,
  company = excluded.company, version = version + 1, updatedAt = excluded.updatedAt`)

function definition(name: string): string {
  const type = kinds.text.includes(name) ? 'TEXT' : 'INTEGER'
  return `${name} ${type}${name === 'id' ? ' PRIMARY KEY' : name === 'email' ? ' UNIQUE' : ''}`
}

type Row = Record<string, string | number | null>

/** Every column of a new person; what was not given is empty. */
function valuesOf({ address, tags = [], ...person }: Partial<BenchPerson> & { id: string }): Row {
  const now = new Date(Date.now()).toISOString()
  const given: Row = { ...person, ...address, tags: JSON.stringify(tags) }
  const made: Row = { createdAt: now, updatedAt: now, createdBy: 'bench', updatedBy: 'bench', version: 1 }
  const kept: Row = {
    sharesAddress: 0,
    mailStatus: 'ok',
    attendedCount: 0,
    hostedCount: 0,
    mergedFrom: '[]',
    properties: '{}',
  }
  return Object.fromEntries(columnNames.map(name => [name, given[name] ?? made[name] ?? kept[name] ?? null]))
}

if (isNew) {
  database.exec('BEGIN')
  for (const person of people(Number(count))) insert.run(valuesOf(person))
  // The trigger's statements keep the words told of every later change, as FTS5's documentation shows it.
  const old = searched.replace(/\w+/g, 'old.$&')
  const after = searched.replace(/\w+/g, 'new.$&')
  const forget = `INSERT INTO words (words, rowid, ${searched}) VALUES ('delete', old.rowid, ${old});`
  const learn = `INSERT INTO words (rowid, ${searched}) VALUES (new.rowid, ${after});`
  database.exec(`COMMIT;
    CREATE INDEX byName ON contacts (lastName COLLATE NOCASE, id);
    CREATE INDEX byCountryName ON contacts (country, lastName COLLATE NOCASE, id, memberSince);
    CREATE INDEX byCountrySince ON contacts (country, memberSince);
    CREATE INDEX bySince ON contacts (memberSince);
    INSERT INTO words (words) VALUES ('rebuild');
    CREATE TRIGGER learn AFTER INSERT ON contacts BEGIN ${learn} END;
    CREATE TRIGGER forget AFTER DELETE ON contacts BEGIN ${forget} END;
    CREATE TRIGGER relearn AFTER UPDATE OF ${searched} ON contacts BEGIN ${forget} ${learn} END;
    ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)`)
}

const flag = (value: Row[string] | undefined): boolean | null => (typeof value === 'number' ? value === 1 : null)
const json = (value: Row[string] | undefined): unknown => JSON.parse(String(value))

/** A row as the record it is. */
const shown = (row: Row) => ({
  id: row.id,
  createdAt: row.createdAt,
  createdBy: row.createdBy,
  updatedAt: row.updatedAt,
  updatedBy: row.updatedBy,
  version: row.version,
  firstName: row.firstName,
  lastName: row.lastName,
  email: row.email,
  sharesAddress: flag(row.sharesAddress),
  phone: row.phone,
  avatar: row.avatar,
  gender: row.gender,
  jobTitle: row.jobTitle,
  company: row.company,
  address: {
    line1: row.line1,
    line2: row.line2,
    city: row.city,
    state: row.state,
    postcode: row.postcode,
    country: row.country,
  },
  tags: json(row.tags),
  membership: row.membership,
  memberSince: row.memberSince,
  ownerId: row.ownerId,
  consent: { email: flag(row.consentEmail), at: row.consentAt, source: row.consentSource, wording: row.consentWording },
  mail: { status: row.mailStatus, since: row.mailSince, cause: row.mailCause },
  attendedCount: row.attendedCount,
  hostedCount: row.hostedCount,
  mergedFrom: json(row.mergedFrom),
  properties: json(row.properties),
})

const prepared = new Map<string, ReturnType<typeof database.prepare>>()
function statement(sql: string) {
  let found = prepared.get(sql)
  if (!found) {
    found = database.prepare(sql)
    prepared.set(sql, found)
  }
  return found
}

const one = (id: string): Row | undefined =>
  statement(`SELECT ${columns} FROM contacts WHERE id = ?`).get(id) as Row | undefined

const app = express()
app.disable('x-powered-by').disable('etag')
app.use(express.json({ limit: '64mb' }), express.text({ type: 'text/csv', limit: '64mb' }))

app.get('/api/contacts', (request, response) => {
  const filter = JSON.parse(String(request.query.filter ?? '{}')) as Record<string, string>
  const [field, order] = JSON.parse(String(request.query.sort ?? '["lastName","ASC"]')) as [string, string]
  const [first, last] = JSON.parse(String(request.query.range ?? '[0,24]')) as [number, number]
  const where: string[] = []
  const values: string[] = []
  if (filter['address.country']) where.push('country = ?') && values.push(filter['address.country'])
  if (filter.memberSince_gte) where.push('memberSince >= ?') && values.push(filter.memberSince_gte)
  if (filter.q) {
    where.push('rowid IN (SELECT rowid FROM words WHERE words MATCH ?)')
    values.push(`"${filter.q.replaceAll('"', '""')}"`)
  }
  const condition = where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''
  const { total } = statement(`SELECT count(*) AS total FROM contacts ${condition}`).get(...values) as { total: number }
  const by = `${field.replace(/\W/g, '')} COLLATE NOCASE ${order === 'DESC' ? 'DESC' : 'ASC'}, id`
  const page = statement(`SELECT ${columns} FROM contacts ${condition} ORDER BY ${by} LIMIT ? OFFSET ?`)
  const rows = page.all(...values, last - first + 1, first) as Row[]
  response.set('Content-Range', `contacts ${first}-${first + rows.length - 1}/${total}`)
  response.json(rows.map(shown))
})

app.get('/api/contacts/:id', (request, response) => {
  const row = one(request.params.id)
  if (!row) return void response.status(404).json({ message: 'missing' })
  response.json(shown(row))
})

app.post('/api/contacts', (request, response) => {
  insert.run(valuesOf(request.body))
  response.status(201).json(shown(one(request.body.id) as Row))
})

app.put('/api/contacts/:id', (request, response) => {
  const { company } = request.body as { company: string }
  const now = new Date(Date.now()).toISOString()
  const change = 'UPDATE contacts SET company = ?, version = version + 1, updatedAt = ? WHERE id = ?'
  statement(change).run(company, now, request.params.id)
  response.json(shown(one(request.params.id) as Row))
})

app.post('/api/import', (request, response) => {
  const { data } = Papa.parse<Record<string, string>>(String(request.body), { header: true, skipEmptyLines: true })
  database.exec('BEGIN IMMEDIATE')
  for (const [index, row] of data.entries()) upsert.run(valuesOf({ id: `i-${index}`, ...row }))
  database.exec('COMMIT')
  response.json({ rows: data.length })
})

app.get('/bare', (_request, response) => void response.json({ ok: true }))

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address) process.stdout.write(`${address.port}\n`)
})
