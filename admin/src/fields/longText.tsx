import type { LongTextOptions } from '@dormouse/model'
import { Box } from '@mui/material'
import { ContainsFilter } from './filters.tsx'
import { view } from './view.ts'

export const longText = view<LongTextOptions>({
  Show: ({ value }) => (
    <Box component="span" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {value}
    </Box>
  ),
  Cell: ({ value }) => <span>{firstLine(value)}</span>,
  Filter: ContainsFilter,
})

const shownMax = 80

export function firstLine(value: string): string {
  const line = value.trim().split('\n', 1)[0] ?? ''
  return line.length > shownMax ? `${line.slice(0, shownMax - 1)}…` : line
}
