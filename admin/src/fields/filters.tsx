/** What the filters of several kinds share: words to be contained, a lower and an upper bound, some of a few values. */
import type { Json } from '@dormouse/model'
import { Autocomplete, Box, Checkbox, FormControlLabel, FormGroup, TextField, Typography } from '@mui/material'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTranslate } from 'react-admin'
import { useAhead } from './useAhead.ts'
import type { FilterProps } from './view.ts'

const pauseMs = 400
/** More than that are chosen from a box one types in. */
const checkboxesMax = 8

/** "contains": acts when typing pauses. */
export function ContainsFilter({ label, get, set }: FilterProps) {
  const [typed, type] = useDebounced(asText(get('_contains')), value => set({ _contains: value || undefined }))
  return <TextField label={label} value={typed} onChange={event => type(event.target.value)} margin="none" />
}

interface RangeProps extends FilterProps {
  type: 'number' | 'date'
  /** From what is typed to what the wire compares with, and back. */
  toWire?: (typed: string, end: 'from' | 'to') => string | number | undefined
  fromWire?: (value: unknown) => string
}

/** From … to …, both ends included, either may stay open. */
export function RangeFilter({ label, get, set, type, toWire = asNumber, fromWire = asText }: RangeProps) {
  const translate = useTranslate()
  const echo = (name: 'from' | 'to') => ({ echo: (typed: string) => fromWire(toWire(typed, name)) })
  const setGte = (typed: string) => set({ _gte: toWire(typed, 'from') })
  const setLte = (typed: string) => set({ _lte: toWire(typed, 'to') })
  const [from, setFrom] = useDebounced(fromWire(get('_gte')), setGte, echo('from'))
  const [to, setTo] = useDebounced(fromWire(get('_lte')), setLte, echo('to'))
  const end = (name: string, value: string, change: (value: string) => void) => (
    <TextField
      type={type}
      label={translate(name)}
      value={value}
      onChange={event => change(event.target.value)}
      margin="none"
      slotProps={{ inputLabel: { shrink: true } }}
    />
  )
  return (
    <Named label={label}>
      <Box sx={{ display: 'grid', gridTemplateColumns: type === 'date' ? '1fr' : '1fr 1fr', gap: 1, mt: 0.75 }}>
        {end('list.from', from, setFrom)}
        {end('list.to', to, setTo)}
      </Box>
    </Named>
  )
}

export interface Option {
  id: string
  name: string
}

/** Any of these: boxes to tick while they are few, a box to type in when they are many. */
export function AnyOfFilter({ label, get, set, options }: FilterProps & { options: Option[] }) {
  const [chosen, choose] = useAtOnce(listed(get('')), ids => set({ '': ids.length > 0 ? ids : undefined }))
  if (options.length > checkboxesMax)
    return (
      <Autocomplete
        multiple
        size="small"
        options={options}
        getOptionLabel={option => option.name}
        isOptionEqualToValue={(one, other) => one.id === other.id}
        value={chosen.map(id => options.find(option => option.id === id) ?? { id, name: id })}
        onChange={(_event, values) => choose(values.map(each => each.id))}
        renderInput={params => <TextField {...params} label={label} margin="none" />}
      />
    )
  return (
    <Named label={label}>
      <FormGroup>
        {options.map(option => (
          <FormControlLabel
            key={option.id}
            label={option.name}
            slotProps={{ typography: { sx: { fontSize: '0.9375rem' } } }}
            control={
              <Checkbox
                size="small"
                sx={{ py: 0.5 }}
                checked={chosen.includes(option.id)}
                onChange={(_event, on) => choose(on ? [...chosen, option.id] : chosen.filter(id => id !== option.id))}
              />
            }
          />
        ))}
      </FormGroup>
    </Named>
  )
}

/** A group of controls with one name, for the eye and for screen readers. */
export function Named({ label, children }: { label: string; children: ReactNode }) {
  const id = useId()
  return (
    <Box role="group" aria-labelledby={id}>
      <Typography id={id} component="div" sx={{ fontSize: '0.875rem', fontWeight: 600, color: 'text.secondary' }}>
        {label}
      </Typography>
      {children}
    </Box>
  )
}

/** A filter's value as a list: one value is a list of one. */
export const listed = (value: Json | undefined): string[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map(String)

/** The filter goes through the address and comes back a moment later; what was ticked should be ticked at once. */
export function useAtOnce<T>(applied: T, apply: (value: T) => void): [T, (value: T) => void] {
  const [value, setValue] = useState(applied)
  const ask = useAhead(JSON.stringify(applied ?? null), () => setValue(applied))
  function change(next: T) {
    setValue(next)
    ask(JSON.stringify(next ?? null))
    apply(next)
  }
  return [value, change]
}

/**
 * What is typed at once on screen, and after a pause in the filter. Follows the filter when somebody else changes it.
 * `echo`: how a text that is applied comes back, where that is not as it was typed.
 */
export function useDebounced(
  applied: string,
  apply: (value: string) => void,
  { waitMs = pauseMs, echo = (value: string) => value.trim() } = {},
): [string, (value: string, at?: 'now') => void] {
  const [typed, setTyped] = useState(applied)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(apply)
  latest.current = apply
  const ask = useAhead(applied, () => {
    clearTimeout(timer.current)
    setTyped(applied)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  function type(value: string, at?: 'now') {
    setTyped(value)
    clearTimeout(timer.current)
    const act = () => {
      ask(echo(value))
      latest.current(value.trim())
    }
    timer.current = setTimeout(act, at === 'now' ? 0 : waitMs)
  }
  return [typed, type]
}

export const asText = (value: unknown): string => (value === undefined || value === null ? '' : String(value))

const asNumber = (typed: string): number | undefined => {
  const value = Number(typed)
  return typed === '' || Number.isNaN(value) ? undefined : value
}
