import type { Field, FieldOptions, Json, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { textKind } from './text.ts'

export interface ComputedOptions extends FieldOptions {
  /** From the record's own fields. Pure; the writer stores what it answers with every create and update. */
  value?(record: { [field: string]: Json }): Json
  /** `reference.field`: the value of that field in the record referred to, kept up to date by the writer. */
  through?: string
}

/**
 * A value that follows from others. It is stored, so that it can be filtered, sorted and searched like a field of the
 * kind it is of: `computed(dateTime(), {through: 'eventId.startAt'})`.
 */
export function computed<const F extends Field, const O extends ComputedOptions>(
  as: F,
  options?: Only<O, ComputedOptions>,
): Field<'computed', F extends Field<string, infer Value> ? Value : never, Given<O> & { as: F; readOnly: true }> {
  return field('computed', { history: false, ...options, as, readOnly: true })
}

/** Behaviour is that of the kind it is of: `kindOf` looks through it. */
export const computedKind: Kind = { ...textKind, name: 'computed' }
