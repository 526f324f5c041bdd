/** While something is fetched: quiet, and said to screen readers. */
import { Box, CircularProgress } from '@mui/material'
import { useWords } from './words.ts'

export function Loading({ label }: { label?: string }) {
  const words = useWords()
  return (
    <Box role="status" sx={{ display: 'flex', alignItems: 'center', gap: 2, py: 4, justifyContent: 'center' }}>
      <CircularProgress size={24} aria-hidden />
      <span>{label ?? words('loading')}</span>
    </Box>
  )
}
