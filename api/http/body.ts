/** What a body may look like before anybody reads meaning into it. */
import type { Json } from '@dormouse/model'
import { problem } from './problems.ts'

export const jsonBytesMax = 1024 * 1024
export const depthMax = 20
/** Keys that reach behind an object instead of into it. */
const dangerous = new Set(['__proto__', 'constructor', 'prototype'])

/** Refuses keys that could change objects' behaviour, naming them, and nesting no honest client sends. */
export function checkJson(value: unknown): Json {
  check(value, '', 0)
  return value as Json
}

function check(value: unknown, path: string, depth: number): void {
  if (typeof value !== 'object' || value === null) return
  if (depth >= depthMax) throw problem('invalid', `The body is nested more than ${depthMax} levels deep.`)
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) check(value[at], `${path}[${at}]`, depth + 1)
    return
  }
  for (const key of Object.keys(value)) {
    const name = path === '' ? key : `${path}.${key}`
    if (dangerous.has(key))
      throw problem('invalid', `The key "${name}" is not allowed.`, { errors: { [name]: 'This key is not allowed.' } })
    check((value as Record<string, unknown>)[key], name, depth + 1)
  }
}

/** A JSON object, or a refusal that says so. */
export function objectBody(body: unknown): Record<string, Json> {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || body instanceof Uint8Array)
    throw problem('invalid', 'The body must be a JSON object.')
  return body as Record<string, Json>
}
