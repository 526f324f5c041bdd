import * as z from 'zod/mini'
import type { Field, FieldOptions, Held, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { choiceOperators, textOperators } from './operators.ts'
import { named } from './sentences.ts'
import { lineSchema } from './text.ts'

export interface SlugOptions extends FieldOptions {
  /** Characters; 80 when absent. */
  max?: number
}

const shape = /^[a-z0-9]+(-[a-z0-9]+)*$/
const lengthMax = 80

/** A short name for addresses: small letters, digits and single hyphens. */
export function slug<const O extends SlugOptions>(
  options?: Only<O, SlugOptions>,
): Field<'slug', Held<string, O>, Given<O>> {
  return field('slug', options)
}

export const slugKind: Kind<SlugOptions, string> = {
  name: 'slug',
  schema: options =>
    lineSchema(options, options.max ?? lengthMax).check(
      z.overwrite(lower),
      z.refine(value => shape.test(value), { error: complaint(options) }),
    ),
  normalise: lower,
  comparison: 'text',
  exact: true,
  operators: [...new Set([...choiceOperators, ...textOperators])],
  empty: null,
  example: () => 'summer-party-2026',
  parse(cell, options) {
    const value = lower(cell)
    return shape.test(value) ? { value } : { problem: complaint(options) }
  },
  format: value => value,
}

function lower(value: string): string {
  return value.trim().toLowerCase()
}

const complaint = (options: FieldOptions): string =>
  `${named(options)} may hold small letters, digits and hyphens between them only, like “summer-party-2026”.`
