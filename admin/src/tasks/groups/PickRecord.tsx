/** One record of any resource, found by typing. */

import { resourceNamed } from '@dormouse/model'
import { Autocomplete, TextField } from '@mui/material'
import { useState } from 'react'
import { type RaRecord, useGetList, useGetOne } from 'react-admin'
import { useDebounced } from '../parts/useDebounced.ts'
import { useWords } from '../parts/words.ts'

interface PickRecordProps {
  /** The resource's name. */
  to: string
  label: string
  value: string
  onChange(id: string | undefined): void
}

const offered = 25

export function PickRecord({ to, label, value, onChange }: PickRecordProps) {
  const words = useWords()
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed, 200)
  const found = useGetList(to, { filter: q ? { q } : {}, pagination: { page: 1, perPage: offered } })
  const chosen = useGetOne(to, { id: value }, { enabled: value !== '' })
  const known = new Map((found.data ?? []).map(record => [String(record.id), record]))
  if (chosen.data) known.set(String(chosen.data.id), chosen.data)
  return (
    <Autocomplete
      options={typed === q ? (found.data ?? []).map(record => String(record.id)) : []}
      value={value || null}
      onChange={(_, id) => onChange(id ?? undefined)}
      onInputChange={(_, text, reason) => setTyped(reason === 'input' ? text : '')}
      filterOptions={all => all}
      loading={typed !== q || found.isFetching}
      loadingText={words('loading')}
      noOptionsText={words('pick.nothing')}
      getOptionLabel={id => titleOf(to, known.get(id)) ?? (chosen.isError ? words('pick.gone') : '…')}
      renderInput={params => (
        <TextField
          {...params}
          margin="none"
          label={label}
          placeholder={words('pick.any')}
          slotProps={{ ...params.slotProps, inputLabel: { ...params.slotProps?.inputLabel, shrink: true } }}
        />
      )}
    />
  )
}

export function titleOf(resource: string, record: RaRecord | undefined): string | undefined {
  const declaration = resourceNamed(resource)
  return record && declaration ? declaration.title(record as never) : undefined
}
