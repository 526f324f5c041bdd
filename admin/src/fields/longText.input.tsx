import type { LongTextOptions } from '@dormouse/model'
import { TextInput } from 'react-admin'
import { inputProps } from './line.tsx'
import type { InputProps } from './view.ts'

export const LongTextInput = (props: InputProps<LongTextOptions>) => (
  <TextInput {...inputProps(props)} multiline minRows={3} maxRows={16} />
)
