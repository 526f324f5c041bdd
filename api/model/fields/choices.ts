import * as z from 'zod/mini'
import type { Field, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { type ChoiceOptions, choiceFromCell, listed, type WithChoices } from './choice.ts'
import { listOperators } from './operators.ts'
import { mustBe, named, unreadable } from './sentences.ts'

/** Any number of a few values. */
export function choices<const C extends readonly string[], const O extends ChoiceOptions>(
  values: C,
  options?: Only<O, ChoiceOptions>,
): Field<'choices', C[number][], Given<O> & { choices: C }> {
  return field('choices', { ...options, choices: values })
}

export const choicesKind: Kind<WithChoices, string[]> = {
  name: 'choices',
  schema: options =>
    z
      .array(z.enum(options.choices, { error: () => `${named(options)} may hold ${listed(options.choices)} only.` }), {
        error: mustBe(options, 'a list'),
      })
      .check(
        z.overwrite(distinct),
        z.minLength(options.required ? 1 : 0, { error: `${named(options)} must be filled in.` }),
      ),
  normalise: distinct,
  comparison: 'list',
  operators: listOperators,
  empty: [],
  example: options => [...options.choices].slice(0, 2),
  parse(cell, options) {
    const cells = cell.split(/[,;|\n]/).filter(part => part.trim() !== '')
    const values = cells.map(part => choiceFromCell(part, options))
    const unknown = cells[values.indexOf(undefined)]
    return unknown === undefined
      ? { value: distinct(values as string[]) }
      : unreadable(options, unknown.trim(), `it is one of ${listed(options.choices)}`)
  },
  format: value => value.join(', '),
}

export function distinct(values: string[]): string[] {
  return [...new Set(values)]
}
