import { Box, List, ListItem, ListItemButton, ListItemIcon, ListItemText, Typography } from '@mui/material'
import { useTranslate } from 'react-admin'
import { Link, useLocation } from 'react-router-dom'
import { type NavigationGroup, type NavigationItem, navigation } from './navigation.ts'

/** The menu: links in groups, the present one marked for eyes and for screen readers. */
export function Navigation({ onChoose }: { onChoose?: () => void }) {
  const translate = useTranslate()
  return (
    <Box component="nav" aria-label={translate('nav.main')} sx={{ px: 1.25, py: 1.5 }}>
      {navigation().map(group => (
        <Group key={group.name ?? ''} group={group} onChoose={onChoose} />
      ))}
    </Box>
  )
}

function Group({ group, onChoose }: { group: NavigationGroup; onChoose?: () => void }) {
  const translate = useTranslate()
  const label = group.name && translate(`nav.groups.${group.name}`, { _: group.name })
  return (
    <Box sx={{ mb: 1.5 }}>
      {label && (
        <Typography
          component="h2"
          sx={{ px: 1.5, pb: 0.5, fontSize: '0.8125rem', fontWeight: 600, color: 'text.secondary' }}
        >
          {label}
        </Typography>
      )}
      <List disablePadding aria-label={label || undefined}>
        {group.items.map(item => (
          <ListItem key={item.path} disablePadding>
            <Item item={item} onChoose={onChoose} />
          </ListItem>
        ))}
      </List>
    </Box>
  )
}

function Item({ item, onChoose }: { item: NavigationItem; onChoose?: () => void }) {
  const translate = useTranslate()
  const here = isHere(useLocation().pathname, item.path)
  return (
    <ListItemButton
      component={Link}
      to={item.path}
      onClick={onChoose}
      selected={here}
      aria-current={here ? 'page' : undefined}
      sx={{
        borderRadius: 1,
        py: 0.625,
        px: 1.5,
        color: here ? 'text.primary' : 'text.secondary',
        '& .MuiListItemIcon-root': { minWidth: 36, color: here ? 'primary.main' : 'inherit' },
      }}
    >
      <ListItemIcon>
        <item.icon fontSize="small" />
      </ListItemIcon>
      <ListItemText
        primary={translate(item.label, { smart_count: item.smartCount, _: item.label })}
        slotProps={{ primary: { noWrap: true, sx: { fontSize: '0.9375rem', fontWeight: here ? 600 : 500 } } }}
      />
    </ListItemButton>
  )
}

export const isHere = (pathname: string, path: string): boolean =>
  path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`)
