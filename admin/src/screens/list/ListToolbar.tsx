import AddIcon from '@mui/icons-material/AddOutlined'
import FilterIcon from '@mui/icons-material/FilterListOutlined'
import { Badge, Box, Button, Drawer, type Theme, useMediaQuery } from '@mui/material'
import { type ComponentType, useState } from 'react'
import { useListContext, useTranslate } from 'react-admin'
import { Link } from 'react-router-dom'
import { DayButton } from '../past/DayButton.tsx'
import { hasPast, useAsOf } from '../past/day.ts'
import type { Place } from '../places.ts'
import { creatable } from '../titles.ts'
import { ColumnsButton } from './ColumnsButton.tsx'
import { ExportButton } from './ExportButton.tsx'
import { FilterPanel } from './FilterPanel.tsx'
import { conditions } from './filters.ts'

interface Props {
  resource: string
  /** The task's own buttons. */
  Actions?: ComponentType
  /** There is nothing to filter, to export or to lay out. */
  empty: boolean
  /** Filters that do not fit beside the table: behind a button. */
  filters: Place[]
}

export function ListToolbar({ resource, Actions, empty, filters }: Props) {
  const translate = useTranslate()
  const phone = useMediaQuery<Theme>(theme => theme.breakpoints.down('sm'))
  // What was cannot be worked on.
  const past = useAsOf() !== undefined
  return (
    <>
      {Actions && !past && <Actions />}
      {!empty && filters.length > 0 && <FilterButton resource={resource} places={filters} />}
      {!empty && hasPast(resource) && <DayButton resource={resource} />}
      {!empty && !phone && !past && <ColumnsButton resource={resource} />}
      {!empty && !past && <ExportButton resource={resource} />}
      {creatable(resource) && !past && (
        <Button component={Link} to={`/${resource}/create`} variant="contained" startIcon={<AddIcon />}>
          {translate('ra.action.create')}
        </Button>
      )}
    </>
  )
}

function FilterButton({ resource, places }: { resource: string; places: Place[] }) {
  const translate = useTranslate()
  const { filterValues, total } = useListContext()
  const [open, setOpen] = useState(false)
  // Once opened it stays, unseen: what was typed right before it was closed has still to take effect.
  const [wasOpened, setWasOpened] = useState(false)
  if (open && !wasOpened) setWasOpened(true)
  const active = conditions(filterValues, places).length
  return (
    <>
      <Button size="small" startIcon={<FilterIcon />} onClick={() => setOpen(true)}>
        <Badge badgeContent={active} color="primary" sx={{ '& .MuiBadge-badge': { right: -10 } }}>
          {translate('list.filters')}
        </Badge>
      </Button>
      <Drawer
        anchor="right"
        open={open}
        onClose={() => setOpen(false)}
        slotProps={{
          root: { keepMounted: wasOpened },
          paper: { role: 'dialog', 'aria-label': translate('list.filters'), sx: { width: 320, maxWidth: '88vw' } },
        }}
      >
        <Box sx={{ p: 2, flex: 1 }}>
          <FilterPanel resource={resource} places={places} />
        </Box>
        <Box
          sx={{
            p: 2,
            position: 'sticky',
            bottom: 0,
            bgcolor: 'background.paper',
            borderTop: 1,
            borderColor: 'divider',
          }}
        >
          <Button variant="contained" fullWidth onClick={() => setOpen(false)}>
            {translate('list.showResults', { smart_count: total ?? 0 })}
          </Button>
        </Box>
      </Drawer>
    </>
  )
}
