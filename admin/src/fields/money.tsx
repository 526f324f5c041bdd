import { type Money, type MoneyOptions, majorUnits, minorDigits } from '@dormouse/model'
import { Box, FormHelperText, TextField } from '@mui/material'
import { useEffect, useState } from 'react'
import { useInput, useLocale, useTranslate } from 'react-admin'
import { region } from '../screens/moments.ts'
import { RangeFilter } from './filters.tsx'
import { type InputProps, type ValueProps, view } from './view.ts'

export const money = view<MoneyOptions>({
  Input: MoneyInput,
  Show: MoneyValue,
  Filter: props => (
    <RangeFilter
      {...props}
      type="number"
      toWire={typed => minor(typed, props.field.options.currency ?? fallbackCurrency)}
      fromWire={value =>
        typeof value === 'number' ? majorUnits({ amount: value, currency: props.field.options.currency ?? fallbackCurrency }) : ''
      }
    />
  ),
})

/** Where neither value nor declaration names one. */
const fallbackCurrency = 'GBP'

/** £12.50, as the chosen language writes it. */
function MoneyValue({ value }: ValueProps<MoneyOptions>) {
  const locale = useLocale()
  const { currency } = value as Money
  const format = new Intl.NumberFormat(region(locale), { style: 'currency', currency })
  // As text: Intl takes decimal strings exactly, while a division could lose the last penny of a large amount.
  return <span style={{ whiteSpace: 'nowrap' }}>{format.format(majorUnits(value) as unknown as number)}</span>
}

/** Typed in pounds, kept in pence. */
function MoneyInput({ path, label, help, required, readOnly, field: declared }: InputProps<MoneyOptions>) {
  const translate = useTranslate()
  const { id, field, fieldState } = useInput({ source: path })
  const value = field.value as Money | null | ''
  const [currency, setCurrency] = useState(value ? value.currency : (declared.options.currency ?? fallbackCurrency))
  const [typed, setTyped] = useState(value ? majorUnits(value) : '')
  useEffect(() => {
    // The record arrived, or the form was reset: what is typed follows, unless it says the same already.
    if (value && minor(typed, value.currency) !== value.amount) setTyped(majorUnits(value))
    if (value) setCurrency(value.currency)
  }, [value, typed])
  function change(nextTyped: string, nextCurrency: string) {
    setTyped(nextTyped)
    setCurrency(nextCurrency)
    const amount = minor(nextTyped, nextCurrency)
    field.onChange(amount === undefined ? null : { amount, currency: nextCurrency })
  }
  const problem = fieldState.error?.message
  return (
    <Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 108px', gap: 1, maxWidth: { sm: 380 } }}>
        <TextField
          id={id}
          label={label}
          required={required}
          error={problem !== undefined}
          value={typed}
          onChange={event => change(event.target.value, currency)}
          onBlur={field.onBlur}
          inputRef={field.ref}
          slotProps={{ htmlInput: { inputMode: 'decimal', readOnly, 'aria-describedby': `${id}-help` } }}
        />
        <TextField
          label={translate('fields.currency')}
          value={currency}
          onChange={event => change(typed, event.target.value.toUpperCase())}
          slotProps={{ htmlInput: { maxLength: 3, readOnly, 'aria-label': translate('fields.currencyOf', { field: label }) } }}
        />
      </Box>
      <FormHelperText id={`${id}-help`} error={problem !== undefined}>
        {problem ?? help}
      </FormHelperText>
    </Box>
  )
}

/** "12.5" or "12,50" → 1250; undefined while it is no number. */
function minor(typed: string, currency: string): number | undefined {
  const number = Number(typed.trim().replace(/[\s’']/g, '').replace(',', '.'))
  if (typed.trim() === '' || Number.isNaN(number)) return undefined
  return Math.round(number * 10 ** (/^[A-Z]{3}$/.test(currency) ? minorDigits(currency) : 2))
}
