import type { FileOptions, FileValue } from '@dormouse/model'
import FileIcon from '@mui/icons-material/InsertDriveFileOutlined'
import { Button } from '@mui/material'
import { download } from '../files.ts'
import { type ValueProps, view } from './view.ts'

export const file = view<FileOptions>({
  Show: Download,
  Cell: ({ value }) => <span>{(value as FileValue).name}</span>,
  Filter: undefined,
})

function Download({ value }: ValueProps<FileOptions>) {
  const file = value as FileValue
  return (
    <Button size="small" startIcon={<FileIcon />} onClick={() => download(file)}>
      {file.name} ({size(file.sizeBytes)})
    </Button>
  )
}

function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
