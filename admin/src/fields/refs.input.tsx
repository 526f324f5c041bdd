import type { WithTarget } from '@dormouse/model'
import { AutocompleteArrayInput, ReferenceArrayInput } from 'react-admin'
import { may } from '../authProvider.ts'
import { inputProps } from './line.tsx'
import { searchFor, sortOf, useTitleIn } from './references.ts'
import type { InputProps } from './view.ts'

/** What a box offers before anybody has typed. */
const offeredMax = 25

export function RefsInput(props: InputProps<WithTarget>) {
  const { to } = props.field.options
  const title = useTitleIn(to)
  if (!may('read', to)) return null
  return (
    <ReferenceArrayInput source={props.path} reference={to} perPage={offeredMax} sort={sortOf(to)}>
      <AutocompleteArrayInput
        {...inputProps(props)}
        optionText={title}
        filterToQuery={searchFor(to)}
        parse={value => value ?? []}
        format={value => value ?? []}
      />
    </ReferenceArrayInput>
  )
}
