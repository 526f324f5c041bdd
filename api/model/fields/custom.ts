import * as z from 'zod/mini'
import type { Field, FieldOptions, Json, Kind } from '../field.ts'
import { field, type Only } from './builder.ts'
import { emptinessOperators } from './operators.ts'
import { mustBe, named } from './sentences.ts'

export type CustomOptions = FieldOptions

/**
 * Where the fields that staff add by clicking keep their values: `properties.<key>`. Which there are is data (the
 * resource `properties`), so every derivation takes them as an argument.
 */
export function custom<const O extends CustomOptions>(
  options?: Only<O, CustomOptions>,
): Field<'custom', { [key: string]: Json }, O> {
  return field('custom', options)
}

export const customKind: Kind<CustomOptions, { [key: string]: Json }> = {
  name: 'custom',
  schema: options =>
    z.record(z.string(), z.unknown(), { error: mustBe(options, 'an object') }) as unknown as z.ZodMiniType<{
      [key: string]: Json
    }>,
  comparison: 'none',
  spread: true,
  operators: emptinessOperators,
  empty: null,
  example: () => ({}),
  parse: (_cell, options) => ({ problem: `${named(options)} come from columns of their own.` }),
  format: value => JSON.stringify(value),
}
