/** The frame of every screen: bar on top, menu at the side (a drawer on small screens), the page, and on phones a bar below. */
import { Box, Drawer, LinearProgress, type Theme, Toolbar, useMediaQuery } from '@mui/material'
import { type ReactNode, Suspense, useState } from 'react'
import { useLoading, useTranslate } from 'react-admin'
import { useLocation } from 'react-router-dom'
import { BottomBar, bottomBarHeight } from './BottomBar.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Logo } from './Logo.tsx'
import { Navigation } from './Navigation.tsx'
import { Notices } from './Notices.tsx'
import { TopBar } from './TopBar.tsx'
import { useArrival } from './useArrival.ts'
import { Waiting } from './Waiting.tsx'

const menuWidth = 216
const contentId = 'main-content'

export function Layout({ children }: { children: ReactNode }) {
  const wide = useMediaQuery<Theme>(theme => theme.breakpoints.up('md'))
  const phone = useMediaQuery<Theme>(theme => theme.breakpoints.down('sm'))
  const [menuOpen, setMenuOpen] = useState(false)
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', minHeight: '100vh', bgcolor: 'background.default' }}>
      <SkipLink />
      <TopBar onMenu={wide || phone ? undefined : () => setMenuOpen(true)} />
      <Box sx={{ display: 'flex', flex: 1, minWidth: 0 }}>
        {wide ? (
          <Box sx={{ width: menuWidth, flexShrink: 0 }}>
            <Box sx={{ position: 'fixed', width: menuWidth, top: 56, bottom: 0, overflowY: 'auto' }}>
              <Navigation />
            </Box>
          </Box>
        ) : (
          <Drawer open={menuOpen} onClose={() => setMenuOpen(false)} slotProps={{ paper: { sx: { width: 288 } } }}>
            <Toolbar sx={{ borderBottom: 1, borderColor: 'divider' }}>
              <Logo name="Dormouse" />
            </Toolbar>
            <Navigation onChoose={() => setMenuOpen(false)} />
          </Drawer>
        )}
        <Content bottom={phone}>{children}</Content>
      </Box>
      {phone && <BottomBar onMore={() => setMenuOpen(true)} />}
      <Notices />
    </Box>
  )
}

function Content({ bottom, children }: { bottom: boolean; children: ReactNode }) {
  const { pathname } = useLocation()
  useArrival(contentId)
  return (
    <Box
      component="main"
      id={contentId}
      tabIndex={-1}
      sx={{
        flex: 1,
        minWidth: 0,
        maxWidth: 1440,
        px: { xs: 2, sm: 3, md: 2, xl: 3 },
        pt: { xs: 2, sm: 3 },
        pb: bottom ? `${bottomBarHeight + 88}px` : 6,
        '&:focus-visible': { outline: 'none' },
        // Where react-admin's own screens put their title; empty on screens that bring their own h1 (`Page`).
        '& #react-admin-title:empty': { display: 'none' },
      }}
    >
      <Busy />
      <Box component="h1" id="react-admin-title" sx={{ typography: 'h1', m: 0, mb: 2 }} />
      <ErrorBoundary key={pathname}>
        <Suspense fallback={<Waiting />}>{children}</Suspense>
      </ErrorBoundary>
    </Box>
  )
}

/** A thin line under the bar while something is being fetched. */
function Busy() {
  const loading = useLoading()
  const translate = useTranslate()
  if (!loading) return null
  return (
    <LinearProgress
      aria-label={translate('ra.page.loading')}
      sx={{ position: 'fixed', top: 56, left: 0, right: 0, height: 2, zIndex: 'appBar' }}
    />
  )
}

/** For the keyboard: past bar and menu, straight to the page. */
function SkipLink() {
  const translate = useTranslate()
  return (
    <Box
      component="button"
      type="button"
      onClick={() => document.getElementById(contentId)?.focus()}
      sx={{
        position: 'fixed',
        top: 8,
        left: 8,
        zIndex: 'tooltip',
        p: '10px 16px',
        font: 'inherit',
        fontWeight: 600,
        color: 'primary.contrastText',
        bgcolor: 'primary.main',
        border: 0,
        borderRadius: 2,
        transform: 'translateY(-200%)',
        '&:focus': { transform: 'none' },
      }}
    >
      {translate('ra.navigation.skip_nav')}
    </Box>
  )
}
