/** What one column becomes: a field, a new field, or nothing. */
import { Autocomplete, TextField } from '@mui/material'
import { may } from '../../authProvider.ts'
import { useWords } from '../parts/words.ts'
import type { Target } from './targets.ts'

interface ColumnTargetProps {
  column: string
  targets: Target[]
  /** Null: left out. */
  value: string | null
  onChange(path: string | null): void
  onNew(): void
}

const leaveOut = ''
const makeNew = '+'

export function ColumnTarget({ column, targets, value, onChange, onNew }: ColumnTargetProps) {
  const words = useWords()
  const extra: Target[] = [{ path: leaveOut, label: words('import.columns.leaveOut'), group: '' }]
  if (may('write', 'properties')) extra.push({ path: makeNew, label: words('import.columns.new'), group: '' })
  const options = [...extra, ...targets]
  const chosen = options.find(option => option.path === (value ?? leaveOut)) ?? {
    path: value ?? '',
    label: value ?? '',
    group: '',
  }
  return (
    <Autocomplete
      disableClearable
      autoHighlight
      options={options}
      value={chosen}
      groupBy={option => option.group}
      getOptionLabel={option => option.label}
      isOptionEqualToValue={(option, each) => option.path === each.path}
      onChange={(_, option) => (option.path === makeNew ? onNew() : onChange(option.path || null))}
      renderGroup={({ key, group, children }) => (
        <li key={key}>
          {group && <div className="MuiListSubheader-root">{group}</div>}
          <ul style={{ padding: 0 }}>{children}</ul>
        </li>
      )}
      sx={{ flex: 1, minWidth: 0, '& input': value ? {} : { color: 'text.secondary', fontStyle: 'italic' } }}
      renderInput={params => (
        <TextField {...params} margin="none" label={words('import.columns.becomes', { column })} />
      )}
    />
  )
}
