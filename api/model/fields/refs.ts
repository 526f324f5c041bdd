import * as z from 'zod/mini'
import type { Field, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { distinct } from './choices.ts'
import { listOperators } from './operators.ts'
import { idPattern, idSchema, type RefOptions, type WithTarget } from './ref.ts'
import { mustBe, named, unreadable } from './sentences.ts'

export const refsMax = 5000

/** Ids of any number of records of another resource. */
export function refs<const T extends string, const O extends RefOptions>(
  to: T,
  options?: Only<O, RefOptions>,
): Field<'refs', string[], Given<O> & { to: T }> {
  return field('refs', { ...options, to })
}

export const refsKind: Kind<WithTarget, string[]> = {
  name: 'refs',
  schema: options =>
    z
      .array(idSchema(options), { error: mustBe(options, 'a list of ids') })
      .check(
        z.overwrite(distinct),
        z.minLength(options.required ? 1 : 0, { error: `${named(options)} must be filled in.` }),
        z.maxLength(refsMax, { error: `${named(options)}: at most ${refsMax} records.` }),
      ),
  normalise: distinct,
  comparison: 'list',
  operators: listOperators,
  empty: [],
  example: () => ['0197f6a0-0000-7000-8000-000000000001'],
  parse(cell, options) {
    const ids = cell.split(/[\s,;|]+/).filter(part => part !== '')
    const wrong = ids.find(id => !idPattern.test(id))
    return wrong === undefined ? { value: distinct(ids) } : unreadable(options, wrong, 'it is the id of a record')
  },
  format: value => value.join(', '),
}
