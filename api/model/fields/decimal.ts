import * as z from 'zod/mini'
import type { Field, Held, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { bounded, type NumberOptions, withoutMinusZero } from './integer.ts'
import { numberFromCell, numberHint, plainNumber } from './number-cell.ts'
import { numberOperators } from './operators.ts'
import { mustBe, unreadable } from './sentences.ts'

/** A number with decimals (not for money: see `money`). */
export function decimal<const O extends NumberOptions>(
  options?: Only<O, NumberOptions>,
): Field<'decimal', Held<number, O>, Given<O>> {
  return field('decimal', options)
}

export const decimalKind: Kind<NumberOptions, number> = {
  name: 'decimal',
  schema: options => bounded(z.number({ error: mustBe(options, 'a number') }), options),
  normalise: withoutMinusZero,
  comparison: 'number',
  operators: numberOperators,
  empty: null,
  example: options => options.min ?? 2.5,
  parse(cell, options) {
    const value = numberFromCell(cell)
    return typeof value === 'number' ? { value: withoutMinusZero(value) } : unreadable(options, cell, numberHint(cell))
  },
  format: plainNumber,
  merge: true,
}
