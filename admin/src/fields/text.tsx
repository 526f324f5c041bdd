import type { TextOptions } from '@dormouse/model'
import { ContainsFilter } from './filters.tsx'
import { LineInput } from './inputs.tsx'
import { view } from './view.ts'

export const text = view<TextOptions>({
  Input: props => <LineInput {...props} max={props.field.options.max} />,
  Show: ({ value }) => <span>{value}</span>,
  Filter: ContainsFilter,
})
