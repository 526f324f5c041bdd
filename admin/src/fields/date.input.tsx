import type { DateOptions } from '@dormouse/model'
import { DateInput as RaDateInput } from 'react-admin'
import { inputProps } from './line.tsx'
import type { InputProps } from './view.ts'

export const DateInput = (props: InputProps<DateOptions>) => (
  <RaDateInput
    {...inputProps(props)}
    // A day stays a day: react-admin would otherwise pass it through a Date, in this computer's zone.
    parse={typed => (typed === '' ? null : typed)}
    format={value => (value ? String(value).slice(0, 10) : '')}
    slotProps={{ htmlInput: { min: props.field.options.min, max: props.field.options.max } }}
  />
)
