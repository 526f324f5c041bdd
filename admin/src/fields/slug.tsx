import type { SlugOptions } from '@dormouse/model'
import { ContainsFilter } from './filters.tsx'
import { LineInput } from './inputs.tsx'
import { view } from './view.ts'

export const slug = view<SlugOptions>({
  Input: props => <LineInput {...props} max={props.field.options.max} placeholder="summer-party-2026" />,
  Show: ({ value }) => <code>{value}</code>,
  Filter: ContainsFilter,
})
