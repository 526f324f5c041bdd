import * as z from 'zod/mini'
import type { Field, FieldOptions, Held, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { oneLine } from './clean-text.ts'
import { textOperators } from './operators.ts'
import { named } from './sentences.ts'
import { lineSchema } from './text.ts'

export type PhoneOptions = FieldOptions

const shape = /^\+? ?\(?\d[\d\s()./-]*(\s*(x|ext\.?|#)\s*\d+)?$/i
const digitsMin = 3
const lengthMax = 40

/** A telephone number as people write it: leading zeros, brackets and extensions stay. */
export function phone<const O extends PhoneOptions>(
  options?: Only<O, PhoneOptions>,
): Field<'phone', Held<string, O>, Given<O>> {
  return field('phone', options)
}

export const phoneKind: Kind<PhoneOptions, string> = {
  name: 'phone',
  schema: options => lineSchema(options, lengthMax).check(z.refine(isPhone, { error: complaint(options) })),
  normalise: oneLine,
  comparison: 'text',
  operators: textOperators,
  empty: null,
  example: () => '+44 20 7946 0018',
  parse(cell, options) {
    const value = oneLine(cell)
    return isPhone(value) && value.length <= lengthMax ? { value } : { problem: complaint(options) }
  },
  format: value => value,
  merge: true,
}

const isPhone = (value: string): boolean => shape.test(value) && value.replace(/\D/g, '').length >= digitsMin

const complaint = (options: FieldOptions): string =>
  `${named(options)} is not a telephone number: use digits, spaces, brackets, dashes and a leading +.`
