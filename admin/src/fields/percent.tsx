import type { NumberOptions } from '@dormouse/model'
import { InputAdornment } from '@mui/material'
import { RangeFilter } from './filters.tsx'
import { NumericInput } from './inputs.tsx'
import { view } from './view.ts'

export const percent = view<NumberOptions>({
  Input: props => (
    <NumericInput
      {...props}
      min={props.field.options.min ?? 0}
      max={props.field.options.max ?? 100}
      end={<InputAdornment position="end">%</InputAdornment>}
    />
  ),
  Show: ({ value }) => <span>{value} %</span>,
  Filter: props => <RangeFilter {...props} type="number" />,
})
