import * as z from 'zod/mini'
import type { Field, FieldOptions } from '../field.ts'
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

/** An example of each part. */
export const exampleOf = (parts: Record<string, Field>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, kindOf(part).example(effective(part).options)]))
