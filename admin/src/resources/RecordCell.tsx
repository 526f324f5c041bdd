import { resourceNamed } from '@dormouse/model'
import { useTranslate } from 'react-admin'
import { may } from '../authProvider.ts'
import { RecordName } from '../fields/ref.tsx'
import type { ValueProps } from '../fields/view.ts'

/** The id of a record whose kind stands beside it in `resource`: by its name. */
export function RecordCell({ value, record }: ValueProps) {
  const resource = String((record as { resource?: unknown } | undefined)?.resource)
  if (!resourceNamed(resource) || !may('read', resource)) return <span>{String(value)}</span>
  return <RecordName to={resource} id={String(value)} />
}

/** The name of a kind of record, as the menu has it. */
export function ResourceCell({ value }: ValueProps) {
  const translate = useTranslate()
  return <span>{translate(`resources.${value}.name`, { smart_count: 2, _: String(value) })}</span>
}
