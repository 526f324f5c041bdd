/** For tests: a field that staff added, with what does not matter filled in. */
import type { Property } from './resources/properties.ts'

export function property(given: Partial<Property> & Pick<Property, 'key'>): Property {
  return {
    id: `property-${given.key}`,
    createdAt: '2026-01-01T00:00:00.000Z',
    createdBy: 'test',
    updatedAt: '2026-01-01T00:00:00.000Z',
    updatedBy: 'test',
    version: 1,
    resource: 'contacts',
    label: given.key,
    kind: 'text',
    options: null,
    required: false,
    group: null,
    position: 0,
    archived: false,
    ...given,
  }
}
