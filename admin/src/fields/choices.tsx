import type { WithChoices } from '@dormouse/model'
import { AutocompleteArrayInput, CheckboxGroupInput } from 'react-admin'
import { useChoiceLabel, useOptions } from './choice.tsx'
import { Chips } from './Chips.tsx'
import { AnyOfFilter } from './filters.tsx'
import { inputProps } from './inputs.tsx'
import { view } from './view.ts'

/** More than that are chosen from a box one types in. */
const checkboxesMax = 8

export const choices = view<WithChoices>({
  Input: props => {
    const options = useOptions(props)
    const Input = options.length > checkboxesMax ? AutocompleteArrayInput : CheckboxGroupInput
    return <Input {...inputProps(props)} choices={options} translateChoice={false} />
  },
  Show: props => {
    const label = useChoiceLabel(props)
    return <Chips words={(props.value as string[]).map(label)} />
  },
  Filter: props => <AnyOfFilter {...props} options={useOptions(props)} />,
})
