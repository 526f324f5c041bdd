import * as z from 'zod/mini'
import type { Field, Held, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { bounded, type NumberOptions, withoutMinusZero } from './integer.ts'
import { numberFromCell, numberHint, plainNumber } from './number-cell.ts'
import { numberOperators } from './operators.ts'
import { mustBe, unreadable } from './sentences.ts'

/** A share: 0 to 100 (not 0 to 1). */
export function percent<const O extends NumberOptions>(
  options?: Only<O, NumberOptions>,
): Field<'percent', Held<number, O>, Given<O>> {
  return field('percent', options)
}

const limits = (options: NumberOptions): NumberOptions => ({ min: 0, max: 100, ...options })

export const percentKind: Kind<NumberOptions, number> = {
  name: 'percent',
  schema: options => bounded(z.number({ error: mustBe(options, 'a number from 0 to 100') }), limits(options)),
  normalise: withoutMinusZero,
  comparison: 'number',
  operators: numberOperators,
  empty: null,
  example: options => options.min ?? 12.5,
  parse(cell, options) {
    const value = numberFromCell(cell.replace('%', ''))
    return typeof value === 'number' ? { value: withoutMinusZero(value) } : unreadable(options, cell, numberHint(cell))
  },
  format: plainNumber,
  merge: true,
}
