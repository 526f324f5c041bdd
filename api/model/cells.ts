/** Records as rows of a spreadsheet, and cells as values. */
import type { Field, Json, Kind } from './field.ts'
import { effective, kindOf } from './fields/index.ts'
import { formulaSafe, withoutGuard } from './formula.ts'
import { leaves } from './leaves.ts'
import { getter } from './match.ts'
import type { AnyResource } from './resource.ts'
import type { Property } from './resources/properties.ts'

export type ReadCell = { value: Json; problem?: undefined } | { problem: string; value?: undefined }

/** Path → cell, formula-safe, for every leaf including the base fields; '' where there is no value. */
export function toCells(
  resource: AnyResource,
  record: { readonly [field: string]: Json },
  properties?: readonly Property[],
): Record<string, string> {
  return Object.fromEntries(
    leaves(resource, properties).map(leaf => [leaf.path, toCell(leaf.field, getter(leaf.path)(record) ?? null)]),
  )
}

export function toCell(field: Field, value: Json): string {
  const kind = kindOf(field)
  const empty = value === null || (kind.empty !== null && Array.isArray(value) && value.length === 0)
  return empty ? '' : formulaSafe(kind.format(value as never, effective(field).options))
}

/** The value in a cell, or a sentence why it can't be read or kept. A blank cell is the empty value. Nothing is guessed. */
export function fromCell(field: Field, cell: string): ReadCell {
  const kind = kindOf(field)
  const bare = withoutGuard(cell)
  if (isBlank(bare)) return { value: kind.empty as Json }
  const read = kind.parse(bare, effective(field).options) as ReadCell
  if (read.problem !== undefined) return read
  if (read.value === '' && kind.name !== 'json') return { value: kind.empty as Json }
  const checked = schemaOf(field).safeParse(read.value)
  return checked.success ? { value: checked.data as Json } : { problem: checked.error.issues[0]?.message as string }
}

const schemas = new WeakMap<Field, ReturnType<Kind['schema']>>()

/** Built once for each field: a file has thousands of cells for it. */
function schemaOf(field: Field): ReturnType<Kind['schema']> {
  const known = schemas.get(field)
  if (known) return known
  const { options } = effective(field)
  const schema = kindOf(field).schema({ ...options, required: false })
  schemas.set(field, schema)
  return schema
}

const isBlank = (cell: string): boolean => cell.replace(/[\s\u200b\ufeff]/g, '') === ''
