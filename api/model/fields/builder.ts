/**
 * What the builders share. A name in `kindNames` without a kind in `kinds`, or a builder for a name that is not listed,
 * does not compile; the admin keeps its views under the same names, by the same list.
 */
import type { Field, FieldOptions } from '../field.ts'

export const kindNames = [
  'text',
  'longText',
  'richText',
  'email',
  'phone',
  'url',
  'slug',
  'integer',
  'decimal',
  'money',
  'percent',
  'flag',
  'date',
  'dateTime',
  'choice',
  'choices',
  'tags',
  'ref',
  'refs',
  'address',
  'country',
  'file',
  'json',
  'stage',
  'rollup',
  'computed',
  'group',
  'custom',
] as const
export type KindName = (typeof kindNames)[number]

/** Refuses an option the kind does not know. (Inference of `const O` alone would let a misspelt one through.) */
export type Only<O, Allowed> = O & Record<Exclude<keyof O, keyof Allowed>, never>

/** The options as they were given, known to be options: TypeScript finds "nothing in common" in `{max: 9}` otherwise. */
export type Given<O> = O & FieldOptions

export function field<F extends Field<KindName>>(kind: F['kind'], options: object = {}): F {
  return { kind, options } as unknown as F
}
