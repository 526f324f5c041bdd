import { Box, Typography } from '@mui/material'

/** The sleeping dormouse and, where there is room, its name. */
export function Logo({ name }: { name?: string }) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25, minWidth: 0, minHeight: 44 }}>
      <Box component="img" src="/icon.svg" alt="" sx={{ width: 34, height: 34, flexShrink: 0 }} />
      {name && (
        <Typography component="span" noWrap sx={{ fontWeight: 650, fontSize: '1.0625rem', color: 'text.primary' }}>
          {name}
        </Typography>
      )}
    </Box>
  )
}
