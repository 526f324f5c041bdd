import { Box, Button, Divider, Typography } from '@mui/material'
import { useRef } from 'react'
import { type FilterPayload, useListContext, useTranslate } from 'react-admin'
import { viewOf } from '../../fields/index.ts'
import { useAhead } from '../../fields/useAhead.ts'
import type { Place } from '../places.ts'
import { flat, withKeys } from './filters.ts'
import { SavedViews } from './SavedViews.tsx'

/** The filters a declaration offers, one under the other, and the views somebody saved. Each change acts at once. */
export function FilterPanel({ resource, places }: { resource: string; places: Place[] }) {
  const translate = useTranslate()
  const { filterValues, setFilters } = useListContext()
  const values = flat(filterValues)
  const [latest, ask] = useLatest(values)
  const any = Object.keys(values).some(key => key !== 'q')
  return (
    <Box>
      <SavedViews resource={resource} />
      <Divider sx={{ my: 2 }} />
      <Box sx={{ display: 'flex', alignItems: 'center', minHeight: 36, mb: 0.5 }}>
        <Typography component="h2" variant="h3" sx={{ flex: 1 }}>
          {translate('list.filters')}
        </Typography>
        {any && (
          <Button size="small" onClick={() => setFilters(values.q ? { q: values.q } : {}, undefined, false)}>
            {translate('list.clear')}
          </Button>
        )}
      </Box>
      {places.map(place => {
        const Filter = viewOf(place.field).Filter
        if (!Filter) return null
        return (
          <Box key={place.path} sx={{ mb: 1.5 }}>
            <Filter
              {...place}
              get={suffix => values[place.path + suffix]}
              set={changes => {
                const keys = Object.entries(changes).map(([suffix, value]) => [place.path + suffix, value])
                setFilters(ask(withKeys(latest(), Object.fromEntries(keys))), undefined, false)
              }}
            />
          </Box>
        )
      })}
    </Box>
  )
}

/** The filters as they were last asked for: of two quick changes the second builds on the first, though that is not here yet. */
function useLatest(values: FilterPayload): [() => FilterPayload, (next: FilterPayload) => FilterPayload] {
  const latest = useRef(values)
  const ahead = useAhead(JSON.stringify(values), () => {
    latest.current = values
  })
  const ask = (next: FilterPayload) => {
    latest.current = next
    ahead(JSON.stringify(next))
    return next
  }
  return [() => latest.current, ask]
}
