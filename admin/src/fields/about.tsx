/** A group that names any record by resource and id: what a note is about, what a document belongs to. */
import { type Field, resourceNamed, type WithFields } from '@dormouse/model'
import { RecordLink, RecordName } from './ref.tsx'

/** Whether the group is such a name. Its parts are chosen by where the record is made from, never typed. */
export function isReference(field: Field): boolean {
  const { fields } = field.options as WithFields
  const names = Object.keys(fields ?? {})
  return names.length === 2 && names.includes('resource') && names.includes('id')
}

export function ReferenceParts({ value, link }: { value: { resource?: string; id?: string }; link?: boolean }) {
  if (!value.resource || !value.id || !resourceNamed(value.resource)) return null
  return link ? <RecordLink to={value.resource} id={value.id} /> : <RecordName to={value.resource} id={value.id} />
}
