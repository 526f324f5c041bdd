import type { TextOptions } from '@dormouse/model'
import { ContainsFilter } from './filters.tsx'
import { view } from './view.ts'

export const text = view<TextOptions>({
  Show: ({ value }) => <span>{value}</span>,
  Filter: ContainsFilter,
})
