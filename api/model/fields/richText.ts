import type { Field, FieldOptions, Held, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { manyLines } from './clean-text.ts'
import { linesSchema } from './longText.ts'
import { longTextOperators } from './operators.ts'

export interface RichTextOptions extends FieldOptions {
  /** Characters of HTML; 200,000 when absent. */
  max?: number
}

export const richTextMax = 200_000

/** HTML as the editor writes it. Whoever shows it sanitises it: what is stored is what was typed. */
export function richText<const O extends RichTextOptions>(
  options?: Only<O, RichTextOptions>,
): Field<'richText', Held<string, O>, Given<O>> {
  return field('richText', options)
}

export const richTextKind: Kind<RichTextOptions, string> = {
  name: 'richText',
  schema: options => linesSchema(options, options.max ?? richTextMax),
  normalise: manyLines,
  comparison: 'text',
  operators: longTextOperators,
  empty: null,
  example: () => '<p>Dear {{firstName}}</p>',
  parse: cell => ({ value: manyLines(cell) }),
  format: value => value,
}
