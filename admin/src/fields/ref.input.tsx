import type { WithTarget } from '@dormouse/model'
import { AutocompleteInput, ReferenceInput } from 'react-admin'
import { may } from '../authProvider.ts'
import { titleOf } from '../screens/titles.ts'
import { inputProps } from './line.tsx'
import { searchFor, sortOf } from './references.ts'
import type { InputProps } from './view.ts'

/** What a box offers before anybody has typed. */
const offeredMax = 25

/** Finds a record by typing; `filter` narrows down what is offered. */
export function RefInput({ filter, ...props }: InputProps<WithTarget> & { filter?: Record<string, unknown> }) {
  const { to } = props.field.options
  if (!may('read', to)) return null
  return (
    <ReferenceInput source={props.path} reference={to} perPage={offeredMax} sort={sortOf(to)} filter={filter}>
      <AutocompleteInput
        {...inputProps(props)}
        optionText={record => titleOf(to, record)}
        filterToQuery={searchFor(to)}
        parse={value => value || null}
      />
    </ReferenceInput>
  )
}
