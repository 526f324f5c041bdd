import type { SlugOptions } from '@dormouse/model'
import { ContainsFilter } from './filters.tsx'
import { view } from './view.ts'

export const slug = view<SlugOptions>({
  Show: ({ value }) => <code>{value}</code>,
  Filter: ContainsFilter,
})
