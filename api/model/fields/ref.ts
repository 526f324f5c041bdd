import * as z from 'zod/mini'
import type { Field, FieldOptions, Held, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { choiceOperators } from './operators.ts'
import { mustBe, named, unreadable } from './sentences.ts'

export interface RefOptions extends FieldOptions {
  /**
   * What becomes of this record when the one it refers to is deleted: that is refused (`restrict`, the default), the
   * reference is emptied (`detach`), or this record goes too (`cascade`).
   */
  onDelete?: 'restrict' | 'detach' | 'cascade'
}
export type WithTarget = RefOptions & { to: string }

/** Ids of records: a client's own (letters, digits, hyphens), or two joined by an underscore. */
export const idPattern = /^[A-Za-z0-9_-]{1,200}$/

/** The id of a record of another resource (or the same). */
export function ref<const T extends string, const O extends RefOptions>(
  to: T,
  options?: Only<O, RefOptions>,
): Field<'ref', Held<string, O>, Given<O> & { to: T }> {
  return field('ref', { ...options, to })
}

export const refKind: Kind<WithTarget, string> = {
  name: 'ref',
  schema: options => idSchema(options),
  comparison: 'text',
  exact: true,
  operators: choiceOperators,
  empty: null,
  example: () => '0197f6a0-0000-7000-8000-000000000001',
  parse(cell, options) {
    const value = cell.trim()
    return idPattern.test(value) ? { value } : unreadable(options, cell, 'it is the id of a record')
  },
  format: value => value,
}

export const idSchema = (options: FieldOptions): z.ZodMiniString =>
  z
    .string({ error: mustBe(options, 'the id of a record') })
    .check(z.regex(idPattern, { error: `${named(options)} must be the id of a record.` }))
