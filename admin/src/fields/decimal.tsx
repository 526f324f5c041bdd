import type { NumberOptions } from '@dormouse/model'
import { RangeFilter } from './filters.tsx'
import { NumberValue } from './integer.tsx'
import { view } from './view.ts'

export const decimal = view<NumberOptions>({
  Show: NumberValue,
  Filter: props => <RangeFilter {...props} type="number" />,
})
