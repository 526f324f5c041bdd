import EditIcon from '@mui/icons-material/EditOutlined'
import { Button } from '@mui/material'
import type { ComponentType } from 'react'
import { useRecordContext, useTranslate } from 'react-admin'
import { Link } from 'react-router-dom'
import { overridesOf } from '../../overrides.ts'
import { editable } from '../titles.ts'
import { ActionButtons } from './ActionButtons.tsx'

/** What can be done with the record: the task's own buttons, the declared actions, Edit. */
export function ShowButtons({ resource }: { resource: string }) {
  const translate = useTranslate()
  const record = useRecordContext()
  const Own: ComponentType | undefined = overridesOf(resource).showActions
  if (!record) return null
  return (
    <>
      {Own && <Own />}
      <ActionButtons resource={resource} record={record} />
      {editable(resource) && (
        <Button
          component={Link}
          to={`/${resource}/${encodeURIComponent(record.id)}`}
          variant={Own ? 'outlined' : 'contained'}
          startIcon={<EditIcon />}
        >
          {translate('ra.action.edit')}
        </Button>
      )}
    </>
  )
}
