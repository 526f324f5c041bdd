import * as z from 'zod/mini'
import type { Field, FieldOptions, Held, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { countryCodes, countryFromName } from './countries.ts'
import { choiceOperators } from './operators.ts'
import { mustBe, unreadable } from './sentences.ts'

export type CountryOptions = FieldOptions

/** A country, kept as ISO 3166-1 alpha-2: `GB`. Cells may hold its name in English, German or French. */
export function country<const O extends CountryOptions>(
  options?: Only<O, CountryOptions>,
): Field<'country', Held<string, O>, Given<O>> {
  return field('country', options)
}

const what = 'a country code of two letters, like GB'

export const countryKind: Kind<CountryOptions, string> = {
  name: 'country',
  schema: options =>
    z.string({ error: mustBe(options, what) }).check(
      z.overwrite(upper),
      z.refine(code => countryCodes.has(code), { error: mustBe(options, what) }),
    ),
  normalise: upper,
  comparison: 'text',
  exact: true,
  operators: choiceOperators,
  empty: null,
  example: () => 'GB',
  parse(cell, options) {
    const code = upper(cell)
    const value = countryCodes.has(code) ? code : countryFromName(cell)
    return value ? { value } : unreadable(options, cell, 'write a country code of two letters, like GB')
  },
  format: value => value,
  merge: true,
}

function upper(value: string): string {
  return value.trim().toUpperCase()
}
