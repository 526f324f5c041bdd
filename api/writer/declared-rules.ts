/** Rules that a declaration states, over the merged record and over the rule trees that stand in its fields. */
import { type AnyResource, broken, type Property, type Refused, refuse, same } from '@dormouse/model'
import type { StoredRecord } from '../store/view.ts'
import { invalid } from './accept.ts'
import type { Draft } from './handler.ts'

export function brokenRules(
  draft: Draft,
  resource: AnyResource,
  before: StoredRecord | undefined,
  after: StoredRecord,
): Refused | undefined {
  const keepsTrees = treesOf(resource).length > 0
  const properties = keepsTrees ? ([...draft.table('properties').values()] as unknown as readonly Property[]) : []
  const errors = broken(resource, after, properties) ?? {}
  const trees: Record<string, string> = {}
  for (const name of treesOf(resource)) {
    if (!(name in errors)) continue
    // A tree that was saved may name a field that has gone since; its group can still be renamed.
    if (!same(before?.[name], after[name])) trees[name] = errors[name] as string
    delete errors[name]
  }
  const [message] = Object.values(errors)
  if (message !== undefined) return refuse('refused', message, { errors })
  return Object.keys(trees).length > 0 ? invalid(trees) : undefined
}

const treesOf = (resource: AnyResource): string[] =>
  Object.keys(resource.fields).filter(name => resource.fields[name].options.rules !== undefined)
