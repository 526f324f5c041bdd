import type { TagsOptions } from '@dormouse/model'
import { Autocomplete, TextField } from '@mui/material'
import { useState } from 'react'
import { useGetList } from 'react-admin'
import { Chips } from './Chips.tsx'
import { listed, useAtOnce } from './filters.tsx'
import { type FilterProps, isEmpty, view } from './view.ts'

export const tags = view<TagsOptions>({
  Show: ({ value }) => <Chips words={value} all />,
  Cell: ({ value }) => <Chips words={value} />,
  Filter: TagsFilter,
})

/** Records looked at for tags that are in use already; enough to meet all that are used often. */
const lookedAtMax = 500

/** Tags in use, so that one types "Vol" and gets the "Volunteer" that everybody else uses. Asked for when it is needed. */
export function useKnownTags(resource: string, path: string, enabled: boolean): string[] {
  const { data } = useGetList(
    resource,
    {
      pagination: { page: 1, perPage: lookedAtMax },
      sort: { field: 'updatedAt', order: 'DESC' },
      filter: { [`${path}_empty`]: false },
    },
    { enabled, staleTime: 300_000 },
  )
  const found = new Set((data ?? []).flatMap(record => (isEmpty(record[path]) ? [] : (record[path] as string[]))))
  return [...found].sort((a, b) => a.localeCompare(b))
}

interface PickerProps {
  resource: string
  path: string
  label: string
  value: string[]
  onChange(value: string[]): void
  help?: string
  error?: boolean
  readOnly?: boolean
  onBlur?: () => void
}

/** Words as chips; Enter or a comma ends one. */
export function TagsPicker({ resource, path, label, value, onChange, help, error, readOnly, onBlur }: PickerProps) {
  const [opened, setOpened] = useState(false)
  const known = useKnownTags(resource, path, opened)
  const change = (words: string[]) =>
    onChange([...new Set(words.flatMap(word => word.split(/[,;|]/)).map(word => word.trim()))].filter(Boolean))
  return (
    <Autocomplete
      multiple
      freeSolo
      autoSelect
      size="small"
      options={known}
      value={value}
      readOnly={readOnly}
      onOpen={() => setOpened(true)}
      onChange={(_event, words) => change(words)}
      renderInput={params => (
        <TextField {...params} label={label} helperText={help} error={error} onBlur={onBlur} margin="dense" />
      )}
    />
  )
}

function TagsFilter({ resource, path, label, get, set }: FilterProps<TagsOptions>) {
  const [value, choose] = useAtOnce(listed(get('')), words => set({ '': words.length > 0 ? words : undefined }))
  return <TagsPicker resource={resource} path={path} label={label} value={value} onChange={choose} />
}
