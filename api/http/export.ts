/**
 * A list as a spreadsheet. One state of the store is written out, piece by piece; cells that a spreadsheet would run are
 * guarded, fields that the reader may not see are left out, and the log says who took what.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  type AnyResource,
  fieldReadable,
  formulaSafe,
  getter,
  type Leaf,
  leaves,
  type Property,
  toCell,
} from '@dormouse/model'
import Papa from 'papaparse'
import { readPage } from '../read/pages.ts'
import type { Row } from '../read/shown.ts'
import { noOtherParameters } from './parameters.ts'
import { problem } from './problems.ts'
import type { ResourceDeps } from './resources.ts'
import { type Answer, type Call, ProblemError } from './route.ts'
import { propertiesFor } from './seen.ts'

const rowsAtOnce = 250
/** Excel reads the accents of a file without it wrong. */
const byteOrderMark = '\ufeff'
/** Of the fields that every record has, those that say something outside. */
const baseColumns = new Set(['id', 'createdAt', 'updatedAt'])

export async function exportRecords(resource: AnyResource, call: Call, deps: ResourceDeps): Promise<Answer> {
  noOtherParameters(call, ['filter', 'sort', 'columns'])
  const { actor, query, from } = call
  const { columns: wanted, ...parameters } = query
  const answer = await readPage(deps, { resource, actor, nowMs: deps.clock.nowMs(), whole: true }, parameters)
  if (!answer.ok) throw new ProblemError(answer.problem)
  const { rows, sequence } = answer.page
  const columns = columnsOf(resource, call, await propertiesFor(resource, deps), wanted)
  const input = { resource: resource.name, rows: rows.length, from }
  await deps.submit({ type: 'identity.exported', actor, input }, { waitMs: 0 })
  return {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${resource.name}.csv"`,
      'X-Sequence': String(sequence),
    },
    pieces: written(columns, rows),
  }
}

function columnsOf(resource: AnyResource, { actor }: Call, properties: readonly Property[], wanted?: string): Leaf[] {
  const readable = leaves(resource, properties).filter(
    ({ path, field, base }) => fieldReadable(field, actor.role) && (!base || baseColumns.has(path)),
  )
  if (wanted === undefined) return readable
  return wanted.split(',').map(path => {
    const leaf = readable.find(each => each.path === path.trim())
    if (!leaf) throw problem('invalid', `There is no field called "${path.trim()}" in ${resource.name}.`)
    return leaf
  })
}

async function* written(columns: readonly Leaf[], rows: readonly Row[]): AsyncGenerator<string> {
  const labels = columns.map(({ label }) => label)
  // Two columns of one name could not be told apart by an import.
  const header = columns.map(({ label, path }) =>
    formulaSafe(labels.indexOf(label) === labels.lastIndexOf(label) ? label : path),
  )
  yield byteOrderMark + line([header])
  const cells = columns.map(({ path, field }) => {
    const get = getter(path)
    return (row: Row) => toCell(field, get(row) ?? null)
  })
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    yield line(rows.slice(at, at + rowsAtOnce).map(row => cells.map(cell => cell(row))))
    await nextTurn()
  }
}

const line = (rows: string[][]): string => `${Papa.unparse(rows, { newline: '\r\n' })}\r\n`
