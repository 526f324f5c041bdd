import type { FlagOptions } from '@dormouse/model'
import { BooleanInput, NullableBooleanInput } from 'react-admin'
import { inputProps } from './line.tsx'
import type { InputProps } from './view.ts'

/** A switch where it is yes or no; a choice of three where "not known" is an answer too. */
export function FlagInput(props: InputProps<FlagOptions>) {
  const { required, initial } = props.field.options
  // A switch is always answered: a mark that it must be would only puzzle.
  if (required || typeof initial === 'boolean')
    return <BooleanInput {...inputProps({ ...props, required: false })} disabled={props.readOnly} />
  return <NullableBooleanInput {...inputProps(props)} disabled={props.readOnly} />
}
