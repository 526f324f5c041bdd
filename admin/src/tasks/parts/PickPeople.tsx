/** Finds people by name or address and collects them as chips. */
import { Autocomplete, Box, TextField } from '@mui/material'
import { useState } from 'react'
import { type RaRecord, useGetList, useGetMany } from 'react-admin'
import { personName } from './person.ts'
import { useDebounced } from './useDebounced.ts'
import { useWords } from './words.ts'

interface PickPeopleProps {
  label: string
  value: string[]
  onChange(ids: string[]): void
  helperText?: string
  autoFocus?: boolean
  /** One person only. */
  single?: boolean
}

const offered = 12

export function PickPeople({ label, value, onChange, helperText, autoFocus, single }: PickPeopleProps) {
  const words = useWords()
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed, 200)
  const found = useGetList('contacts', { filter: q ? { q } : {}, pagination: { page: 1, perPage: offered } })
  const chosen = useGetMany('contacts', { ids: value }, { enabled: value.length > 0 })
  const known = new Map<string, RaRecord>()
  for (const record of [...(chosen.data ?? []), ...(found.data ?? [])]) if (record) known.set(String(record.id), record)
  // Those of what was typed before are not offered: Enter would take one of them for the one that is meant.
  const isLate = typed !== q || found.isPlaceholderData
  const options = isLate ? [] : (found.data ?? []).map(record => String(record.id))
  return (
    <Autocomplete
      multiple
      filterSelectedOptions
      autoHighlight
      options={options}
      value={value}
      inputValue={typed}
      onInputChange={(_, text, reason) => reason !== 'reset' && setTyped(text)}
      onChange={(_, ids) => {
        onChange(single ? ids.slice(-1) : ids)
        setTyped('')
      }}
      // The server has searched already; filtering its answer again would hide what it found by another field.
      filterOptions={all => all}
      loading={isLate || found.isFetching}
      loadingText={words('loading')}
      noOptionsText={words('pick.nobody')}
      getOptionLabel={id => personName(known.get(id))}
      renderOption={({ key, ...props }, id) => (
        <Box component="li" key={key} {...props} sx={{ display: 'block !important' }}>
          <div>{personName(known.get(id))}</div>
          <Box sx={{ color: 'text.secondary', fontSize: '0.85em' }}>
            {known.get(id)?.email ?? words('pick.noAddress')}
          </Box>
        </Box>
      )}
      renderInput={params => (
        <TextField
          {...params}
          label={label}
          helperText={helperText}
          autoFocus={autoFocus}
          placeholder={value.length ? '' : words('pick.type')}
        />
      )}
    />
  )
}
