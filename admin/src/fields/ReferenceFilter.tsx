import { Autocomplete, TextField } from '@mui/material'
import { useState } from 'react'
import { type RaRecord, useGetList, useGetMany } from 'react-admin'
import { may } from '../authProvider.ts'
import { titleOf } from '../screens/titles.ts'
import { listed, useAtOnce, useDebounced } from './filters.tsx'
import { searchFor, sortOf } from './references.ts'
import type { FilterProps } from './view.ts'

const offeredMax = 25

/** Any of these records. `only` narrows down what is offered. */
export function ReferenceFilter({
  label,
  get,
  set,
  to,
  only,
}: FilterProps & { to: string; only?: Record<string, unknown> }) {
  const [ids, choose] = useAtOnce(listed(get('')), next => set({ '': next.length > 0 ? next : undefined }))
  const [opened, setOpened] = useState(false)
  const [query, setQuery] = useState('')
  const [typed, type] = useDebounced(query, setQuery)
  const { data: chosen = [] } = useGetMany(to, { ids }, { enabled: ids.length > 0 })
  const { data: offered = [] } = useGetList(
    to,
    { pagination: { page: 1, perPage: offeredMax }, sort: sortOf(to), filter: { ...only, ...searchFor(to)(query) } },
    { enabled: opened },
  )
  if (!may('read', to)) return null
  const asOption = (record: RaRecord) => ({ id: String(record.id), name: titleOf(to, record) })
  const known = chosen.filter(Boolean).map(asOption)
  return (
    <Autocomplete
      multiple
      size="small"
      onOpen={() => setOpened(true)}
      options={offered.map(asOption)}
      // The server has searched already; what it found may match in a field that is not shown.
      filterOptions={options => options}
      getOptionLabel={option => option.name}
      isOptionEqualToValue={(one, other) => one.id === other.id}
      value={ids.map(id => known.find(option => option.id === id) ?? { id, name: '…' })}
      inputValue={typed}
      onInputChange={(_event, value) => type(value)}
      onChange={(_event, values) => choose(values.map(each => each.id))}
      renderInput={params => <TextField {...params} label={label} margin="none" />}
    />
  )
}
