import DownloadIcon from '@mui/icons-material/DownloadOutlined'
import { Button } from '@mui/material'
import { useState } from 'react'
import { useListContext, useNotify, useTranslate } from 'react-admin'
import { download } from '../../api.ts'
import { saveAs } from '../../files.ts'

/** Downloads what the list shows (its filter and its order, all pages) as a spreadsheet, with all its fields. */
export function ExportButton({ resource, ids }: { resource: string; ids?: readonly unknown[] }) {
  const translate = useTranslate()
  const notify = useNotify()
  const { filterValues, sort, total } = useListContext()
  const [busy, setBusy] = useState(false)

  async function start() {
    setBusy(true)
    try {
      const query: Record<string, string> = ids
        ? { filter: JSON.stringify({ id: ids }) }
        : { filter: JSON.stringify(filterValues), sort: JSON.stringify([sort.field, sort.order]) }
      const file = await download(`/${resource}/_export?${new URLSearchParams(query)}`)
      saveAs(file, `${translate(`resources.${resource}.name`, { smart_count: 2 })}.csv`, 'text/csv;charset=utf-8')
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error), { type: 'error' })
    }
    setBusy(false)
  }

  return (
    <Button
      size="small"
      startIcon={<DownloadIcon />}
      onClick={start}
      loading={busy}
      loadingPosition="start"
      disabled={!total}
    >
      {translate('ra.action.export')}
    </Button>
  )
}
