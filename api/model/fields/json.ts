import * as z from 'zod/mini'
import type { Field, FieldOptions, Held, Json, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { emptinessOperators } from './operators.ts'
import { mustBe, named, unreadable } from './sentences.ts'

export interface JsonOptions extends FieldOptions {
  shape?: 'object' | 'array'
  /** It is a rule group that picks records of this resource; the writer checks it (`broken`). */
  rules?: string
}

type JsonOf<O> = O extends { shape: 'object' } ? { [key: string]: Json } : O extends { shape: 'array' } ? Json[] : Json

/** Data with a shape of its own that no screen derives: a rule tree, counts, a mapping. */
export function json<const O extends JsonOptions>(
  options?: Only<O, JsonOptions>,
): Field<'json', Held<JsonOf<O>, O>, Given<O>> {
  return field('json', options)
}

export const jsonKind: Kind<JsonOptions, Json> = {
  name: 'json',
  schema(options) {
    const error = mustBe(options, shapes[options.shape ?? 'any'])
    if (options.shape === 'array') return z.array(z.unknown(), { error }) as unknown as z.ZodMiniType<Json>
    if (options.shape === 'object' || options.rules) {
      return z.record(z.string(), z.unknown(), { error }) as unknown as z.ZodMiniType<Json>
    }
    return z
      .unknown()
      .check(
        z.refine(value => value !== undefined, { error: `${named(options)} must be filled in.` }),
      ) as unknown as z.ZodMiniType<Json>
  },
  comparison: 'none',
  operators: emptinessOperators,
  empty: null,
  example({ rules, shape }): Json {
    if (rules) return { combinator: 'and', rules: [] }
    return shape === 'array' ? [] : {}
  },
  parse(cell, options) {
    try {
      return { value: JSON.parse(cell) as Json }
    } catch {
      return unreadable(options, cell, 'it must be JSON')
    }
  },
  format: value => JSON.stringify(value),
}

const shapes = { object: 'an object', array: 'a list', any: 'a value' }
