/** What docs/open-data.md promises, over an export of the sample organisation: its queries run, and its tables fit the lines. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { register } from '@dormouse/model'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedDemo } from '../../api/demo/index.ts'
import { columnsOf } from '../../api/open-data/columns.ts'
import { exportStore } from '../../api/open-data/export.ts'
import { diskObjects } from '../../api/store/objects.disk.ts'
import { openHouse } from '../operations/house.ts'

const guide = await readFile(join(import.meta.dirname, '../../docs/open-data.md'), 'utf8')
const queries = [...guide.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql = '']) => sql.trim())

let folder: string
let run: (sql: string) => Promise<Record<string, unknown>[]>

beforeAll(async () => {
  const house = await openHouse()
  await seedDemo({ ...house, addressHash: house.hash })
  folder = await mkdtemp(join(tmpdir(), 'dormouse-guide-'))
  const to = diskObjects(folder)
  await exportStore(house.objects, to, folder)
  await to.close()
  await house.close()
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(`SET file_search_path = '${folder}'`)
  await connection.run(await readFile(join(folder, 'duckdb.sql'), 'utf8'))
  run = async sql => (await connection.runAndReadAll(sql)).getRowObjectsJson()
}, 120_000)

afterAll(() => rm(folder, { recursive: true }))

describe('the guide to open data', () => {
  test('has queries of every kind', () => {
    expect(queries.filter(sql => sql.startsWith('SELECT')).length).toBeGreaterThanOrEqual(5)
    expect(queries.filter(sql => sql.startsWith('COPY')).length).toBe(2)
  })

  test.each(queries.filter(sql => sql.startsWith('SELECT')))('%s', async sql => {
    expect((await run(sql)).length).toBeGreaterThan(0)
  })

  test.each(queries.filter(sql => sql.startsWith('COPY')))('%s', async sql => {
    const [, name = ''] = /TO '([^']+)'/.exec(sql) ?? []
    await run(sql.replace(`'${name}'`, `'${join(folder, name)}'`))
    const people = await run('SELECT count(*)::INT AS n FROM contacts')
    expect(await run(`SELECT count(*)::INT AS n FROM '${join(folder, name)}'`)).toEqual(people)
  })
})

/** Tables by their name: columns and their types, as `athena.sql` has them. */
async function athenaTables(): Promise<Map<string, Map<string, string>>> {
  const sql = await readFile(join(folder, 'athena.sql'), 'utf8')
  const tables = sql.matchAll(/CREATE EXTERNAL TABLE `(\w+)` \(\n([\s\S]*?)\n\)/g)
  return new Map(
    [...tables].map(([, name = '', columns = '']) => [
      name,
      new Map([...columns.matchAll(/^ {2}`(\w+)` (.+?),?$/gm)].map(([, column = '', type = '']) => [column, type])),
    ]),
  )
}

async function linesOf(collection: string): Promise<Record<string, unknown>[]> {
  const names = await readdir(join(folder, collection))
  const bodies = await Promise.all(names.map(name => readFile(join(folder, collection, name))))
  return bodies.flatMap(body =>
    gunzipSync(body)
      .toString()
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line)),
  )
}

/** Whether a JSON value may stand in a column of an Athena type. */
function fits(value: unknown, type: string): boolean {
  if (value === null || value === undefined || type === 'string') return true
  if (type === 'bigint') return Number.isInteger(value)
  if (type === 'double') return typeof value === 'number'
  if (type === 'boolean') return typeof value === 'boolean'
  if (type.startsWith('array<')) return Array.isArray(value) && value.every(each => fits(each, type.slice(6, -1)))
  const parts = new Map(
    type
      .slice('struct<'.length, -1)
      .split(',')
      .map(part => part.split(':') as [string, string]),
  )
  const isObject = typeof value === 'object' && !Array.isArray(value)
  return isObject && Object.entries(value).every(([name, each]) => parts.has(name.toLowerCase()) || each === null)
}

describe('the tables of an export', () => {
  test('have a column of the right type for everything that stands in the lines', async () => {
    const tables = await athenaTables()
    expect(tables.size).toBeGreaterThan(15)
    const wrong = new Set<string>()
    for (const [name, columns] of tables) {
      const resource = register.find(each => each.name.toLowerCase() === name)
      for (const line of await linesOf(resource?.name ?? name))
        for (const [field, value] of Object.entries(line)) {
          const type = columns.get(field.toLowerCase())
          if (type === undefined) wrong.add(`${name}.${field} has no column`)
          else if (!fits(value, type)) wrong.add(`${name}.${field} is ${type} and holds ${JSON.stringify(value)}`)
        }
    }
    expect([...wrong]).toEqual([])
  })

  test('say the same to Athena as to DuckDB, and no two names are one in lower case', async () => {
    for (const [name, columns] of await athenaTables()) {
      const resource = register.find(each => each.name.toLowerCase() === name)
      if (!resource) throw new Error(`There is no resource ${name}.`)
      const names = Object.keys(columnsOf(resource)).map(each => each.toLowerCase())
      expect([...columns.keys()]).toEqual(names)
      expect(new Set(names).size).toBe(names.length)
      const described = await run(`DESCRIBE "${resource.name}"`)
      expect(described.map(each => String(each.column_name).toLowerCase())).toEqual(names)
    }
  })
})
