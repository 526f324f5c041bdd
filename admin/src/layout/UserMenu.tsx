import AccountIcon from '@mui/icons-material/AccountCircleOutlined'
import DarkIcon from '@mui/icons-material/DarkModeOutlined'
import LanguageIcon from '@mui/icons-material/LanguageOutlined'
import LightIcon from '@mui/icons-material/LightModeOutlined'
import SignOutIcon from '@mui/icons-material/LogoutOutlined'
import {
  IconButton,
  ListItemIcon,
  ListItemText,
  Menu,
  MenuItem,
  Tooltip,
  Typography,
  useTheme as useMuiTheme,
} from '@mui/material'
import { useRef, useState } from 'react'
import { useLocaleState, useTheme, useTranslate } from 'react-admin'
import { me, signOut } from '../authProvider.ts'
import { locales } from '../i18n/provider.ts'

/** Who is signed in, the language, light or dark, and the way out. */
export function UserMenu() {
  const translate = useTranslate()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const user = me()
  const close = () => setOpen(false)
  return (
    <>
      <Tooltip title={user.name}>
        <IconButton
          ref={button}
          color="inherit"
          aria-label={translate('nav.account', { name: user.name })}
          aria-haspopup="menu"
          aria-expanded={open}
          onClick={() => setOpen(true)}
        >
          <AccountIcon />
        </IconButton>
      </Tooltip>
      <Menu
        open={open}
        anchorEl={button.current}
        onClose={close}
        slotProps={{
          root: { role: 'dialog', 'aria-label': translate('nav.account', { name: user.name }) },
          list: { 'aria-label': translate('nav.account', { name: user.name }) },
          paper: { sx: { minWidth: 240 } },
        }}
      >
        <MenuItem disabled divider sx={{ display: 'block', opacity: '1 !important', mb: 1 }}>
          <Typography sx={{ fontWeight: 600 }}>{user.name}</Typography>
          <Typography variant="body2" color="text.secondary">
            {user.email}
          </Typography>
          <Typography variant="body2" color="text.secondary">
            {translate(`roles.${user.role}`, { _: user.role })}
          </Typography>
        </MenuItem>
        <LanguageItem onDone={close} />
        <ModeItem onDone={close} />
        <MenuItem onClick={signOut}>
          <ListItemIcon>
            <SignOutIcon fontSize="small" />
          </ListItemIcon>
          <ListItemText>{translate('nav.signOut')}</ListItemText>
        </MenuItem>
      </Menu>
    </>
  )
}

function LanguageItem({ onDone }: { onDone(): void }) {
  const [locale, setLocale] = useLocaleState()
  const next = locales[(locales.findIndex(each => each.locale === locale) + 1) % locales.length]
  if (!next) return null
  const choose = () => {
    onDone()
    setLocale(next.locale)
  }
  return (
    <MenuItem onClick={choose} lang={next.locale}>
      <ListItemIcon>
        <LanguageIcon fontSize="small" />
      </ListItemIcon>
      <ListItemText>{next.name}</ListItemText>
    </MenuItem>
  )
}

function ModeItem({ onDone }: { onDone(): void }) {
  const translate = useTranslate()
  const [, setTheme] = useTheme()
  // What is on screen, which is the system's wish until the person chooses.
  const dark = useMuiTheme().palette.mode === 'dark'
  const choose = () => {
    onDone()
    setTheme(dark ? 'light' : 'dark')
  }
  return (
    <MenuItem onClick={choose}>
      <ListItemIcon>{dark ? <LightIcon fontSize="small" /> : <DarkIcon fontSize="small" />}</ListItemIcon>
      <ListItemText>{translate(dark ? 'nav.light' : 'nav.dark')}</ListItemText>
    </MenuItem>
  )
}
