import * as z from 'zod/mini'
import type { Field, FieldOptions, Held, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { numberFromCell, numberHint, plainNumber } from './number-cell.ts'
import { numberOperators } from './operators.ts'
import { mustBe, named, unreadable } from './sentences.ts'

export interface NumberOptions extends FieldOptions {
  min?: number
  max?: number
}

/** A whole number. */
export function integer<const O extends NumberOptions>(
  options?: Only<O, NumberOptions>,
): Field<'integer', Held<number, O>, Given<O>> {
  return field('integer', options)
}

export const integerKind: Kind<NumberOptions, number> = {
  name: 'integer',
  schema: options => bounded(z.int({ error: mustBe(options, 'a whole number') }), options),
  normalise: withoutMinusZero,
  comparison: 'number',
  operators: numberOperators,
  empty: null,
  example: options => options.min ?? 3,
  parse(cell, options) {
    const value = numberFromCell(cell)
    return typeof value === 'number' && Number.isSafeInteger(value)
      ? { value: withoutMinusZero(value) }
      : unreadable(options, cell, numberHint(cell, '12'))
  },
  format: plainNumber,
  merge: true,
}

export function bounded(number: z.ZodMiniNumber, options: NumberOptions): z.ZodMiniNumber {
  const { min, max } = options
  const checks = [
    ...(min === undefined ? [] : [z.gte(min, { error: `${named(options)} must be at least ${min}.` })]),
    ...(max === undefined ? [] : [z.lte(max, { error: `${named(options)} must be at most ${max}.` })]),
  ]
  return number.check(...checks, z.overwrite(withoutMinusZero))
}

/** JSON writes -0 as 0; so that a value is the same before and after, there is none. */
export function withoutMinusZero(value: number): number {
  return value === 0 ? 0 : value
}
