/** What a record looks like to a database: the types of its columns, read off the declarations. */
import { type AnyResource, baseFields, effective, type Field, kindOf, spreadOf } from '@dormouse/model'

export type Column =
  | { kind: 'text' | 'whole' | 'number' | 'flag' | 'json' }
  | { kind: 'list'; of: Column }
  | { kind: 'parts'; parts: Record<string, Column> }

/** Every line begins with the commit it is of, and whether the record was removed by it. */
export function columnsOf(resource: AnyResource): Record<string, Column> {
  const fields = Object.entries({ ...baseFields, ...(resource.fields as Record<string, Field>) })
  return {
    _sequence: { kind: 'whole' },
    _deleted: { kind: 'flag' },
    ...Object.fromEntries(fields.map(([name, field]) => [name, columnOf(field, resource)])),
  }
}

const byKind: Record<string, Column> = {
  integer: { kind: 'whole' },
  decimal: { kind: 'number' },
  percent: { kind: 'number' },
  flag: { kind: 'flag' },
  money: { kind: 'parts', parts: { amount: { kind: 'whole' }, currency: { kind: 'text' } } },
  file: {
    kind: 'parts',
    parts: {
      id: { kind: 'text' },
      name: { kind: 'text' },
      contentType: { kind: 'text' },
      sizeBytes: { kind: 'whole' },
    },
  },
  json: { kind: 'json' },
  // Staff add and archive fields at run time: a table that named them would be wrong the day after.
  custom: { kind: 'json' },
}

function columnOf(field: Field, resource: AnyResource): Column {
  const { kind } = effective(field)
  const known = byKind[kind]
  if (known) return known
  const parts = spreadOf(field, resource, [])
  if (parts)
    return {
      kind: 'parts',
      parts: Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, columnOf(part, resource)])),
    }
  return kindOf(field).comparison === 'list' ? { kind: 'list', of: { kind: 'text' } } : { kind: 'text' }
}
