import DownloadIcon from '@mui/icons-material/DownloadOutlined'
import { Button } from '@mui/material'
import { useState } from 'react'
import { useDataProvider, useListContext, useNotify, useTranslate } from 'react-admin'
import { csv } from '../../csv.ts'
import { saveAs } from '../../files.ts'
import { useProperties } from '../places.ts'
import { declarationOf } from '../titles.ts'

const pageMax = 1000
/** Beyond that many a download made by the browser would run out of memory; the report "export" has no such bound. */
const rowsMax = 100_000

/** Downloads what the list shows (its filter and its order, all pages) as a spreadsheet, with all its fields. */
export function ExportButton({ resource }: { resource: string }) {
  const translate = useTranslate()
  const { total } = useListContext()
  const rows = useRowsOfList(resource)
  const download = useCsvDownload(resource)
  const [busy, setBusy] = useState(false)
  async function start() {
    setBusy(true)
    await download(rows)
    setBusy(false)
  }
  return (
    <Button size="small" startIcon={<DownloadIcon />} onClick={start} loading={busy} loadingPosition="start" disabled={!total}>
      {translate('ra.action.export')}
    </Button>
  )
}

/** Fetches page after page, in the list's order. */
function useRowsOfList(resource: string): () => Promise<any[]> {
  const dataProvider = useDataProvider()
  const { filterValues, sort } = useListContext()
  return async () => {
    const rows: any[] = []
    for (let page = 1; page <= rowsMax / pageMax; page++) {
      const pagination = { page, perPage: pageMax }
      const { data, total = 0 } = await dataProvider.getList(resource, { pagination, sort, filter: filterValues })
      rows.push(...data)
      if (data.length === 0 || rows.length >= total) break
    }
    return rows
  }
}

/** Makes a file of the rows; what goes wrong is said on screen. */
export function useCsvDownload(resource: string): (rows: () => Promise<any[]>) => Promise<void> {
  const notify = useNotify()
  const translate = useTranslate()
  const properties = useProperties(resource)
  return async rows => {
    try {
      const name = translate(`resources.${resource}.name`, { smart_count: 2 })
      saveAs(csv(declarationOf(resource), await rows(), properties), `${name}.csv`, 'text/csv;charset=utf-8')
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error), { type: 'error' })
    }
  }
}
