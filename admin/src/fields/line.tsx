/** What the inputs of the text-like and number-like kinds share. */
import type { ReactNode } from 'react'
import { NumberInput, TextInput } from 'react-admin'
import type { InputProps } from './view.ts'

/** react-admin's props for a field: label, help and marks come from the declaration, validation from the whole form. */
export const inputProps = ({ path, label, help, required, readOnly }: InputProps) => ({
  source: path,
  label,
  helperText: help ?? (false as const),
  isRequired: required,
  readOnly,
})

interface LineProps extends InputProps {
  type?: 'text' | 'email' | 'tel' | 'url'
  autoComplete?: string
  placeholder?: string
  max?: number
}

/** One line of text. The browser's own suggestions are off: they are the user's, and these are other people's data. */
export function LineInput({ type = 'text', autoComplete = 'off', placeholder, max, ...props }: LineProps) {
  return (
    <TextInput
      {...inputProps(props)}
      type={type}
      placeholder={placeholder}
      slotProps={{ htmlInput: { autoComplete, maxLength: max } }}
    />
  )
}

interface NumericProps extends InputProps {
  min?: number
  max?: number
  step?: number | 'any'
  end?: ReactNode
}

export function NumericInput({ min, max, step = 'any', end, ...props }: NumericProps) {
  return (
    <NumberInput {...inputProps(props)} min={min} max={max} step={step} slotProps={{ input: { endAdornment: end } }} />
  )
}
