import { type Money, type MoneyOptions, majorUnits } from '@dormouse/model'
import { Box, FormHelperText, TextField } from '@mui/material'
import { useEffect, useState } from 'react'
import { useInput, useTranslate } from 'react-admin'
import { useSaid } from '../i18n/useSaid.ts'
import { currencyOf, minor } from './minor-units.ts'
import type { InputProps } from './view.ts'

/** Typed in pounds, kept in pence. */
export function MoneyInput({ path, label, help, required, readOnly, field: declared }: InputProps<MoneyOptions>) {
  const translate = useTranslate()
  const said = useSaid()
  const { id, field, fieldState } = useInput({ source: path })
  const value = field.value as Money | null | ''
  const [currency, setCurrency] = useState(value ? value.currency : currencyOf(declared.options))
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
  const problem = fieldState.error?.message && said(fieldState.error.message)
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
          slotProps={{
            htmlInput: { maxLength: 3, readOnly, 'aria-label': translate('fields.currencyOf', { field: label }) },
          }}
        />
      </Box>
      <FormHelperText id={`${id}-help`} error={problem !== undefined}>
        {problem ?? help}
      </FormHelperText>
    </Box>
  )
}
