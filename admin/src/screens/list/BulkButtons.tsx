import DeleteIcon from '@mui/icons-material/DeleteOutlined'
import { Button } from '@mui/material'
import { type ComponentType, useState } from 'react'
import { Confirm, useDeleteMany, useListContext, useNotify, useTranslate, useUnselectAll } from 'react-admin'
import { creatable, removable } from '../titles.ts'
import { BulkEdit } from './BulkEdit.tsx'
import { BulkTag, tagsFieldOf } from './BulkTag.tsx'
import { ExportButton } from './ExportButton.tsx'

/** What can be done with the ticked rows. */
export function BulkButtons({ resource, Extra }: { resource: string; Extra?: ComponentType }) {
  return (
    <>
      {Extra && <Extra />}
      {creatable(resource) && tagsFieldOf(resource) && <BulkTag resource={resource} />}
      {creatable(resource) && <BulkEdit resource={resource} />}
      <BulkExport resource={resource} />
      {removable(resource) && <BulkDelete resource={resource} />}
    </>
  )
}

/** Without anything to do with them, rows need no boxes to tick. */
export const bulkPossible = (resource: string, Extra?: ComponentType): boolean =>
  Extra !== undefined || creatable(resource) || removable(resource)

function BulkExport({ resource }: { resource: string }) {
  const { selectedIds } = useListContext()
  return <ExportButton resource={resource} ids={selectedIds} />
}

function BulkDelete({ resource }: { resource: string }) {
  const translate = useTranslate()
  const notify = useNotify()
  const unselectAll = useUnselectAll(resource)
  const { selectedIds } = useListContext()
  const [open, setOpen] = useState(false)
  const [remove, { isPending }] = useDeleteMany()
  const count = selectedIds.length
  const name = translate(`resources.${resource}.name`, { smart_count: count })
  const confirm = () =>
    remove(
      resource,
      { ids: selectedIds },
      {
        onSuccess: () => {
          notify('bulk.deleted', { messageArgs: { smart_count: count, name } })
          unselectAll()
        },
        onError: error => notify((error as Error).message, { type: 'error', autoHideDuration: 10_000 }),
        onSettled: () => setOpen(false),
      },
    )
  return (
    <>
      <Button size="small" color="error" startIcon={<DeleteIcon />} onClick={() => setOpen(true)}>
        {translate('ra.action.delete')}
      </Button>
      <Confirm
        isOpen={open}
        loading={isPending}
        title={translate('bulk.deleteTitle', { smart_count: count, name })}
        content={translate('bulk.deleteHelp')}
        confirm="ra.action.delete"
        confirmColor="warning"
        onConfirm={confirm}
        onClose={() => setOpen(false)}
      />
    </>
  )
}
