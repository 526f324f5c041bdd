import { Box, CircularProgress } from '@mui/material'
import { useTranslate } from 'react-admin'

/** While a screen is on its way. It comes late on purpose: what takes a moment should not flicker. */
export function Waiting() {
  const translate = useTranslate()
  return (
    <Box
      sx={{
        display: 'grid',
        placeItems: 'center',
        minHeight: 240,
        animation: 'late 0s 400ms both',
        '@keyframes late': { from: { visibility: 'hidden' }, to: { visibility: 'visible' } },
      }}
    >
      <CircularProgress aria-label={translate('ra.page.loading')} />
    </Box>
  )
}
