/** Names of records, and what a declaration says about its resource as a whole. */
import { type AnyResource, resourceNamed } from '@dormouse/model'
import { may } from '../authProvider.ts'

export function declarationOf(name: string): AnyResource {
  const declared = resourceNamed(name)
  if (!declared) throw new Error(`No resource is called "${name}".`)
  return declared
}

/** What a record is called on screen; never empty, so that a link always has words. */
export function titleOf(resource: string, record: any): string {
  try {
    return declarationOf(resource).title(record) || String(record.id)
  } catch {
    // A record without some of its fields (masked for this role) may be too little for its title.
    return String(record?.id ?? '')
  }
}

/** The value at a dotted path. */
export function valueAt(record: unknown, path: string): any {
  let value: any = record
  for (const key of path.split('.')) value = value?.[key]
  return value
}

/** Whether there is a form that makes new ones: for a single record, or one that only the writer keeps, there is none. */
export function creatable(resource: string): boolean {
  const { single, fields } = declarationOf(resource)
  if (single || !may('write', resource)) return false
  return Object.values<any>(fields).some(field => !field.options.readOnly && field.kind !== 'custom')
}

export const editable = creatable

/** Whether the signed-in person may remove some of them. */
export const removable = (resource: string): boolean => !declarationOf(resource).single && may('delete', resource)
