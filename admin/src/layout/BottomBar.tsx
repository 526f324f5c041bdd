import MoreIcon from '@mui/icons-material/Menu'
import { BottomNavigation, BottomNavigationAction, Paper } from '@mui/material'
import { useTranslate } from 'react-admin'
import { Link, useLocation } from 'react-router-dom'
import { isHere } from './Navigation.tsx'
import { type NavigationItem, navigation } from './navigation.ts'

export const bottomBarHeight = 60
/** What a thumb reaches at once; everything else is behind the last button. Filled up from the menu where one is not open. */
const favourites = ['/', '/contacts', '/segments', '/campaigns']

/** The phone's bar: the first items of the menu, and the menu itself. */
export function BottomBar({ onMore }: { onMore(): void }) {
  const translate = useTranslate()
  const { pathname } = useLocation()
  const places = quickPlaces()
  const here = places.find(place => isHere(pathname, place.path))
  return (
    <Paper
      component="nav"
      square
      aria-label={translate('nav.quick')}
      sx={{ position: 'fixed', inset: 'auto 0 0 0', zIndex: 'appBar', borderTop: 1, borderColor: 'divider' }}
    >
      <BottomNavigation
        showLabels
        value={here?.path ?? ''}
        sx={{ height: bottomBarHeight, '& .MuiBottomNavigationAction-root': { minWidth: 0, color: 'text.secondary' } }}
      >
        {places.map(place => (
          <BottomNavigationAction
            key={place.path}
            component={Link}
            to={place.path}
            value={place.path}
            aria-current={place === here ? 'page' : undefined}
            label={translate(place.label, { smart_count: place.smartCount, _: place.label })}
            icon={<place.icon />}
            sx={{ '&.Mui-selected': { color: 'primary.main' } }}
          />
        ))}
        <BottomNavigationAction value="more" label={translate('nav.more')} icon={<MoreIcon />} onClick={onMore} />
      </BottomNavigation>
    </Paper>
  )
}

function quickPlaces(): NavigationItem[] {
  const all = navigation().flatMap(group => group.items)
  const isFavourite = (item: NavigationItem) => favourites.includes(item.path)
  return [...all.filter(isFavourite), ...all.filter(item => !isFavourite(item))].slice(0, favourites.length)
}
