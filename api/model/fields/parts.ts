import * as z from 'zod/mini'
import type { Field, FieldOptions, Json } from '../field.ts'
import { effective, kindOf } from './index.ts'
import { labelOf, mustBe } from './sentences.ts'

/** A stored object of parts: every key is there, null where it is empty. */
export function partsSchema(parts: Record<string, Field>, options: FieldOptions): z.ZodMiniType {
  const shape = Object.entries(parts).map(([name, part]) => {
    const schema = kindOf(part).schema({ ...part.options, label: part.options.label ?? labelOf(name) })
    return [name, kindOf(part).spread || kindOf(part).empty ? schema : z.nullable(schema)] as const
  })
  return z.strictObject(Object.fromEntries(shape), { error: mustBe(options, 'an object') })
}

/** A value as it might be: the declaration's, or the one that its kind has. */
export function exampleOf(field: Field): Json {
  const { example, initial } = field.options
  return example ?? initial ?? (kindOf(field).example(effective(field).options) as Json)
}

/** An example of each part. */
export const examplesOf = (parts: Record<string, Field>): Record<string, Json> =>
  Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, exampleOf(part)]))
