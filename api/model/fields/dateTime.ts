import * as z from 'zod/mini'
import type { Field, FieldOptions, Held, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { canonicalInstant } from './calendar.ts'
import { numberOperators } from './operators.ts'
import { mustBe, named, unreadable } from './sentences.ts'

export type DateTimeOptions = FieldOptions

/** A moment, kept as UTC ISO 8601 with milliseconds: `2026-05-03T09:00:00.000Z`. Any offset is taken and converted. */
export function dateTime<const O extends DateTimeOptions>(
  options?: Only<O, DateTimeOptions>,
): Field<'dateTime', Held<string, O>, Given<O>> {
  return field('dateTime', options)
}

export const dateTimeKind: Kind<DateTimeOptions, string> = {
  name: 'dateTime',
  schema: options =>
    z.string({ error: mustBe(options, 'a time like 2026-05-03T09:00:00Z') }).check(
      z.refine(value => canonicalInstant(value) !== undefined, {
        error: `${named(options)} must be a time with its zone, like 2026-05-03T09:00:00Z.`,
      }),
      z.overwrite(value => canonicalInstant(value) ?? value),
      z.meta({ format: 'date-time' }),
    ),
  normalise: value => canonicalInstant(value) ?? value,
  comparison: 'text',
  exact: true,
  operators: numberOperators,
  empty: null,
  example: () => '2026-05-03T09:00:00.000Z',
  /** A cell without a zone is taken as UTC, a day as its first moment: that is how exports of other systems mean it. */
  parse(cell, options) {
    const typed = cell.trim()
    const value = canonicalInstant(typed) ?? canonicalInstant(`${typed}Z`) ?? canonicalInstant(`${typed}T00:00Z`)
    return value ? { value } : unreadable(options, cell, 'write it like 2026-05-03 09:00')
  },
  format: value => value,
  merge: true,
}
