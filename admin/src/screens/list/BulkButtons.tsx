import { tagsPathOf } from '@dormouse/model'
import DeleteIcon from '@mui/icons-material/DeleteOutlined'
import { Button } from '@mui/material'
import { type ComponentType, useState } from 'react'
import { Confirm, useTranslate } from 'react-admin'
import { creatable, declarationOf, removable } from '../titles.ts'
import { BulkEdit } from './BulkEdit.tsx'
import { BulkTag } from './BulkTag.tsx'
import { useChosen } from './chosen.tsx'
import { ExportButton } from './ExportButton.tsx'
import { useChange } from './useChange.ts'

/** What can be done with the chosen rows. */
export function BulkButtons({ resource, Extra }: { resource: string; Extra?: ComponentType }) {
  const { which } = useChosen()
  return (
    <>
      {Extra && 'ids' in which && <Extra />}
      {creatable(resource) && tagsPathOf(declarationOf(resource)) && <BulkTag resource={resource} />}
      {creatable(resource) && <BulkEdit resource={resource} />}
      <ExportButton resource={resource} ids={'ids' in which ? which.ids : undefined} />
      {removable(resource) && <BulkDelete resource={resource} />}
    </>
  )
}

/** Without anything to do with them, rows need no boxes to tick. */
export const bulkPossible = (resource: string, Extra?: ComponentType): boolean =>
  Extra !== undefined || creatable(resource) || removable(resource)

function BulkDelete({ resource }: { resource: string }) {
  const translate = useTranslate()
  const { count } = useChosen()
  const [open, setOpen] = useState(false)
  const { change, isPending } = useChange(resource, 'bulk.deleted')
  const name = translate(`resources.${resource}.name`, { smart_count: count })
  const confirm = async () => {
    await change({ op: 'delete' })
    setOpen(false)
  }
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
