/** Names of records, and what a declaration says about its resource as a whole. */
import { type AnyResource, type Field, resourceNamed } from '@dormouse/model'
import { may } from '../authProvider.ts'

export function declarationOf(name: string): AnyResource {
  const declared = resourceNamed(name)
  if (!declared) throw new Error(`No resource is called "${name}".`)
  return declared
}

/** What a record is called on screen; never empty, so that a link always has words. */
export function titleOf(resource: string, record: object & { id?: unknown }): string {
  try {
    return declarationOf(resource).title(record as never) || String(record.id)
  } catch {
    // A record without some of its fields (masked for this role) may be too little for its title.
    return String(record.id ?? '')
  }
}

/** The value at a dotted path. */
export function valueAt(record: unknown, path: string): unknown {
  let value = record
  for (const key of path.split('.')) value = (value as Record<string, unknown> | null | undefined)?.[key]
  return value
}

/** The declared fields by name, their value types forgotten. */
export const fieldsOf = (resource: string): Record<string, Field> => declarationOf(resource).fields

/** Whether there is a form that makes new ones: for a single record, or one that only the writer keeps, there is none. */
export function creatable(resource: string): boolean {
  if (declarationOf(resource).single || !may('write', resource)) return false
  return Object.values(fieldsOf(resource)).some(field => !field.options.readOnly && field.kind !== 'custom')
}

/** Whether the signed-in person has a form that changes them. */
export const editable = (resource: string): boolean => creatable(resource) || isSingleToEdit(resource)

const isSingleToEdit = (resource: string): boolean =>
  declarationOf(resource).single !== undefined && may('write', resource)

/** Whether the signed-in person may remove some of them. */
export const removable = (resource: string): boolean => !declarationOf(resource).single && may('delete', resource)
