import type { WithFields } from '@dormouse/model'
import { PartsCell, PartsFilter, PartsInput, PartsShow } from './parts.tsx'
import { isReference, ReferenceParts } from './about.tsx'
import { view } from './view.ts'

export const group = view<WithFields>({
  Input: props => (isReference(props.field) ? null : <PartsInput {...props} />),
  Show: props => (isReference(props.field) ? <ReferenceParts value={props.value} link /> : <PartsShow {...props} />),
  Cell: props => (isReference(props.field) ? <ReferenceParts value={props.value} /> : <PartsCell {...props} />),
  Filter: PartsFilter,
})
