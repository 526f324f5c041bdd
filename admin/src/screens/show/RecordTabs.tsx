import { Box, Tab, Tabs } from '@mui/material'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'react-router-dom'

export interface RecordTab {
  /** Its place in the address, below the record's; '' for the first. */
  path: string
  label: string
  element: ReactNode
}

/** Tabs that are links: each has an address, the browser's back button goes back through them. */
export function RecordTabs({ base, tabs }: { base: string; tabs: RecordTab[] }) {
  const { pathname } = useLocation()
  const wanted = pathname.slice(base.length).replace(/^\//, '')
  const present = tabs.find(tab => tab.path === wanted) ?? tabs[0]
  if (!present) return null
  return (
    <>
      <Tabs value={present.path} sx={{ borderBottom: 1, borderColor: 'divider', mb: 2 }}>
        {tabs.map(tab => (
          <Tab
            key={tab.path}
            value={tab.path}
            label={tab.label}
            component={Link}
            to={tab.path ? `${base}/${tab.path}` : base}
            replace
            id={`tab-${tab.path}`}
            aria-controls={tab === present ? `panel-${tab.path}` : undefined}
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id={`panel-${present.path}`} aria-labelledby={`tab-${present.path}`} key={present.path}>
        {present.element}
      </Box>
    </>
  )
}
