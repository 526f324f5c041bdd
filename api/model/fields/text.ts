import * as z from 'zod/mini'
import type { Field, FieldOptions, Held, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { oneLine } from './clean-text.ts'
import { textOperators } from './operators.ts'
import { mustBe, named } from './sentences.ts'

export interface TextOptions extends FieldOptions {
  min?: number
  /** Characters; 500 when absent. */
  max?: number
  /** Source of a regular expression the developer wrote (never a user's), and what to say when it does not match. */
  pattern?: string
  hint?: string
}

export const textMax = 500

/** One line of text. */
export function text<const O extends TextOptions>(
  options?: Only<O, TextOptions>,
): Field<'text', Held<string, O>, Given<O>> {
  return field('text', options)
}

export const textKind: Kind<TextOptions, string> = {
  name: 'text',
  schema: options => lineSchema(options),
  normalise: oneLine,
  comparison: 'text',
  operators: textOperators,
  empty: null,
  example: () => 'Text',
  parse: cell => ({ value: oneLine(cell) }),
  format: value => value,
  merge: true,
}

export function lineSchema(options: TextOptions, max = options.max ?? textMax): z.ZodMiniString {
  const line = z
    .string({ error: mustBe(options, 'text') })
    .check(
      z.overwrite(oneLine),
      z.minLength(options.min ?? (options.required ? 1 : 0), { error: tooShort(options) }),
      z.maxLength(max, { error: `${named(options)} is too long: at most ${max} characters.` }),
    )
  if (!options.pattern) return line
  const error = `${named(options)} must be ${options.hint ?? 'valid'}.`
  return line.check(z.regex(new RegExp(options.pattern, 'u'), { error }))
}

const tooShort = (options: TextOptions) => (issue: { input?: unknown }) =>
  issue.input === ''
    ? `${named(options)} must be filled in.`
    : `${named(options)} is too short: at least ${options.min} characters.`
