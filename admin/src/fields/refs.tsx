import type { WithTarget } from '@dormouse/model'
import { Box } from '@mui/material'
import { useTranslate } from 'react-admin'
import { ReferenceFilter } from './ReferenceFilter.tsx'
import { RecordLink, RecordName } from './ref.tsx'
import { type ValueProps, view } from './view.ts'

/** Names on a record's page, and in a cell of a table; the rest is counted. */
const shownMax = 30
const cellMax = 2

export const refs = view<WithTarget>({
  Show: props => <Records {...props} max={shownMax} />,
  Cell: props => <Records {...props} max={cellMax} plain />,
  Filter: props => <ReferenceFilter {...props} to={props.field.options.to} />,
})

function Records({ value, field, max, plain }: ValueProps<WithTarget> & { max: number; plain?: boolean }) {
  const translate = useTranslate()
  const ids = value as string[]
  const { to } = field.options
  return (
    <Box component="span" sx={{ display: 'inline-flex', flexWrap: 'wrap', columnGap: 1 }}>
      {ids.slice(0, max).map((id, index) => (
        <span key={id}>
          {plain ? <RecordName to={to} id={id} /> : <RecordLink to={to} id={id} />}
          {index < Math.min(ids.length, max) - 1 ? ',' : ''}
        </span>
      ))}
      {ids.length > max && <span>{translate('fields.andMore', { smart_count: ids.length - max })}</span>}
    </Box>
  )
}
