import { alpha, Card, Link as MuiLink, type Theme } from '@mui/material'
import type { ComponentType } from 'react'
import { DataTable, useRecordContext } from 'react-admin'
import { Link } from 'react-router-dom'
import { ordering, viewOf } from '../../fields/index.ts'
import { isEmpty } from '../../fields/view.ts'
import { overridesOf } from '../../overrides.ts'
import { pageOf, useAsOf } from '../past/day.ts'
import type { Place } from '../places.ts'
import { titleOf, valueAt } from '../titles.ts'
import { BulkBar } from './BulkBar.tsx'
import { BulkButtons, bulkPossible } from './BulkButtons.tsx'
import { useColumns } from './columns.ts'
import { TableRows } from './TableRow.tsx'

/**
 * The table. Columns the declaration puts in the list are shown, all others wait behind "Columns". The first column
 * that names a record is the link to the record, for keyboards and screen readers; a click anywhere in the row does the same.
 */
interface Props {
  resource: string
  places: Place[]
  /** Inside another record's page: no rows to tick, and the declaration's own columns. */
  plain?: boolean
}

export function Table({ resource, places, plain }: Props) {
  const chosen = useColumns(resource, places).shown
  const columns = plain ? places.filter(place => place.field.options.list) : chosen
  const titling = columns.find(place => titles.has(place.field.kind)) ?? columns[0]
  const Extra: ComponentType | undefined = overridesOf(resource).bulkActions
  const bulk =
    !plain && bulkPossible(resource, Extra) ? (
      <BulkBar>
        <BulkButtons resource={resource} Extra={Extra} />
      </BulkBar>
    ) : undefined
  return (
    <Card>
      <DataTable
        body={TableRows}
        bulkActionButtons={bulk ?? false}
        bulkActionsToolbar={bulk}
        sx={{
          // Long values give way before a column leaves the window.
          '& .RaDataTable-tableWrapper': { overflowX: 'auto', containerType: 'inline-size', background: edgeShadow },
          '& .RaDataTable-row': { cursor: 'pointer' },
          '& .RaDataTable-rowCell': {
            maxWidth: `max(150px, ${Math.round(145 / Math.max(1, columns.length))}cqi)`,
            px: 1,
            height: 42,
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
          },
          '& .RaDataTable-headerCell': { px: 1, lineHeight: 1.25, whiteSpace: 'normal' },
        }}
      >
        {columns.map(place => (
          <DataTable.Col
            key={place.path}
            source={place.path}
            label={place.label}
            disableSort={!ordering(place.field).sortable}
            align={ordering(place.field).align}
          >
            {place === titling ? <FirstCell place={place} /> : <Cell place={place} />}
          </DataTable.Col>
        ))}
      </DataTable>
    </Card>
  )
}

/** A shadow at the right edge as long as there is more to be pushed into view: its cover moves along with the table. */
const edgeShadow = ({ palette }: Theme) =>
  `linear-gradient(to left, ${palette.background.paper} 40%, transparent) 100% 0 / 48px 100% no-repeat local, ` +
  `linear-gradient(to left, ${alpha(palette.text.primary, 0.2)}, transparent) 100% 0 / 16px 100% no-repeat scroll`

/** Kinds whose values tell one record from another; the first such column is the link. */
const titles = new Set(['text', 'email', 'slug', 'ref'])

function Cell({ place }: { place: Place }) {
  const record = useRecordContext()
  const value = valueAt(record, place.path)
  if (isEmpty(value)) return null
  const View = overridesOf(place.resource).cells?.[place.path] ?? viewOf(place.field).Cell
  return <View {...place} value={value} record={record} />
}

function FirstCell({ place }: { place: Place }) {
  const record = useRecordContext()
  const asOf = useAsOf()
  if (!record) return null
  return (
    <MuiLink
      component={Link}
      to={pageOf(place.resource, record.id, asOf)}
      underline="hover"
      color="inherit"
      onClick={event => event.stopPropagation()}
      sx={{ fontWeight: 600 }}
    >
      {isEmpty(valueAt(record, place.path)) ? titleOf(place.resource, record) : <Cell place={place} />}
    </MuiLink>
  )
}
