/** Chooses groups as chips. "Everybody" is a group that is always there. */
import { Autocomplete, TextField } from '@mui/material'
import { useGetList } from 'react-admin'
import { useWords } from './words.ts'

/** The built-in group of all people; the server knows it by this id. */
export const everyone = 'everyone'

interface PickGroupsProps {
  label: string
  value: string[]
  onChange(ids: string[]): void
  helperText?: string
  /** Offers the built-in group of all people. */
  withEveryone?: boolean
}

export function PickGroups({ label, value, onChange, helperText, withEveryone }: PickGroupsProps) {
  const words = useWords()
  const { data, isPending } = useGetList('segments', {
    pagination: { page: 1, perPage: 500 },
    sort: { field: 'name', order: 'ASC' },
  })
  const names = new Map((data ?? []).map(group => [String(group.id), String(group.name)]))
  names.set(everyone, words('pick.everyone'))
  const options = [...(withEveryone ? [everyone] : []), ...[...names.keys()].filter(id => id !== everyone)]
  return (
    <Autocomplete
      multiple
      filterSelectedOptions
      autoHighlight
      options={options}
      value={value}
      onChange={(_, ids) => onChange(ids)}
      loading={isPending}
      loadingText={words('loading')}
      noOptionsText={words('pick.noGroup')}
      getOptionLabel={id => names.get(id) ?? (isPending ? '…' : words('pick.groupGone'))}
      renderInput={params => <TextField {...params} label={label} helperText={helperText} />}
    />
  )
}
