/** Fields that staff added by clicking, turned into fields like any other. */
import type { Field, Json } from './field.ts'
import type { AnyResource } from './resource.ts'
import type { Property } from './resources/properties.ts'

/** Key → field, in the order of their positions. Archived ones are left out: they keep their values and nothing else. */
export function propertyFields(resource: AnyResource, properties: readonly Property[] = []): Record<string, Field> {
  const shown = properties.filter(property => property.resource === resource.name && !property.archived)
  shown.sort((a, b) => a.position - b.position || (a.key < b.key ? -1 : 1))
  return Object.fromEntries(shown.map(property => [property.key, propertyField(property)]))
}

export function propertyField(property: Property): Field {
  const { label, required, group, kind } = property
  return {
    kind,
    options: {
      ...defaults(kind),
      ...known(property.options),
      label,
      required,
      filter: true,
      ...(group ? { group } : {}),
    },
  } as Field
}

/** What a kind can't do without, where the record does not say it. */
function defaults(kind: string): Record<string, Json> {
  if (kind === 'choice' || kind === 'choices') return { choices: ['—'] }
  return kind === 'ref' || kind === 'refs' ? { to: 'contacts', onDelete: 'detach' } : {}
}

/** Only options that are plain data for the kinds that are offered; anything else in the record is not listened to. */
function known(options: Property['options']): Record<string, Json> {
  const { choices, labels, currency, min, max, to, help, merge } = options ?? {}
  const given = { choices: texts(choices), labels, currency, min, max, to, help, merge }
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== null),
  ) as Record<string, Json>
}

function texts(value: Json | undefined): string[] | undefined {
  const list = Array.isArray(value) ? value.filter(each => typeof each === 'string' && each !== '') : []
  return list.length > 0 ? (list as string[]) : undefined
}
