import type { NumberOptions } from '@dormouse/model'
import { NumericInput } from './line.tsx'
import type { InputProps } from './view.ts'

export const DecimalInput = (props: InputProps<NumberOptions>) => (
  <NumericInput {...props} min={props.field.options.min} max={props.field.options.max} />
)
