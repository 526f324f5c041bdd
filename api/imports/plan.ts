/**
 * From lines of a spreadsheet to what the writer is asked to do with each. Pure: the same file and mapping give the same
 * rows, in the same batches, however often an interrupted import is taken up again.
 */
import {
  type AnyResource,
  at,
  createSchema,
  fromCell,
  isShared,
  type Json,
  type Leaf,
  leaves,
  normalised,
  type Property,
  validate,
  withAt,
} from '@dormouse/model'
import type { Sheet, SheetRow } from './sheet.ts'

/** Column → dotted path of a field; null or absent: left out. */
export type Mapping = Record<string, string | null>

/** A line as it travels to the writer: the filled-in fields, or the sentence that says why it cannot come in. */
export type PlannedRow = { number: number; values: Record<string, Json> } | { number: number; problem: string }

/** Lines of one command. Small enough that deciding them never holds the event loop for long. */
export const batchRows = 250

export function planRows(sheet: Sheet, mapping: Mapping, resource: AnyResource, properties: Property[]): PlannedRow[] {
  const targets = targetsOf(sheet, mapping, leaves(resource, properties))
  const unique = targets.filter(target => target.leaf.field.options.unique)
  const schema = createSchema(resource, properties)
  const seen = new Map<string, number>()
  return sheet.rows.map(row => {
    const read = readRow(row, targets)
    if ('problem' in read) return read
    const twice = repeated(read, unique, seen)
    if (twice) return { number: row.number, problem: twice }
    const checked = validate(schema, read.values)
    return checked.ok ? read : { number: row.number, problem: Object.values(checked.errors).join(' ') }
  })
}

export function batches<T>(rows: readonly T[], size = batchRows): T[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  )
}

/** Columns that no field takes in. */
export const unmapped = (sheet: Sheet, mapping: Mapping): string[] => sheet.columns.filter(column => !mapping[column])

interface Target {
  leaf: Leaf
  columns: { name: string; index: number }[]
}

/** Fields that are filled, each with its columns from left to right: the first that is not blank wins. */
function targetsOf(sheet: Sheet, mapping: Mapping, all: readonly Leaf[]): Target[] {
  const targets = new Map<string, Target>()
  for (const [index, name] of sheet.columns.entries()) {
    const leaf = all.find(each => each.path === mapping[name])
    if (!leaf) continue
    const target = targets.get(leaf.path) ?? { leaf, columns: [] }
    target.columns.push({ name, index })
    targets.set(leaf.path, target)
  }
  return [...targets.values()]
}

function readRow(row: SheetRow, targets: readonly Target[]): PlannedRow {
  if (row.problem) return { number: row.number, problem: row.problem }
  let values: Record<string, Json> = {}
  const problems: string[] = []
  for (const { leaf, columns } of targets) {
    const column = columns.find(each => row.cells[each.index]?.trim())
    if (!column) continue
    const read = fromCell(leaf.field, row.cells[column.index]?.trim() ?? '')
    if ('problem' in read) problems.push(`${column.name}: ${read.problem}`)
    else values = withAt(values, leaf.path, read.value as Json)
  }
  if (problems.length > 0) return { number: row.number, problem: problems.join(' ') }
  if (Object.keys(values).length === 0) return { number: row.number, problem: 'No column of this row is filled in.' }
  return { number: row.number, values }
}

/** The same person twice in one file: which of the two lines is right is for a person to say. */
function repeated(
  row: { number: number; values: Record<string, Json> },
  unique: readonly Target[],
  seen: Map<string, number>,
): string | undefined {
  for (const { leaf } of unique) {
    const value = at(row.values, leaf.path)
    if (value === undefined || value === null || isShared(leaf.field, row.values)) continue
    const key = `${leaf.path} ${JSON.stringify(normalised(leaf.field, value))}`
    const earlier = seen.get(key)
    if (earlier !== undefined) return `${leaf.label}: the same stands in row ${earlier} already.`
    seen.set(key, row.number)
  }
  return undefined
}
