import type { NumberOptions } from '@dormouse/model'
import { RangeFilter } from './filters.tsx'
import { NumericInput } from './inputs.tsx'
import { NumberValue } from './integer.tsx'
import { view } from './view.ts'

export const decimal = view<NumberOptions>({
  Input: props => <NumericInput {...props} min={props.field.options.min} max={props.field.options.max} />,
  Show: NumberValue,
  Filter: props => <RangeFilter {...props} type="number" />,
})
