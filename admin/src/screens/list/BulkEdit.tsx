import EditIcon from '@mui/icons-material/EditOutlined'
import { Button } from '@mui/material'
import { lazy, Suspense, useState } from 'react'
import { useTranslate } from 'react-admin'

// It brings all inputs along, which the list itself has no use for.
const ChangeDialog = lazy(async () => ({ default: (await import('./ChangeDialog.tsx')).ChangeDialog }))

/** Gives one field the same value in all ticked rows. */
export function BulkEdit({ resource }: { resource: string }) {
  const translate = useTranslate()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" startIcon={<EditIcon />} onClick={() => setOpen(true)}>
        {translate('bulk.change')}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <ChangeDialog resource={resource} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
