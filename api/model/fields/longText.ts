import * as z from 'zod/mini'
import type { Field, FieldOptions, Held, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { manyLines } from './clean-text.ts'
import { longTextOperators } from './operators.ts'
import { mustBe, named } from './sentences.ts'

export interface LongTextOptions extends FieldOptions {
  /** Characters; 20,000 when absent. */
  max?: number
}

export const longTextMax = 20_000

/** Several lines of plain text. */
export function longText<const O extends LongTextOptions>(
  options?: Only<O, LongTextOptions>,
): Field<'longText', Held<string, O>, Given<O>> {
  return field('longText', options)
}

export const longTextKind: Kind<LongTextOptions, string> = {
  name: 'longText',
  schema: options => linesSchema(options, options.max ?? longTextMax),
  normalise: manyLines,
  comparison: 'text',
  operators: longTextOperators,
  empty: null,
  example: () => 'First line\nSecond line',
  parse: cell => ({ value: manyLines(cell) }),
  format: value => value,
  merge: true,
}

export function linesSchema(options: FieldOptions, max: number): z.ZodMiniString {
  return z
    .string({ error: mustBe(options, 'text') })
    .check(
      z.overwrite(manyLines),
      z.minLength(options.required ? 1 : 0, { error: `${named(options)} must be filled in.` }),
      z.maxLength(max, { error: `${named(options)} is too long: at most ${max} characters.` }),
    )
}
