import { register } from '@dormouse/model'
import { Autocomplete, Box, MenuItem, TextField } from '@mui/material'
import type { ReactNode } from 'react'
import { useInput, useTranslate } from 'react-admin'
import { useWatch } from 'react-hook-form'
import type { InputProps } from '../../fields/view.ts'
import { useSaid } from '../../i18n/useSaid.ts'

type Options = Record<string, unknown>

/** What the chosen kind asks for, and nothing where it asks for nothing: its answers, its bounds, its currency. */
export function OptionsInput({ path }: InputProps) {
  const { field, fieldState } = useInput({ source: path })
  const said = useSaid()
  const kind = String(useWatch({ name: 'kind' }) ?? '')
  const options: Options = field.value || {}
  const set = (changes: Options) => field.onChange({ ...options, ...changes })
  const Asked = byKind[kind]
  if (!Asked) return null
  return <Asked options={options} set={set} problem={fieldState.error?.message && said(fieldState.error.message)} />
}

interface AskedProps {
  options: Options
  set(changes: Options): void
  problem?: string
}

function Answers({ options, set, problem }: AskedProps) {
  const translate = useTranslate()
  return (
    <Autocomplete
      multiple
      freeSolo
      autoSelect
      size="small"
      options={[]}
      value={Array.isArray(options.choices) ? options.choices.map(String) : []}
      onChange={(_event, choices) => set({ choices })}
      renderInput={params => (
        <TextField
          {...params}
          required
          label={translate('ownFields.answers')}
          error={problem !== undefined}
          helperText={problem ?? translate('ownFields.answersHelp')}
        />
      )}
    />
  )
}

function Bounds({ options, set, problem }: AskedProps) {
  const translate = useTranslate()
  const bound = (name: 'min' | 'max') => (
    <TextField
      type="number"
      label={translate(`ownFields.${name}`)}
      value={options[name] ?? ''}
      onChange={event => set({ [name]: event.target.value === '' ? undefined : Number(event.target.value) })}
      error={problem !== undefined}
      helperText={problem}
    />
  )
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
      {bound('min')}
      {bound('max')}
    </Box>
  )
}

function Currency({ options, set, problem }: AskedProps) {
  const translate = useTranslate()
  return (
    <TextField
      label={translate('ownFields.currency')}
      value={options.currency ?? ''}
      onChange={event => set({ currency: event.target.value.toUpperCase() || undefined })}
      error={problem !== undefined}
      helperText={problem}
      slotProps={{ htmlInput: { maxLength: 3 } }}
    />
  )
}

function Target({ options, set, problem }: AskedProps) {
  const translate = useTranslate()
  return (
    <TextField
      select
      required
      label={translate('ownFields.to')}
      value={options.to ?? ''}
      onChange={event => set({ to: event.target.value })}
      error={problem !== undefined}
      helperText={problem}
    >
      {register
        .filter(({ menu, single }) => menu && !single)
        .map(({ name }) => (
          <MenuItem key={name} value={name}>
            {translate(`resources.${name}.name`, { smart_count: 2 })}
          </MenuItem>
        ))}
    </TextField>
  )
}

const byKind: Record<string, (props: AskedProps) => ReactNode> = {
  choice: Answers,
  choices: Answers,
  integer: Bounds,
  decimal: Bounds,
  percent: Bounds,
  money: Currency,
  ref: Target,
  refs: Target,
}
