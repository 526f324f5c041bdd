import { Box, Chip } from '@mui/material'
import type { ReactNode } from 'react'
import { useListContext, useTranslate } from 'react-admin'
import { holdsMany, viewOf } from '../../fields/index.ts'
import type { Place } from '../places.ts'
import { type Condition, conditions, flat, withKeys } from './filters.ts'

/** The filters in force, as sentences that can be taken away: "City contains York ×". */
export function ActiveFilters({ places }: { places: Place[] }) {
  const translate = useTranslate()
  const { filterValues, setFilters } = useListContext()
  const active = conditions(filterValues, places)
  const group = flat(filterValues).match
  if (active.length === 0 && !group) return null
  const drop = (key: string) => setFilters(withKeys(filterValues, { [key]: undefined }), undefined, false)
  return (
    <Box
      component="ul"
      aria-label={translate('list.active')}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, m: 0, mb: 1.5, p: 0, listStyle: 'none' }}
    >
      {active.map(condition => (
        <Removable key={condition.key} name={condition.place.label} onRemove={() => drop(condition.key)}>
          <Sentence condition={condition} />
        </Removable>
      ))}
      {group && (
        <Removable name={translate('list.group')} onRemove={() => drop('match')}>
          {translate('list.group')}
        </Removable>
      )}
    </Box>
  )
}

function Removable({ name, onRemove, children }: { name: string; onRemove(): void; children: ReactNode }) {
  const translate = useTranslate()
  return (
    <li>
      <Chip
        label={children}
        variant="outlined"
        onClick={onRemove}
        onDelete={onRemove}
        aria-label={translate('list.remove', { name })}
        sx={{ bgcolor: 'background.paper', maxWidth: '100%' }}
      />
    </li>
  )
}

function Sentence({ condition: { place, suffix, value } }: { condition: Condition }) {
  const translate = useTranslate()
  if (suffix === '_empty') return translate(value ? 'list.is.blank' : 'list.is.filled', { field: place.label })
  const values = Array.isArray(value) ? value : [value]
  const word = translate(suffix === '' && values.length > 1 ? 'list.is.anyOf' : `list.is.${suffix.slice(1) || 'is'}`)
  const { Cell } = viewOf(place.field)
  return (
    <Box component="span" sx={{ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: 0.5 }}>
      <span>{place.label}</span>
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {word}
      </Box>
      {values.map((each, index) => (
        <strong key={String(each)}>
          {suffix === '_contains' || suffix === '_like' ? (
            String(each)
          ) : (
            <Cell {...place} value={asHeld(place, each)} />
          )}
          {index < values.length - 1 ? ',' : ''}
        </strong>
      ))}
    </Box>
  )
}

/** A list field holds lists; the filter names one of its members. */
const asHeld = (place: Place, value: unknown) => (holdsMany(place.field) ? [value] : value)
