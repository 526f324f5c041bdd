import type { WithChoices } from '@dormouse/model'
import { SelectInput } from 'react-admin'
import { useOptions } from './choice.tsx'
import { inputProps } from './line.tsx'
import type { InputProps } from './view.ts'

export function ChoiceInput(props: InputProps<WithChoices>) {
  const options = useOptions(props)
  return <SelectInput {...inputProps(props)} choices={options} translateChoice={false} />
}
