import type { JsonOptions } from '@dormouse/model'
import { Box } from '@mui/material'
import { view } from './view.ts'

export const json = view<JsonOptions>({
  Show: ({ value }) => (
    <Box component="pre" tabIndex={0} sx={{ m: 0, fontSize: '0.875rem', overflowX: 'auto', maxHeight: 320 }}>
      {JSON.stringify(value, null, 2)}
    </Box>
  ),
  Cell: ({ value }) => <code>{shortened(typeof value === 'string' ? value : JSON.stringify(value))}</code>,
  Filter: undefined,
})

const shownMax = 60
const shortened = (text: string): string => (text.length > shownMax ? `${text.slice(0, shownMax - 1)}…` : text)
