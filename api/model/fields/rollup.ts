import type { Field, FieldOptions, Json, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { integer, integerKind } from './integer.ts'

export interface RollupOptions extends FieldOptions {
  /** The field of the other resource that refers to this record (a ref, or refs). */
  by: string
  /** Which of them count; field → value, or list of values. All of them when absent. */
  where?: Readonly<Record<string, Json>>
  /** What is made of them; their number when none of these is named. Each names a field of the other resource. */
  sum?: string
  min?: string
  max?: string
  /** The field's value in the record that is last by `when` of its resource. */
  last?: string
  /** The kind of the result, where it is not a number. */
  as?: Field
}
export type WithSource = RollupOptions & { from: string }

type RolledUp<O> = O extends { as: Field<string, infer Value> }
  ? Value | null
  : O extends { sum: string } | { min: string } | { max: string } | { last: string }
    ? number | null
    : number

/** A figure over related records, kept by the writer: `rollup('attendances', {by: 'contactId'})` counts them. */
export function rollup<const R extends string, const O extends RollupOptions>(
  from: R,
  options: Only<O, RollupOptions>,
): Field<'rollup', RolledUp<O>, Given<O> & { from: R; readOnly: true }> {
  const counts = !(options.sum ?? options.min ?? options.max ?? options.last)
  const initial = counts ? { initial: 0 } : {}
  return field('rollup', { ...initial, as: integer(), history: false, ...options, from, readOnly: true })
}

/** Behaviour is that of the kind of its result: `kindOf` looks through it. */
export const rollupKind: Kind = { ...integerKind, name: 'rollup' }
