/** The way back, over a page's title. */
import ArrowBackIcon from '@mui/icons-material/ArrowBack'
import { Button } from '@mui/material'
import { Link } from 'react-router-dom'

export function Back({ to, children }: { to: string; children: string }) {
  return (
    <Button component={Link} to={to} startIcon={<ArrowBackIcon />} size="small" sx={{ ml: -0.5, mb: 0.5 }}>
      {children}
    </Button>
  )
}
