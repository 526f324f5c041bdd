import type { WithTarget } from '@dormouse/model'
import { Link as MuiLink } from '@mui/material'
import { useReference, useTranslate } from 'react-admin'
import { Link } from 'react-router-dom'
import { may } from '../authProvider.ts'
import { titleOf } from '../screens/titles.ts'
import { ReferenceFilter } from './ReferenceFilter.tsx'
import { view } from './view.ts'

export const ref = view<WithTarget>({
  Show: props => <RecordLink to={props.field.options.to} id={props.value} />,
  Cell: props => <RecordName to={props.field.options.to} id={props.value} />,
  Filter: props => <ReferenceFilter {...props} to={props.field.options.to} />,
})

/** A record by its title; many of them on one screen are one request. */
export function RecordName({ to, id }: { to: string; id: string }) {
  const translate = useTranslate()
  const { referenceRecord, isPending } = useReference({ reference: to, id })
  if (referenceRecord) return <span>{titleOf(to, referenceRecord)}</span>
  // A link around it has words from the start.
  return <span>{isPending ? '…' : translate('fields.missing')}</span>
}

/** `light`: on a dark ground. */
export function RecordLink({ to, id, light }: { to: string; id: string; light?: boolean }) {
  if (!may('read', to)) return null
  return (
    <MuiLink
      component={Link}
      to={`/${to}/${encodeURIComponent(id)}/show`}
      {...(light ? { color: 'inherit', sx: { fontWeight: 600 } } : {})}
    >
      <RecordName to={to} id={id} />
    </MuiLink>
  )
}
