import type * as z from 'zod/mini'
import type { Field, FieldOptions, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { emptinessOperators } from './operators.ts'
import { examplesOf, partsSchema } from './parts.ts'
import type { RefOptions } from './ref.ts'
import { named } from './sentences.ts'

export interface GroupOptions extends FieldOptions {
  /** It names any record by `resource` and `id`; what happens when that one is deleted is said as for a `ref`. */
  refers?: { onDelete: NonNullable<RefOptions['onDelete']> }
}
export type WithFields = GroupOptions & { fields: Record<string, Field> }

type PartValues<F> = { [K in keyof F]: F[K] extends Field<string, infer Value> ? Value : never }

/** Fields that belong together: `consent: group({email: flag(), at: dateTime()})` is read as `consent.email`. */
export function group<const F extends Record<string, Field>, const O extends GroupOptions>(
  fields: F,
  options?: Only<O, GroupOptions>,
): Field<'group', PartValues<F>, Given<O> & { fields: F }> {
  return field('group', { ...options, fields })
}

export const groupKind: Kind<WithFields> = {
  name: 'group',
  schema: options => partsSchema(options.fields, options) as z.ZodMiniType,
  comparison: 'none',
  spread: true,
  operators: emptinessOperators,
  empty: null,
  example: options => examplesOf(options.fields),
  parse: (_cell, options) => ({ problem: `${named(options)} comes from several columns.` }),
  format: value => JSON.stringify(value),
  /** Roles, the form tab, `readOnly` and `history` of the whole hold for its parts, unless they say otherwise. */
  parts: ({ fields, group: tab, sensitive, read, write, readOnly, history }) => {
    const shared = { group: tab, sensitive, read, write, readOnly, history }
    return Object.fromEntries(
      Object.entries(fields).map(([name, part]) => [name, { ...part, options: { ...shared, ...part.options } }]),
    )
  },
}
