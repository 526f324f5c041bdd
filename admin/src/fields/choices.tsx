import type { WithChoices } from '@dormouse/model'
import { Chips } from './Chips.tsx'
import { useChoiceLabel, useOptions } from './choice.tsx'
import { AnyOfFilter } from './filters.tsx'
import { view } from './view.ts'

export const choices = view<WithChoices>({
  Show: props => <Chips words={(props.value as string[]).map(useChoiceLabel(props))} all />,
  Cell: props => <Chips words={(props.value as string[]).map(useChoiceLabel(props))} />,
  Filter: props => <AnyOfFilter {...props} options={useOptions(props)} />,
})
