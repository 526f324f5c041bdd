import type { WithFields } from '@dormouse/model'
import { isReference, ReferenceParts } from './about.tsx'
import { PartsCell, PartsFilter, PartsShow } from './parts.tsx'
import { view } from './view.ts'

export const group = view<WithFields>({
  Show: props => (isReference(props.field) ? <ReferenceParts value={props.value} link /> : <PartsShow {...props} />),
  Cell: props => (isReference(props.field) ? <ReferenceParts value={props.value} /> : <PartsCell {...props} />),
  Filter: PartsFilter,
})
