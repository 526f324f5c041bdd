import * as z from 'zod/mini'
import type { Field, FieldOptions, Held, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { flagOperators } from './operators.ts'
import { mustBe, unreadable } from './sentences.ts'

export type FlagOptions = FieldOptions

/** Yes, no, or not known. With `required` and an `initial`: yes or no. */
export function flag<const O extends FlagOptions>(
  options?: Only<O, FlagOptions>,
): Field<'flag', Held<boolean, O>, Given<O>> {
  return field('flag', options)
}

export const flagKind: Kind<FlagOptions, boolean> = {
  name: 'flag',
  schema: options => z.boolean({ error: mustBe(options, 'yes or no (true or false)') }),
  comparison: 'flag',
  operators: flagOperators,
  empty: null,
  example: () => true,
  parse(cell, options) {
    const word = cell.trim().toLowerCase()
    if (yes.has(word)) return { value: true }
    if (no.has(word)) return { value: false }
    return unreadable(options, cell, 'write yes or no')
  },
  format: value => (value ? 'yes' : 'no'),
}

const yes = new Set(
  'yes y true t 1 on x ✓ ja j wahr oui o vrai sí si s sim subscribed confirmed opted-in optin'.split(' '),
)
const no = new Set('no n false f 0 off nein falsch non faux não unsubscribed cleaned opted-out optout'.split(' '))
