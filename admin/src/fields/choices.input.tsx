import type { WithChoices } from '@dormouse/model'
import { AutocompleteArrayInput, CheckboxGroupInput } from 'react-admin'
import { useOptions } from './choice.tsx'
import { inputProps } from './line.tsx'
import type { InputProps } from './view.ts'

/** More than that are chosen from a box one types in. */
const checkboxesMax = 8

export function ChoicesInput(props: InputProps<WithChoices>) {
  const options = useOptions(props)
  const Input = options.length > checkboxesMax ? AutocompleteArrayInput : CheckboxGroupInput
  return <Input {...inputProps(props)} choices={options} translateChoice={false} />
}
