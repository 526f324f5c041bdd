/** What an import would do, said before it does it. Nothing is written. */
import { type AnyResource, at, isShared, type Json, leaves, normalised, type Property } from '@dormouse/model'
import type { Table } from '../store/view.ts'
import { type Mapping, planRows, unmapped } from './plan.ts'
import type { Sheet } from './sheet.ts'

export interface Preview {
  create: number
  update: number
  skip: number
  ask: number
  problems: number
  /** Columns that no field takes in. */
  unmapped: string[]
  /** The first lines that cannot come in, with the reason. */
  problemRows: { number: number; message: string; cells: string[] }[]
  /** The first lines as they will be read. */
  examples: { number: number; does: 'create' | 'update' | 'skip' | 'ask'; values: Record<string, Json> }[]
}

const examplesMax = 5
const problemRowsMax = 50

export function previewImport(
  sheet: Sheet,
  job: { mapping: Mapping; onDuplicate: 'update' | 'skip' | 'ask' },
  resource: AnyResource,
  properties: Property[],
  table: Table,
): Preview {
  const keys = leaves(resource, properties).filter(leaf => leaf.field.options.unique)
  const isKnown = (values: Record<string, Json>) =>
    keys.some(({ path, field }) => {
      const value = at(values, path)
      if (value === undefined || value === null || isShared(field, values)) return false
      return table.lookup(path, String(normalised(field, value))).length > 0
    })
  const preview: Preview = {
    create: 0,
    update: 0,
    skip: 0,
    ask: 0,
    problems: 0,
    unmapped: unmapped(sheet, job.mapping),
    problemRows: [],
    examples: [],
  }
  const cells = new Map(sheet.rows.map(row => [row.number, row.cells]))
  for (const row of planRows(sheet, job.mapping, resource, properties)) {
    if ('problem' in row) {
      preview.problems += 1
      if (preview.problemRows.length < problemRowsMax)
        preview.problemRows.push({ number: row.number, message: row.problem, cells: cells.get(row.number) ?? [] })
      continue
    }
    const does = isKnown(row.values) ? job.onDuplicate : 'create'
    preview[does] += 1
    if (preview.examples.length < examplesMax) preview.examples.push({ number: row.number, does, values: row.values })
  }
  return preview
}
