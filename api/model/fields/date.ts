import * as z from 'zod/mini'
import type { Field, FieldOptions, Held, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { canonicalInstant, dateOf, isDate, isDay } from './calendar.ts'
import { numberOperators } from './operators.ts'
import { mustBe, named, unreadable } from './sentences.ts'

export interface DateOptions extends FieldOptions {
  /** Earliest and latest, `YYYY-MM-DD`. */
  min?: string
  max?: string
}

/** A day without a time: `2026-05-03`. */
export function date<const O extends DateOptions>(
  options?: Only<O, DateOptions>,
): Field<'date', Held<string, O>, Given<O>> {
  return field('date', options)
}

export const dateKind: Kind<DateOptions, string> = {
  name: 'date',
  schema: options =>
    z.string({ error: mustBe(options, 'a date like 2026-05-03') }).check(
      z.refine(isDate, { error: `${named(options)} must be a date like 2026-05-03.` }),
      z.refine(value => !options.min || value >= options.min, {
        error: `${named(options)} must not be before ${options.min}.`,
      }),
      z.refine(value => !options.max || value <= options.max, {
        error: `${named(options)} must not be after ${options.max}.`,
      }),
      z.meta({ format: 'date' }),
    ),
  comparison: 'text',
  exact: true,
  operators: numberOperators,
  empty: null,
  example: options => options.min ?? '2026-05-03',
  parse: (cell, options) => dateFromCell(cell.trim(), options),
  format: value => value,
  merge: true,
}

/** Points mean day.month.year; with slashes the order is only known when one number is above 12. */
function dateFromCell(cell: string, options: DateOptions): { value: string } | { problem: string } {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(cell)
  if (iso) return dayOr(Number(iso[1]), Number(iso[2]), Number(iso[3]), cell, options)
  const instant = canonicalInstant(cell) ?? canonicalInstant(`${cell}Z`)
  if (instant) return { value: cell.slice(0, 10) }
  const local = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(cell)
  if (!local) return unreadable(options, cell, 'write it like 2026-05-03')
  const [first, second, year] = [Number(local[1]), Number(local[3]), Number(local[4])]
  if (local[2] === '.' || first > 12 || first === second) return dayOr(year, second, first, cell, options)
  if (second > 12) return dayOr(year, first, second, cell, options)
  return unreadable(options, cell, 'day and month could be either way round, so write it like 2026-05-03')
}

function dayOr(year: number, month: number, day: number, cell: string, options: DateOptions) {
  return isDay(year, month, day)
    ? { value: dateOf(year, month, day) }
    : unreadable(options, cell, 'there is no such day')
}
