/** Checks a value from outside against a derived schema. Never throws; every error is a sentence at its field's path. */
import type * as z from 'zod/mini'
import type { Json } from './field.ts'
import { forbiddenKeys } from './paths.ts'

export type Validated<T> = { ok: true; value: T } | { ok: false; errors: Record<string, string> }

export const depthMax = 20

type Prepare = (value: unknown) => unknown
const preparations = new WeakMap<z.ZodMiniType, Prepare>()

/** Registers what is done to a value before the schema sees it. */
export function prepareWith(schema: z.ZodMiniType, prepare: Prepare): void {
  preparations.set(schema, prepare)
}

export function validate<T = Record<string, Json>>(schema: z.ZodMiniType, value: unknown): Validated<T> {
  const danger = dangerIn(value)
  if (danger) return { ok: false, errors: danger }
  const prepare = preparations.get(schema)
  const result = schema.safeParse(prepare ? prepare(value) : value)
  if (result.success) return { ok: true, value: result.data as T }
  return { ok: false, errors: sentences(result.error.issues) }
}

/** Keys that would reach into JavaScript itself, nesting without end, and what JSON can't say. */
function dangerIn(value: unknown, path: readonly string[] = []): Record<string, string> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const place = path.join('.') || 'root'
  if (path.length >= depthMax) return { [path[0] ?? 'root']: `This is nested more than ${depthMax} levels deep.` }
  for (const key of Object.keys(value)) {
    if (forbiddenKeys.has(key)) return { [place]: `“${key}” can't be the name of a field.` }
    const held = (value as Record<string, unknown>)[key]
    const inner = typeof held === 'object' ? dangerIn(held, [...path, key]) : undefined
    if (inner) return inner
  }
  return undefined
}

function sentences(issues: readonly z.core.$ZodIssue[]): Record<string, string> {
  const errors: Record<string, string> = {}
  const say = (path: string, sentence: string) => {
    errors[path] ??= sentence
  }
  for (const issue of issues) {
    const path = fieldPath(issue.path)
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) say(path ? `${path}.${key}` : key, `There is no field called “${key}”.`)
    } else say(path || 'root', issue.message)
  }
  return errors
}

/** Up to the field: which element of a list it was, its form can't show. */
function fieldPath(path: readonly PropertyKey[]): string {
  const element = path.findIndex(part => typeof part === 'number')
  return (element < 0 ? path : path.slice(0, element)).map(String).join('.')
}
