import type { WithTarget } from '@dormouse/model'
import { AutocompleteArrayInput, ReferenceArrayInput } from 'react-admin'
import { may } from '../authProvider.ts'
import { titleOf } from '../screens/titles.ts'
import { inputProps } from './line.tsx'
import { searchFor, sortOf } from './references.ts'
import type { InputProps } from './view.ts'

/** What a box offers before anybody has typed. */
const offeredMax = 25

export function RefsInput(props: InputProps<WithTarget>) {
  const { to } = props.field.options
  if (!may('read', to)) return null
  return (
    <ReferenceArrayInput source={props.path} reference={to} perPage={offeredMax} sort={sortOf(to)}>
      <AutocompleteArrayInput
        {...inputProps(props)}
        optionText={record => titleOf(to, record)}
        filterToQuery={searchFor(to)}
        parse={value => value ?? []}
        format={value => value ?? []}
      />
    </ReferenceArrayInput>
  )
}
