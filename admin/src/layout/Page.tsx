/**
 * The frame of every page: its title as the only h1, the page's buttons beside it, and the same title in the browser's
 * tab. Hand-made screens use it too; react-admin's own `<Title>` works as well (it lands in the layout's h1).
 */
import { Box, type SxProps, type Theme, Typography } from '@mui/material'
import { type ReactNode, useEffect } from 'react'

interface Props {
  /** A string also becomes the browser tab's title. */
  title: string
  /** A small line over the title, e.g. the way back. */
  above?: ReactNode
  /** A sentence under the title. */
  about?: ReactNode
  /** Buttons, beside the title on a wide screen and under it on a phone. */
  actions?: ReactNode
  children?: ReactNode
  sx?: SxProps<Theme>
}

export function Page({ title, above, about, actions, children, sx }: Props) {
  usePageTitle(title)
  return (
    <Box sx={sx}>
      {above}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mb: 2, minHeight: 44 }}>
        <Box sx={{ flex: '1 1 260px', minWidth: 0 }}>
          <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
            {title}
          </Typography>
          {about && (
            <Typography sx={{ color: 'text.secondary', mt: 0.5, maxWidth: '70ch' }} component="div">
              {about}
            </Typography>
          )}
        </Box>
        {actions && (
          <Box sx={buttonRow} className="page-actions">
            {actions}
          </Box>
        )}
      </Box>
      {children}
    </Box>
  )
}

/** On a phone one row that is pushed sideways: stacked, the buttons would fill the screen. */
const buttonRow = {
  display: 'flex',
  flexWrap: { xs: 'nowrap', sm: 'wrap' },
  alignItems: 'center',
  gap: 1,
  maxWidth: '100%',
  minWidth: 0,
  overflowX: { xs: 'auto', sm: 'visible' },
  // Room for the outline of what has the focus.
  mx: { xs: -0.5, sm: 0 },
  px: { xs: 0.5, sm: 0 },
  py: 0.5,
  '& > *': { flexShrink: 0 },
  // What one most likely came for is in view without pushing.
  '& > .MuiButton-contained': { order: { xs: -1, sm: 0 } },
} as const

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · Dormouse` : 'Dormouse'
  }, [title])
}
