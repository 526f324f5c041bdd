/** No two records share what a declaration says is theirs alone. Compared as stored, so after normalisation. */
import { type AnyResource, at, type Field, isShared, type Json, same } from '@dormouse/model'
import type { StoredRecord } from '../store/view.ts'
import type { Draft } from './handler.ts'

/**
 * Sentences at the fields whose value another record has already. They name nobody: that something is taken is the one
 * thing an asker may learn about a record they can't see. Only what this change touches is looked at.
 */
export function takenValues(
  draft: Draft,
  resource: AnyResource,
  before: StoredRecord | undefined,
  after: StoredRecord,
): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const [name, field] of Object.entries<Field>(resource.fields)) {
    if (!field.options.unique || isShared(field, after)) continue
    if (isTaken(draft, resource, [name], before, after)) errors[name] = sentenceFor(field)
  }
  for (const names of resource.unique ?? []) {
    if (!isTaken(draft, resource, names, before, after)) continue
    errors[names.at(-1) as string] = `There is a ${resource.label[0].toLowerCase()} like this already.`
  }
  return errors
}

function isTaken(
  draft: Draft,
  resource: AnyResource,
  names: readonly string[],
  before: StoredRecord | undefined,
  after: StoredRecord,
): boolean {
  const wanted = names.map(name => at(after, name) ?? null)
  if (wanted.some(value => placeOf('', value) === undefined)) return false
  // Whoever no longer shares a value is looked at as if it were new.
  const shared = before && isShared(resource.fields[names[0] as string], before)
  const had = before && !shared && names.map(name => at(before, name) ?? null)
  if (had && same(had, wanted)) return false
  return shortest(draft, resource, names, wanted).some(
    other => other.id !== after.id && names.every((name, index) => same(at(other, name), wanted[index])),
  )
}

/** An event has thousands of attendances, a person a few: the index that finds fewest is walked. */
function shortest(
  draft: Draft,
  resource: AnyResource,
  names: readonly string[],
  wanted: readonly Json[],
): readonly StoredRecord[] {
  let found: readonly StoredRecord[] | undefined
  for (const [index, name] of names.entries()) {
    const [path, text] = placeOf(name, wanted[index] ?? null) ?? [name, '']
    const candidates = draft.table(resource.name).lookup(path, text)
    if (!found || candidates.length < found.length) found = candidates
    if (found.length === 0) break
  }
  return found ?? []
}

/**
 * Where an index has the value: under its text, a list under that of its first entry, a value of several parts (an amount
 * of money, an address) under that of the first part that says something. Undefined for what is blank.
 */
function placeOf(path: string, value: Json): [path: string, text: string] | undefined {
  if (value === null || value === '') return undefined
  if (Array.isArray(value)) return placeOf(path, value[0] ?? null)
  if (typeof value !== 'object') return [path, String(value)]
  for (const [part, inner] of Object.entries(value)) {
    const place = placeOf(`${path}.${part}`, inner)
    if (place) return place
  }
  return undefined
}

const sentenceFor = (field: Field): string =>
  field.kind === 'email' ? 'This address is already in use.' : 'This is already in use.'
