import type { WithTarget } from '@dormouse/model'
import { Link as MuiLink } from '@mui/material'
import { AutocompleteInput, ReferenceInput, useReference, useTranslate } from 'react-admin'
import { Link } from 'react-router-dom'
import { may } from '../authProvider.ts'
import { titleOf } from '../screens/titles.ts'
import { inputProps } from './inputs.tsx'
import { ReferenceFilter } from './ReferenceFilter.tsx'
import { searchFor, sortOf } from './references.ts'
import { type InputProps, view } from './view.ts'

/** What a box offers before anybody has typed. */
const offeredMax = 25

export const ref = view<WithTarget>({
  Input: props => <ReferenceBox {...props} />,
  Show: props => <RecordLink to={props.field.options.to} id={props.value} />,
  Cell: props => <RecordName to={props.field.options.to} id={props.value} />,
  Filter: props => <ReferenceFilter {...props} to={props.field.options.to} />,
})

/** Finds a record by typing; `filter` narrows down what is offered. */
export function ReferenceBox({ filter, ...props }: InputProps<WithTarget> & { filter?: Record<string, unknown> }) {
  const { to } = props.field.options
  if (!may('read', to)) return null
  return (
    <ReferenceInput source={props.path} reference={to} perPage={offeredMax} sort={sortOf(to)} filter={filter}>
      <AutocompleteInput
        {...inputProps(props)}
        optionText={record => titleOf(to, record)}
        filterToQuery={searchFor(to)}
        parse={value => value || null}
        sx={{ maxWidth: { sm: 400 } }}
      />
    </ReferenceInput>
  )
}

/** A record by its title; many of them on one screen are one request. */
export function RecordName({ to, id }: { to: string; id: string }) {
  const translate = useTranslate()
  const { referenceRecord, isPending } = useReference({ reference: to, id })
  if (referenceRecord) return <span>{titleOf(to, referenceRecord)}</span>
  return <span>{isPending ? '' : translate('fields.missing')}</span>
}

export function RecordLink({ to, id }: { to: string; id: string }) {
  if (!may('read', to)) return null
  return (
    <MuiLink component={Link} to={`/${to}/${encodeURIComponent(id)}/show`}>
      <RecordName to={to} id={id} />
    </MuiLink>
  )
}

