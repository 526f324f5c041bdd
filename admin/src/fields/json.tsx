import type { JsonOptions } from '@dormouse/model'
import { Box } from '@mui/material'
import { TextInput } from 'react-admin'
import { inputProps } from './inputs.tsx'
import { view } from './view.ts'

export const json = view<JsonOptions>({
  Input: props => (
    <TextInput
      {...inputProps(props)}
      multiline
      minRows={3}
      maxRows={20}
      format={value => (typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value, null, 2))}
      parse={parsed}
      slotProps={{ htmlInput: { spellCheck: false, style: { fontFamily: 'ui-monospace, monospace', fontSize: 14 } } }}
    />
  ),
  Show: ({ value }) => (
    <Box component="pre" tabIndex={0} sx={{ m: 0, fontSize: '0.875rem', overflowX: 'auto', maxHeight: 320 }}>
      {JSON.stringify(value, null, 2)}
    </Box>
  ),
  Cell: ({ value }) => <code>{shortened(typeof value === 'string' ? value : JSON.stringify(value))}</code>,
  Filter: undefined,
})

/** While it is no JSON yet it stays what was typed; the form's check says so when it is to be saved. */
function parsed(typed: string): unknown {
  if (typed.trim() === '') return null
  try {
    const value = JSON.parse(typed)
    // "12" typed on the way to "120" must not turn into a number that loses what is being typed.
    return typeof value === 'object' ? value : typed
  } catch {
    return typed
  }
}

const shownMax = 60
const shortened = (text: string): string => (text.length > shownMax ? `${text.slice(0, shownMax - 1)}…` : text)
