/** Which fields a screen shows, and under which names: the declaration's, and the ones that staff added by clicking. */
import { included, type Leaf, leaves, type Property, propertyField, resourceNamed } from '@dormouse/model'
import { useMemo } from 'react'
import { useGetList, useTranslate } from 'react-admin'
import { me } from '../authProvider.ts'
import type { FieldPlace } from '../fields/view.ts'
import { declarationOf, fieldsOf } from './titles.ts'

export interface Place extends FieldPlace {
  /** Kept by the store itself: createdAt, updatedBy... */
  base?: boolean
}

/** Custom properties a resource may have; more than that is a spreadsheet, not a form. */
const propertiesMax = 200

/** The fields staff added to a resource, in their order, without the archived ones. */
export function useProperties(resource: string): Property[] {
  const { data } = useGetList<Property>(
    'properties',
    {
      pagination: { page: 1, perPage: propertiesMax },
      sort: { field: 'position', order: 'ASC' },
      filter: { resource },
    },
    { enabled: resourceNamed(resource)?.extensible === true, staleTime: 60_000 },
  )
  // Asked for with the archived ones: a change of a known one is seen at once, of a filtered list only when it is stale.
  return useMemo(() => data?.filter(each => !each.archived) ?? none, [data])
}
// One array for all who have none: a new one each time would make every memo below start over.
const none: Property[] = []

/** Top-level fields, then custom properties: what forms and pages show. Fields the role may not read are left out. */
export function usePlaces(resource: string): Place[] {
  const properties = useProperties(resource)
  const label = useLabel(resource)
  return useMemo(() => {
    const own = Object.entries(fieldsOf(resource))
      .filter(([, field]) => field.kind !== 'custom')
      .map(([path, field]) => ({ resource, path, field, label: label(path, field.options.label) }))
    const custom = properties.map(property => ({
      resource,
      path: `properties.${property.key}`,
      field: propertyField(property),
      label: property.label,
    }))
    return [...own, ...custom].filter(isShown)
  }, [resource, properties, label])
}

/** Everything that can be a column or a filter: parts of composite fields and the base fields too. */
export function useLeafPlaces(resource: string): Place[] {
  const properties = useProperties(resource)
  const label = useLabel(resource)
  return useMemo(
    () =>
      leaves(declarationOf(resource), properties)
        .map(({ path, field, label: words, base }: Leaf) => ({
          resource,
          path,
          field,
          label: label(path, words),
          base,
        }))
        .filter(isShown),
    [resource, properties, label],
  )
}

/** The name of a field on screen: translated, else as declared. */
export function useLabel(resource: string): (path: string, declared?: string) => string {
  const translate = useTranslate()
  return useMemo(
    () => (path, declared) => translate(`resources.${resource}.fields.${path}`, { _: declared ?? path }),
    [translate, resource],
  )
}

const isShown = ({ field }: Place): boolean => !field.options.hidden && included(field.options.read, me().role)

/** Whether the signed-in person may change the field in a form that creates, or in one that edits. */
export function writable({ field }: Place, doing: 'create' | 'edit'): boolean {
  if (field.options.readOnly || !included(field.options.write, me().role)) return false
  return doing === 'create' || !field.options.immutable
}
