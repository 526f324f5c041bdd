import { Avatar, Card, List, ListItem, ListItemAvatar, ListItemButton, ListItemText } from '@mui/material'
import { ListNoResults, type RaRecord, useListContext } from 'react-admin'
import { Link } from 'react-router-dom'
import { holdsMany, viewOf } from '../../fields/index.ts'
import { isEmpty } from '../../fields/view.ts'
import { iconNamed } from '../../layout/icons.ts'
import { overridesOf } from '../../overrides.ts'
import { pageOf, useAsOf } from '../past/day.ts'
import { type Place, useLeafPlaces } from '../places.ts'
import { declarationOf, valueAt } from '../titles.ts'
import { namedBy, useTitle } from '../useTitle.ts'

/** Values under the title; more makes a line that nobody reads on a phone. */
const detailsMax = 3

/** The list on a phone: what the record is called, and a line of what else the table would show. */
export function PhoneList({ resource }: { resource: string }) {
  const { data, isPending } = useListContext()
  const places = useLeafPlaces(resource).filter(place => place.field.options.list && !holdsMany(place.field))
  if (isPending) return null
  if (!data || data.length === 0) return <ListNoResults />
  return (
    <Card>
      <List disablePadding>
        {data.map((record, index) => (
          <ListItem key={record.id} disablePadding divider={index < data.length - 1}>
            <Row resource={resource} record={record} places={places} />
          </ListItem>
        ))}
      </List>
    </Card>
  )
}

function Row({ resource, record, places }: { resource: string; record: RaRecord; places: Place[] }) {
  const asOf = useAsOf()
  const title = useTitle(resource, record)
  const Icon = iconNamed(declarationOf(resource).menu?.icon ?? resource)
  return (
    <ListItemButton component={Link} to={pageOf(resource, record.id, asOf)}>
      <ListItemAvatar aria-hidden>
        <Avatar sx={{ bgcolor: 'action.selected', color: 'text.primary', fontSize: '0.9375rem', fontWeight: 600 }}>
          {initials(title) ?? <Icon fontSize="small" />}
        </Avatar>
      </ListItemAvatar>
      <ListItemText
        primary={title}
        secondary={<Details places={places} record={record} />}
        slotProps={{
          primary: { noWrap: true, sx: { fontWeight: 600 } },
          secondary: { noWrap: true, component: 'div' },
        }}
      />
    </ListItemButton>
  )
}

/** The listed values that are filled in and that the title does not say already. */
function Details({ places, record }: { places: Place[]; record: RaRecord }) {
  const said = places[0] ? namedBy(places[0].resource, record) : []
  const shown = places
    .map(place => ({ place, value: valueAt(record, place.path) }))
    .filter(({ place, value }) => !isEmpty(value) && !said.includes(place.path))
    .slice(0, detailsMax)
  return (
    <>
      {shown.map(({ place, value }, index) => {
        const Cell = overridesOf(place.resource).cells?.[place.path] ?? viewOf(place.field).Cell
        return (
          <span key={place.path}>
            {index > 0 && ' · '}
            <Cell {...place} value={value} record={record} />
          </span>
        )
      })}
    </>
  )
}

/** "Anna Schmidt" → "AS"; undefined for what is no name of words. */
export function initials(title: string): string | undefined {
  const letters = title
    .split(/\s+/)
    .map(word => word.charAt(0))
    .filter(letter => /\p{L}/u.test(letter))
  return letters.length > 0 ? letters.slice(0, 2).join('').toUpperCase() : undefined
}
