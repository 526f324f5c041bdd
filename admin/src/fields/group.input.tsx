import type { WithFields } from '@dormouse/model'
import { isReference } from './about.tsx'
import { PartsInput } from './parts.input.tsx'
import type { InputProps } from './view.ts'

/** What a record is about is said by where it is made from; nobody types ids. */
export const GroupInput = (props: InputProps<WithFields>) =>
  isReference(props.field) ? null : <PartsInput {...props} />
