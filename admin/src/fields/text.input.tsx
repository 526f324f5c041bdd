import type { TextOptions } from '@dormouse/model'
import { LineInput } from './line.tsx'
import type { InputProps } from './view.ts'

export const TextInput = (props: InputProps<TextOptions>) => <LineInput {...props} max={props.field.options.max} />
