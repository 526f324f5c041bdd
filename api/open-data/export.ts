/**
 * `export <folder>`: the road out. One consistent state as gzip NDJSON, a folder for each collection, 10,000 to 20,000
 * records a file, one a line, each with the commit it is of; and the SQL that DuckDB and Athena read it with.
 */
import { register } from '@dormouse/model'
import { collectionSpecs, projections } from '../collections.ts'
import { erasedCollection } from '../erasure/erased.ts'
import { placeOf, tidy } from '../operations/place.ts'
import { type Task, TaskProblem, UsageProblem } from '../operations/task.ts'
import { count, moment, size } from '../operations/words.ts'
import { type Line, packTexts } from '../store/codec.ts'
import { type DumpDeps, dump } from '../store/dump.ts'
import { outcomesCollection, specOf, specsByName } from '../store/layout.ts'
import type { ObjectStore } from '../store/objects.ts'
import { openObjects } from '../store/open.ts'
import { presentRoot } from '../store/past.ts'
import { rootTime } from '../store/root.ts'
import type { Root, StoredRecord } from '../store/view.ts'
import { athenaTable, duckdbView } from './tables.ts'

/** Nobody's data to take away: passwords, who is signed in, answers to commands, and hashes of those who were erased. */
const kept = new Set(['credentials', 'sessions', outcomesCollection, erasedCollection])

export const openCollections: readonly string[] = collectionSpecs
  .map(({ name }) => name)
  .filter(name => !kept.has(name))

const linesPerFile = 10_000
/** Written last: a folder without it was not finished. */
const manifestName = 'export.json'

export interface Exported {
  format: 1
  sequence: number
  at: string
  collections: Record<string, { records: number; files: number; bytes: number }>
}

export const exportTask: Task = async ({ objects, say, bar }, { words }) => {
  const [folder] = words
  if (folder === undefined || words.length > 1) throw new UsageProblem('Say where to: npm run store -- export <folder>')
  const to = openObjects(placeOf(folder))
  const progress = bar('Exporting')
  try {
    await mustBeEmpty(to, folder)
    const exported = await exportStore(objects, to, placeOf(folder), progress)
    progress.end()
    const all = Object.values(exported.collections)
    const records = all.reduce((sum, each) => sum + each.records, 0)
    const bytes = all.reduce((sum, each) => sum + each.bytes, 0)
    say(`Exported ${count(records, 'record')} (${size(bytes)}) as of ${moment(exported.at)} to ${folder}.`)
    say('What is in it is as confidential as the store. docs/open-data.md says how to read it.')
    return 0
  } finally {
    progress.end()
    await to.close()
    await tidy(placeOf(folder))
  }
}

async function mustBeEmpty(to: ObjectStore, folder: string): Promise<void> {
  for await (const { key } of to.list('')) {
    const isUnfinished =
      /^[a-zA-Z]+\/part-\d+\.ndjson\.gz$/.test(key) && (await to.get(manifestName)).kind === 'missing'
    throw new TaskProblem(
      isUnfinished
        ? `${folder} holds an export that was not finished: remove it, or name an empty folder.`
        : `There is something in ${folder} already (${key}): name an empty folder.`,
    )
  }
}

export async function exportStore(
  objects: ObjectStore,
  to: ObjectStore,
  place: string,
  onProgress?: (done: number, of: number) => void,
): Promise<Exported> {
  const root = await presentRoot(objects)
  const specs = specsByName(collectionSpecs, projections)
  const collections: Exported['collections'] = {}
  for (const [index, name] of openCollections.entries()) {
    onProgress?.(index, openCollections.length)
    collections[name] = await exportCollection({ objects, specs, projections }, root, name, to)
  }
  const exported: Exported = { format: 1, sequence: root.sequence, at: rootTime(root), collections }
  const resources = register.filter(({ name }) => (collections[name]?.files ?? 0) > 0)
  const location = place.startsWith('s3://') ? place.replace(/\/+$/, '') : 's3://your-bucket/your-prefix'
  const text = (sql: readonly string[]) => Buffer.from(sql.join('\n'))
  await to.put('duckdb.sql', text(resources.map(duckdbView)))
  await to.put('athena.sql', text(resources.map(each => athenaTable(each, location))))
  await to.put(manifestName, Buffer.from(`${JSON.stringify(exported, null, 2)}\n`))
  return exported
}

async function exportCollection(deps: DumpDeps, root: Root, collection: string, to: ObjectStore) {
  const { layout, upcast } = specOf(deps.specs, collection)
  const sum = { records: 0, files: 0, bytes: 0 }
  let waiting: string[] = []
  const write = async (texts: readonly string[]) => {
    const body = await packTexts(texts)
    const name = String(sum.files).padStart(5, '0')
    await to.put(`${collection}/part-${name}.ndjson.gz`, body)
    sum.records += texts.length
    sum.files++
    sum.bytes += body.byteLength
  }
  for await (const lines of dump(deps, root, collection)) {
    for (const line of lines) waiting.push(layout.kind === 'sharded' || upcast ? rewritten(line, upcast) : line.text)
    while (waiting.length >= 2 * linesPerFile) {
      await write(waiting.slice(0, linesPerFile))
      waiting = waiting.slice(linesPerFile)
    }
  }
  if (waiting.length > 0) await write(waiting)
  return sum
}

/** Without what only the store's own files need, and in today's shape. */
function rewritten({ text }: Line, upcast?: (record: StoredRecord) => StoredRecord): string {
  const { _sequence, _deleted, _key, _id, _order, ...row } = JSON.parse(text)
  return JSON.stringify({ _sequence, _deleted, ...(upcast ? upcast(row) : row) })
}
