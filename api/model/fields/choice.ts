import * as z from 'zod/mini'
import type { Field, FieldOptions, Held, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { choiceOperators } from './operators.ts'
import { labelOf, mustBe, unreadable } from './sentences.ts'

export interface ChoiceOptions extends FieldOptions {
  /** What each value is called on screen; derived from it when absent. */
  labels?: Readonly<Record<string, string>>
}
export type WithChoices = ChoiceOptions & { choices: readonly string[] }

/** One of a few values. */
export function choice<const C extends readonly string[], const O extends ChoiceOptions>(
  choices: C,
  options?: Only<O, ChoiceOptions>,
): Field<'choice', Held<C[number], O>, Given<O> & { choices: C }> {
  return field('choice', { ...options, choices })
}

export const choiceKind: Kind<WithChoices, string> = {
  name: 'choice',
  schema: options => z.enum(options.choices, { error: mustBe(options, `one of ${listed(options.choices)}`) }),
  comparison: 'text',
  exact: true,
  operators: choiceOperators,
  empty: null,
  example: options => options.choices[0] as string,
  parse(cell, options) {
    const value = choiceFromCell(cell, options)
    return value ? { value } : unreadable(options, cell, `it is one of ${listed(options.choices)}`)
  },
  format: value => value,
  merge: true,
}

/** By value or by label, without regard to case, spaces and dashes. */
export function choiceFromCell(cell: string, options: WithChoices): string | undefined {
  const wanted = squeezed(cell)
  return options.choices.find(value => squeezed(value) === wanted || squeezed(choiceLabel(options, value)) === wanted)
}

const squeezed = (text: string): string => text.toLowerCase().replace(/[\s_-]+/g, '')

export const choiceLabel = (options: WithChoices, value: string): string => options.labels?.[value] ?? labelOf(value)

const listedMax = 12
export function listed(choices: readonly string[]): string {
  const shown = choices.slice(0, listedMax).join(', ')
  return choices.length > listedMax ? `${shown} …` : shown
}
