import type { NumberOptions } from '@dormouse/model'
import { InputAdornment } from '@mui/material'
import { NumericInput } from './line.tsx'
import type { InputProps } from './view.ts'

export const PercentInput = (props: InputProps<NumberOptions>) => (
  <NumericInput
    {...props}
    min={props.field.options.min ?? 0}
    max={props.field.options.max ?? 100}
    end={<InputAdornment position="end">%</InputAdornment>}
  />
)
