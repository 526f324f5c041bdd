/** How records of a resource are offered where one is to be chosen. */
import { type Field, resourceNamed } from '@dormouse/model'
import { useCallback } from 'react'
import type { RaRecord } from 'react-admin'
import { titleOf } from '../screens/titles.ts'

export function sortOf(resource: string): { field: string; order: 'ASC' | 'DESC' } {
  const [field, order] = resourceNamed(resource)?.sort ?? ['id', 'asc']
  return { field: String(field), order: order === 'asc' ? 'ASC' : 'DESC' }
}

export const searchable = (resource: string): boolean =>
  Object.values<Field>(resourceNamed(resource)?.fields ?? {}).some(field => field.options.search)

/** What is typed, as a filter. A resource without searched fields is short enough to be offered whole. */
export const searchFor = (resource: string) => (typed: string) => (typed && searchable(resource) ? { q: typed } : {})

/** The same function for as long as it is about the same resource: with a new one, a box forgets what is typed in it. */
export const useTitleIn = (resource: string) => useCallback((record: RaRecord) => titleOf(resource, record), [resource])
