import type { JsonOptions } from '@dormouse/model'
import { Box } from '@mui/material'
import { useSaid } from '../i18n/useSaid.ts'
import { view } from './view.ts'

export const json = view<JsonOptions>({
  Show: ({ value, field }) => (
    <Box component="pre" tabIndex={0} sx={{ m: 0, fontSize: '0.875rem', overflowX: 'auto', maxHeight: 320 }}>
      {field.options.readOnly ? <Report of={value} /> : JSON.stringify(value, null, 2)}
    </Box>
  ),
  Cell: ({ value }) => <code>{shortened(typeof value === 'string' ? value : JSON.stringify(value))}</code>,
  Filter: undefined,
})

/** What the server keeps for itself says in sentences what was not possible, and why. */
function Report({ of }: { of: unknown }) {
  const said = useSaid()
  return JSON.stringify(
    of,
    (key, value) => ((key === 'message' || key === 'reason') && typeof value === 'string' ? said(value) : value),
    2,
  )
}

const shownMax = 60
const shortened = (text: string): string => (text.length > shownMax ? `${text.slice(0, shownMax - 1)}…` : text)
