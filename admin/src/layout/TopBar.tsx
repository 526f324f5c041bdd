import MenuIcon from '@mui/icons-material/Menu'
import { AppBar, Box, IconButton, Toolbar } from '@mui/material'
import { useTranslate } from 'react-admin'
import { Link } from 'react-router-dom'
import { useSettings } from '../settings.ts'
import { Bell } from './Bell.tsx'
import { Logo } from './Logo.tsx'
import { UserMenu } from './UserMenu.tsx'

export function TopBar({ onMenu }: { onMenu?: () => void }) {
  const translate = useTranslate()
  const { organisation } = useSettings()
  return (
    <AppBar
      position="sticky"
      elevation={0}
      color="inherit"
      sx={{ bgcolor: 'background.paper', border: 0, borderBottom: '1px solid', borderColor: 'divider' }}
    >
      <Toolbar disableGutters sx={{ minHeight: '56px !important', px: { xs: 1, sm: 2 }, gap: 0.5 }}>
        {onMenu && (
          <IconButton color="inherit" onClick={onMenu} aria-label={translate('ra.action.open_menu')}>
            <MenuIcon />
          </IconButton>
        )}
        <Box
          component={Link}
          to="/"
          aria-label={translate('nav.toHome', { name: organisation ?? 'Dormouse' })}
          sx={{ minWidth: 0, textDecoration: 'none', borderRadius: 2, px: 0.5 }}
        >
          <Logo name={organisation ?? 'Dormouse'} />
        </Box>
        <Box sx={{ flex: 1 }} />
        <Bell />
        <UserMenu />
      </Toolbar>
    </AppBar>
  )
}
