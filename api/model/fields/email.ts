import * as z from 'zod/mini'
import { emailProblem, normaliseEmail } from '../email-address.ts'
import type { Field, FieldOptions, Held, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { textOperators } from './operators.ts'
import { mustBe, named } from './sentences.ts'

export type EmailOptions = FieldOptions

/** An e-mail address, kept in its canonical form (`email-address.ts`). */
export function email<const O extends EmailOptions>(
  options?: Only<O, EmailOptions>,
): Field<'email', Held<string, O>, Given<O>> {
  return field('email', options)
}

export const emailKind: Kind<EmailOptions, string> = {
  name: 'email',
  schema: options =>
    z.string({ error: mustBe(options, 'an address') }).check(
      z.refine(value => emailProblem(value) === undefined, { error: issue => complaint(options, String(issue.input)) }),
      z.overwrite(canonical),
      z.meta({ format: 'email' }),
    ),
  normalise: canonical,
  comparison: 'text',
  operators: textOperators,
  empty: null,
  example: () => 'anna@example.org',
  parse(cell, options) {
    const value = normaliseEmail(cell)
    return value ? { value } : { problem: complaint(options, cell) }
  },
  format: value => value,
  merge: true,
}

function canonical(value: string): string {
  return normaliseEmail(value) ?? value.trim()
}

const complaint = (options: FieldOptions, address: string): string =>
  `${named(options)} is not a valid address: ${emailProblem(address) ?? 'it can’t be read'}.`
