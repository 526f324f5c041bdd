import { resourceNamed } from '@dormouse/model'
import { RecordName } from '../fields/ref.tsx'
import type { ValueProps } from '../fields/view.ts'
import { PersonName } from '../screens/PersonName.tsx'

/** What an entry of the log is about: people and records by their names, everything else as it was noted. */
export function AboutCell({ value }: ValueProps) {
  const { staffId, resource, id, ...rest } = value as Record<string, unknown>
  const others = Object.entries(rest).map(
    ([name, noted]) => `${name}: ${typeof noted === 'object' ? JSON.stringify(noted) : noted}`,
  )
  return (
    <span>
      {typeof staffId === 'string' && <PersonName id={staffId} />}
      {typeof resource === 'string' && typeof id === 'string' && resourceNamed(resource) ? (
        <RecordName to={resource} id={id} />
      ) : (
        typeof resource === 'string' && resource
      )}
      {others.length > 0 && ` (${others.join(', ')})`}
    </span>
  )
}
