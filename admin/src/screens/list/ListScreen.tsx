/** The derived list: search, filters beside it and in the address, columns to choose, saved views, export, bulk work. */
import { Box, type Theme, useMediaQuery } from '@mui/material'
import type { ComponentType } from 'react'
import { ListBase, Pagination, useListContext, useTranslate } from 'react-admin'
import { Page } from '../../layout/Page.tsx'
import { overridesOf } from '../../overrides.ts'
import { AsOf, useLookedAt } from '../past/day.ts'
import { PastNotice } from '../past/PastNotice.tsx'
import { useLeafPlaces, usePlaces } from '../places.ts'
import { declarationOf } from '../titles.ts'
import { ActiveFilters } from './ActiveFilters.tsx'
import { EmptyList } from './EmptyList.tsx'
import { FilterPanel } from './FilterPanel.tsx'
import { ListToolbar } from './ListToolbar.tsx'
import { PhoneList } from './PhoneList.tsx'
import { Search } from './Search.tsx'
import { Table } from './Table.tsx'

const perPage = 25

export function ListScreen({ resource }: { resource: string }) {
  const [field, order] = declarationOf(resource).sort
  const { asOf } = useLookedAt(resource)
  return (
    <ListBase
      resource={resource}
      perPage={perPage}
      sort={{ field, order: order === 'asc' ? 'ASC' : 'DESC' }}
      exporter={false}
      queryOptions={asOf ? { meta: { asOf } } : undefined}
    >
      <AsOf.Provider value={asOf}>
        <ListPage resource={resource} />
      </AsOf.Provider>
    </ListBase>
  )
}

function ListPage({ resource }: { resource: string }) {
  const translate = useTranslate()
  const { total, isPending, error, filterValues, isFetching } = useListContext()
  const phone = useMediaQuery<Theme>(theme => theme.breakpoints.down('sm'))
  const wide = useMediaQuery<Theme>(theme => theme.breakpoints.up('lg'))
  const places = useLeafPlaces(resource)
  const filters = usePlaces(resource).filter(place => place.field.options.filter)
  const title = translate(`resources.${resource}.name`, { smart_count: 2 })
  const filtered = Object.keys(filterValues ?? {}).length > 0
  const { day, choose } = useLookedAt(resource)
  const untouched = !isPending && !isFetching && !error && total === 0 && !filtered && !day
  const Actions: ComponentType | undefined = overridesOf(resource).listActions
  return (
    <Page
      title={title}
      actions={<ListToolbar resource={resource} Actions={Actions} empty={untouched} filters={wide ? [] : filters} />}
    >
      {day && <PastNotice day={day} onToday={() => choose(undefined)} />}
      {untouched ? (
        <EmptyList resource={resource} />
      ) : (
        <Box sx={{ display: 'flex', gap: 2, alignItems: 'flex-start' }}>
          {wide && filters.length > 0 && (
            <Box component="aside" aria-label={translate('list.filters')} sx={{ width: 204, flexShrink: 0 }}>
              <FilterPanel resource={resource} places={filters} />
            </Box>
          )}
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <Search resource={resource} />
            <ActiveFilters places={places} />
            {phone ? (
              <PhoneList resource={resource} />
            ) : (
              <Table resource={resource} places={places} plain={day !== undefined} />
            )}
            <Pagination rowsPerPageOptions={[10, 25, 50, 100]} />
          </Box>
        </Box>
      )}
    </Page>
  )
}
