import { Checkbox, TableRow as MuiTableRow, TableCell } from '@mui/material'
import type { ReactNode } from 'react'
import {
  DataTableBody,
  DataTableClasses,
  useDataTableCallbacksContext,
  useDataTableConfigContext,
  useDataTableSelectedIdsContext,
  useRecordContext,
  useResourceContext,
  useTranslate,
} from 'react-admin'
import { useNavigate } from 'react-router-dom'
import { pageOf, useAsOf } from '../past/day.ts'
import { titleOf } from '../titles.ts'

/** react-admin's rows put the label of their box on an element that is none, so that a screen reader says "checkbox". */
export const TableRows = (props: object) => <DataTableBody {...props} row={TableRow} />

function TableRow({ children, className }: { children?: ReactNode; className?: string }) {
  const navigate = useNavigate()
  const resource = useResourceContext() ?? ''
  const record = useRecordContext()
  const asOf = useAsOf()
  const { hasBulkActions } = useDataTableConfigContext()
  const selected = useDataTableSelectedIdsContext()?.includes(record?.id ?? '') ?? false
  if (!record) return null
  return (
    <MuiTableRow
      hover
      className={className}
      selected={selected}
      onClick={() => navigate(pageOf(resource, record.id, asOf))}
    >
      {hasBulkActions && (
        <TableCell padding="checkbox" className={DataTableClasses.rowCell} onClick={event => event.stopPropagation()}>
          <RowBox title={titleOf(resource, record)} checked={selected} />
        </TableCell>
      )}
      {children}
    </MuiTableRow>
  )
}

/** With Shift, all rows from the last ticked one on. */
function RowBox({ title, checked }: { title: string; checked: boolean }) {
  const translate = useTranslate()
  const record = useRecordContext()
  const { handleToggleItem } = useDataTableCallbacksContext()
  return (
    <Checkbox
      size="small"
      className={DataTableClasses.checkbox}
      checked={checked}
      onClick={event => record && handleToggleItem?.(record.id, event as never)}
      slotProps={{ input: { 'aria-label': translate('list.choose', { name: title }) } }}
    />
  )
}
