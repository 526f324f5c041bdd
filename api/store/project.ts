/** Derived rows of one commit, numbered in the order of the operations they follow from. */
import type { CommittedOperation, Entry, ProjectedRow, Projection } from './view.ts'

export interface NumberedRow extends ProjectedRow {
  collection: string
  /** Rows of one commit are read in this order. */
  order: number
}

export function projectedRows(
  projections: readonly Projection[],
  entry: Entry,
  operations: readonly CommittedOperation[],
): NumberedRow[] {
  const rows: NumberedRow[] = []
  for (const [index, operation] of operations.entries())
    for (const projection of projections)
      for (const row of projection.rows(operation, entry, index))
        rows.push({ ...row, collection: projection.collection, order: rows.length })
  return rows
}
