import type { WithTarget } from '@dormouse/model'
import { AutocompleteInput, ReferenceInput } from 'react-admin'
import { may } from '../authProvider.ts'
import { inputProps } from './line.tsx'
import { searchFor, sortOf, useTitleIn } from './references.ts'
import type { InputProps } from './view.ts'

/** What a box offers before anybody has typed. */
const offeredMax = 25

/** Finds a record by typing; `filter` narrows down what is offered. */
export function RefInput({ filter, ...props }: InputProps<WithTarget> & { filter?: Record<string, unknown> }) {
  const { to } = props.field.options
  const title = useTitleIn(to)
  if (!may('read', to)) return null
  return (
    <ReferenceInput source={props.path} reference={to} perPage={offeredMax} sort={sortOf(to)} filter={filter}>
      <AutocompleteInput
        {...inputProps(props)}
        optionText={title}
        filterToQuery={searchFor(to)}
        parse={value => value || null}
      />
    </ReferenceInput>
  )
}
