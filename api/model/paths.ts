/** Dotted paths into records: `email`, `address.city`, `properties.shirtSize`. Records are never changed in place. */
import type { Json } from './field.ts'

type Plain = { readonly [key: string]: Json }

export const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** What stands at the path; undefined where nothing does. */
export function at(record: Plain, path: string): Json | undefined {
  let value: Json | undefined = record as Json
  for (const key of path.split('.')) {
    if (!isPlain(value) || !Object.hasOwn(value, key)) return undefined
    value = value[key]
  }
  return value
}

/** A copy of the record with that value at the path. Where an object is missing on the way, it is made. */
export function withAt<R extends Plain>(record: R, path: string, value: Json): R {
  return put(record, path.split('.'), value) as R
}

function put(into: Plain, [key = '', ...rest]: string[], value: Json): Plain {
  if (key === '' || forbiddenKeys.has(key)) throw new Error(`“${key}” can't be the name of a field.`)
  if (rest.length === 0) return { ...into, [key]: value }
  const inner = Object.hasOwn(into, key) ? into[key] : undefined
  return { ...into, [key]: put(isPlain(inner) ? inner : {}, rest, value) }
}

/**
 * What changed, by path: putting `set` into `before` gives `after`, putting `was` into `after` gives `before` (a key that
 * was not there comes back as null). Objects are compared part by part down to the second name of a path, which is how
 * deep declared fields go; what lies deeper, and lists, change as a whole.
 */
export function diff(before: Plain, after: Plain): { set: Record<string, Json>; was: Record<string, Json> } {
  const set: Record<string, Json> = {}
  const was: Record<string, Json> = {}
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    compare(key, own(before, key), own(after, key), 1)
  }
  return { set, was }

  function compare(path: string, from: Json | undefined, to: Json | undefined, depth: number): void {
    if (same(from, to)) return
    if (depth < pathDepthMax && isPlain(from) && isPlain(to) && comparable(from, to)) {
      const keys = new Set([...Object.keys(from), ...Object.keys(to)])
      for (const key of keys) compare(`${path}.${key}`, own(from, key), own(to, key), depth + 1)
      return
    }
    set[path] = to ?? null
    was[path] = from ?? null
  }
}

const pathDepthMax = 2

/** A key that went away, or one with a dot in it, can't be said by a path: then the whole object changed. */
function comparable(from: Plain, to: Plain): boolean {
  return Object.keys(from).every(key => Object.hasOwn(to, key)) && Object.keys(to).every(isName)
}
const isName = (key: string): boolean => key !== '' && !key.includes('.') && !forbiddenKeys.has(key)

const own = (object: Plain, key: string): Json | undefined => (Object.hasOwn(object, key) ? object[key] : undefined)

/** Deep equality of JSON; the order of keys does not matter. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((each, index) => same(each, b[index]))
  }
  if (!isPlain(a) || !isPlain(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every(key => Object.hasOwn(b, key) && same(a[key], b[key]))
}

export function isPlain(value: unknown): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
