import BackIcon from '@mui/icons-material/ArrowBackOutlined'
import { Box, Link as MuiLink } from '@mui/material'
import { useTranslate } from 'react-admin'
import { Link } from 'react-router-dom'

/** The small line over a title that leads back to the list (or to the record). */
export function BackTo({ resource, to, label }: { resource: string; to?: string; label?: string }) {
  const translate = useTranslate()
  return (
    <Box sx={{ mb: 0.5 }}>
      <MuiLink
        component={Link}
        to={to ?? `/${resource}`}
        underline="hover"
        sx={{
          display: 'inline-flex',
          alignItems: 'center',
          gap: 0.5,
          color: 'text.secondary',
          fontSize: '0.9375rem',
          py: 0.5,
        }}
      >
        <BackIcon sx={{ fontSize: 18 }} />
        {label ?? translate(`resources.${resource}.name`, { smart_count: 2 })}
      </MuiLink>
    </Box>
  )
}
