import type { NumberOptions } from '@dormouse/model'
import { RangeFilter } from './filters.tsx'
import { view } from './view.ts'

export const percent = view<NumberOptions>({
  Show: ({ value }) => <span>{value} %</span>,
  Filter: props => <RangeFilter {...props} type="number" />,
})
