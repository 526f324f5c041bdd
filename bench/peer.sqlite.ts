/**
 * The peer to beat: Express and SQLite with indexes, what somebody with a server would pick. Same port, same queries, same
 * answers as far as the measured requests go. `node bench/peer.sqlite.ts <folder> <count>` prints its port.
 */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import express from 'express'
import { people } from './people.ts'

const [folder = '.', count = '1000'] = process.argv.slice(2)
const database = new DatabaseSync(join(folder, 'peer.sqlite'))
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
database.exec(`CREATE TABLE contacts (id TEXT PRIMARY KEY, version INTEGER, createdAt TEXT, updatedAt TEXT, firstName TEXT, lastName TEXT,
  email TEXT UNIQUE, phone TEXT, company TEXT, jobTitle TEXT, line1 TEXT, city TEXT, postcode TEXT, country TEXT, tags TEXT, memberSince TEXT)`)
const columns =
  'id, version, createdAt, updatedAt, firstName, lastName, email, phone, company, jobTitle, line1, city, postcode, country, tags, memberSince'
const insert = database.prepare(`INSERT INTO contacts (${columns}) VALUES (${columns.replace(/\w+/g, '?')})`)

interface Row {
  [column: string]: string | number | null
}
type Person = ReturnType<typeof people> extends Generator<infer P> ? P : never

function add(person: Partial<Person> & { id: string }): void {
  const now = new Date(Date.now()).toISOString()
  const { address, tags = [] } = person
  insert.run(
    ...[
      person.id,
      1,
      now,
      now,
      person.firstName,
      person.lastName,
      person.email,
      person.phone,
      person.company,
      person.jobTitle,
    ].map(value => value ?? null),
    ...[address?.line1, address?.city, address?.postcode, address?.country].map(value => value ?? null),
    JSON.stringify(tags),
    person.memberSince ?? null,
  )
}

database.exec('BEGIN')
for (const person of people(Number(count))) add(person)
database.exec('COMMIT')
// Indexes as somebody would add them who looks at these very queries: covering where a count or an order asks for it, and
// trigrams for the search (https://www.sqlite.org/fts5.html#the_trigram_tokenizer).
database.exec(`CREATE INDEX byName ON contacts (lastName COLLATE NOCASE, id);
  CREATE INDEX byCountryAndName ON contacts (country, lastName COLLATE NOCASE, id, memberSince);
  CREATE INDEX byCountryAndSince ON contacts (country, memberSince);
  CREATE VIRTUAL TABLE search USING fts5(text, tokenize = 'trigram');
  INSERT INTO search (rowid, text) SELECT rowid, firstName || char(10) || lastName || char(10) || email || char(10) || phone || char(10) || company FROM contacts;
  ANALYZE`)

const shown = ({ line1, city, postcode, country, tags, ...rest }: Row) => ({
  ...rest,
  address: { line1, city, postcode, country },
  tags: JSON.parse(String(tags)) as string[],
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

const app = express()
app.disable('x-powered-by').disable('etag')
app.use(express.json())

app.get('/api/contacts', (request, response) => {
  const filter = JSON.parse(String(request.query.filter ?? '{}')) as Record<string, string>
  const [field, order] = JSON.parse(String(request.query.sort ?? '["lastName","ASC"]')) as [string, string]
  const [first, last] = JSON.parse(String(request.query.range ?? '[0,24]')) as [number, number]
  const where: string[] = []
  const values: string[] = []
  if (filter['address.country']) where.push('country = ?') && values.push(filter['address.country'])
  if (filter.memberSince_gte) where.push('memberSince >= ?') && values.push(filter.memberSince_gte)
  if (filter.q) {
    where.push('rowid IN (SELECT rowid FROM search WHERE text MATCH ?)')
    values.push(`"${filter.q.replaceAll('"', '""')}"`)
  }
  const condition = where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''
  const { total } = statement(`SELECT count(*) AS total FROM contacts ${condition}`).get(...values) as { total: number }
  const by = `${field.replace(/\W/g, '')} COLLATE NOCASE ${order === 'DESC' ? 'DESC' : 'ASC'}, id`
  const rows = statement(`SELECT ${columns} FROM contacts ${condition} ORDER BY ${by} LIMIT ? OFFSET ?`).all(
    ...values,
    last - first + 1,
    first,
  )
  response.set('Content-Range', `contacts ${first}-${first + rows.length - 1}/${total}`)
  response.json((rows as Row[]).map(shown))
})

app.get('/api/contacts/:id', (request, response) => {
  const row = statement(`SELECT ${columns} FROM contacts WHERE id = ?`).get(request.params.id) as Row | undefined
  if (!row) return void response.status(404).json({ message: 'missing' })
  response.json(shown(row))
})

app.post('/api/contacts', (request, response) => {
  add(request.body)
  response
    .status(201)
    .json(shown(statement(`SELECT ${columns} FROM contacts WHERE id = ?`).get(request.body.id) as Row))
})

app.put('/api/contacts/:id', (request, response) => {
  const { company } = request.body as { company: string }
  statement('UPDATE contacts SET company = ?, version = version + 1, updatedAt = ? WHERE id = ?').run(
    company,
    new Date(Date.now()).toISOString(),
    request.params.id,
  )
  response.json(shown(statement(`SELECT ${columns} FROM contacts WHERE id = ?`).get(request.params.id) as Row))
})

app.get('/bare', (_request, response) => void response.json({ ok: true }))

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address) process.stdout.write(`${address.port}\n`)
})
