import type { JsonOptions } from '@dormouse/model'
import { TextInput } from 'react-admin'
import { inputProps } from './line.tsx'
import type { InputProps } from './view.ts'

export const JsonInput = (props: InputProps<JsonOptions>) => (
  <TextInput
    {...inputProps(props)}
    multiline
    minRows={3}
    maxRows={20}
    format={value => (typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value, null, 2))}
    parse={parsed}
    slotProps={{
      htmlInput: { spellCheck: false, style: { fontFamily: 'ui-monospace, monospace', fontSize: 14 } },
    }}
  />
)

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
