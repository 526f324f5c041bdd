/** A few numbers with what they count, large enough to be read from across the room. */
import { Box, Typography } from '@mui/material'
import type { ReactNode } from 'react'
import { useNumber } from './words.ts'

export interface Figure {
  value: number
  label: ReactNode
  tone?: 'success' | 'info' | 'warning' | 'error'
}

export function Figures({ figures }: { figures: Figure[] }) {
  const number = useNumber()
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(130px, 1fr))' }}>
      {figures.map(({ value, label, tone }, index) => (
        <Box
          // The figures of a screen are always the same ones, in the same order.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          key={index}
          sx={{
            border: 1,
            borderColor: 'divider',
            borderRadius: 1.5,
            px: 2,
            py: 1.25,
          }}
        >
          <Typography
            sx={{
              fontSize: '1.75rem',
              fontWeight: 650,
              lineHeight: 1.2,
              color: tone && value > 0 ? `${tone}.main` : undefined,
            }}
          >
            {number(value)}
          </Typography>
          <Typography variant="body2" color="textSecondary" component="div">
            {label}
          </Typography>
        </Box>
      ))}
    </Box>
  )
}
