/** The last part of a sentence about a field: York, yes, 3 May, between 10 and 20, one of three choices. */

import {
  choiceLabel,
  countryCodes,
  countryName,
  effective,
  type Json,
  kindOf,
  type Leaf,
  type WithChoices,
} from '@dormouse/model'
import { Autocomplete, Box, MenuItem, TextField } from '@mui/material'
import { useLocaleState } from 'react-admin'
import { useWords } from '../parts/words.ts'
import { isCalendar } from './fields.ts'
import { PickRecord } from './PickRecord.tsx'

interface RuleValueProps {
  leaf: Leaf | undefined
  operator: string
  value: Json | undefined
  onChange(value: Json): void
  label: string
}

export function RuleValue({ leaf, operator, value, onChange, label }: RuleValueProps) {
  const words = useWords()
  if (operator === 'between') {
    const [from = '', to = ''] = Array.isArray(value) ? value : [value ?? '', '']
    return (
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <OneValue
          leaf={leaf}
          value={from ?? ''}
          label={words('groups.from')}
          onChange={next => onChange([next, to ?? ''])}
        />
        <span>{words('groups.and')}</span>
        <OneValue
          leaf={leaf}
          value={to ?? ''}
          label={words('groups.to')}
          onChange={next => onChange([from ?? '', next])}
        />
      </Box>
    )
  }
  if (operator === 'in' || operator === 'notIn')
    return (
      <ManyValues
        leaf={leaf}
        value={Array.isArray(value) ? value.map(String) : value ? [String(value)] : []}
        label={label}
        onChange={onChange}
      />
    )
  return (
    <OneValue
      leaf={leaf}
      value={Array.isArray(value) ? (value[0] ?? '') : (value ?? '')}
      label={label}
      onChange={onChange}
    />
  )
}

interface OneValueProps {
  leaf: Leaf | undefined
  value: Json
  label: string
  onChange(value: Json): void
}

function OneValue({ leaf, value, label, onChange }: OneValueProps) {
  const words = useWords()
  const choices = useChoices(leaf)
  const field = leaf && effective(leaf.field)
  const target = field && (field.options as { to?: string }).to
  if (field?.kind === 'flag')
    return (
      <TextField
        select
        margin="none"
        value={value === false ? 'no' : 'yes'}
        onChange={event => onChange(event.target.value === 'yes')}
        slotProps={labelled(label)}
      >
        <MenuItem value="yes">{words('groups.yes')}</MenuItem>
        <MenuItem value="no">{words('groups.no')}</MenuItem>
      </TextField>
    )
  if (target)
    return <PickRecord to={target} label={label} value={String(value ?? '')} onChange={id => onChange(id ?? '')} />
  if (choices)
    return (
      <Autocomplete
        options={choices.map(([each]) => each)}
        getOptionLabel={each => choices.find(([name]) => name === each)?.[1] ?? each}
        value={value ? String(value) : null}
        onChange={(_, next) => onChange(next ?? '')}
        autoHighlight
        renderInput={params => <TextField {...params} margin="none" label={label} />}
      />
    )
  const isNumber = leaf !== undefined && kindOf(leaf.field).comparison === 'number'
  const calendar = field !== undefined && isCalendar(field.kind)
  return (
    <TextField
      margin="none"
      type={calendar ? 'date' : isNumber ? 'number' : 'text'}
      value={calendar ? String(value ?? '').slice(0, 10) : String(value ?? '')}
      onChange={event =>
        onChange(isNumber && event.target.value !== '' ? Number(event.target.value) : event.target.value)
      }
      slotProps={{ htmlInput: { 'aria-label': label, ...(isNumber ? { step: 'any' } : {}) } }}
    />
  )
}

interface ManyValuesProps {
  leaf: Leaf | undefined
  value: string[]
  label: string
  onChange(value: Json): void
}

function ManyValues({ leaf, value, label, onChange }: ManyValuesProps) {
  const choices = useChoices(leaf)
  return (
    <Autocomplete
      multiple
      freeSolo={!choices}
      options={choices?.map(([each]) => each) ?? []}
      getOptionLabel={each => choices?.find(([name]) => name === each)?.[1] ?? each}
      value={value}
      onChange={(_, next) => onChange(next)}
      renderInput={params => <TextField {...params} margin="none" label={label} />}
    />
  )
}

const labelled = (label: string) => ({ select: { SelectDisplayProps: { 'aria-label': label } as object } })

/** Value and words of each choice; undefined for fields that take anything. */
function useChoices(leaf: Leaf | undefined): (readonly [value: string, label: string])[] | undefined {
  const [locale] = useLocaleState()
  const field = leaf && effective(leaf.field)
  if (field?.kind === 'country')
    return [...countryCodes]
      .map(code => [code, countryName(code, locale)] as const)
      .sort((a, b) => a[1].localeCompare(b[1]))
  const options = field?.options as WithChoices | undefined
  return options?.choices?.map(each => [each, choiceLabel(options, each)] as const)
}
