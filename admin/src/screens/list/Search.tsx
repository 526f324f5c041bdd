import ClearIcon from '@mui/icons-material/ClearOutlined'
import SearchIcon from '@mui/icons-material/SearchOutlined'
import { IconButton, InputAdornment, TextField } from '@mui/material'
import { useListContext, useTranslate } from 'react-admin'
import { useDebounced } from '../../fields/filters.tsx'
import { searchable } from '../../fields/references.ts'

/** Searches while one types; waits for a pause, so that each letter is no request of its own. */
const pauseMs = 250

export function Search({ resource }: { resource: string }) {
  const translate = useTranslate()
  const { filterValues, setFilters } = useListContext()
  const applied = typeof filterValues.q === 'string' ? filterValues.q : ''
  const [typed, search] = useDebounced(
    applied,
    q => setFilters({ ...filterValues, q: q || undefined }, undefined, false),
    { waitMs: pauseMs },
  )
  if (!searchable(resource)) return null

  return (
    <TextField
      type="search"
      value={typed}
      onChange={event => search(event.target.value)}
      onKeyDown={event => event.key === 'Enter' && search(typed, 'now')}
      placeholder={translate('ra.action.search')}
      margin="none"
      sx={{ mb: 1.5, maxWidth: 560, '& input::-webkit-search-cancel-button': { display: 'none' } }}
      slotProps={{
        htmlInput: {
          'aria-label': translate('list.search', { name: translate(`resources.${resource}.name`, { smart_count: 2 }) }),
        },
        input: {
          sx: { bgcolor: 'background.paper' },
          startAdornment: (
            <InputAdornment position="start">
              <SearchIcon fontSize="small" />
            </InputAdornment>
          ),
          endAdornment: typed && (
            <InputAdornment position="end">
              <IconButton
                size="small"
                edge="end"
                aria-label={translate('list.clearSearch')}
                onClick={() => search('', 'now')}
              >
                <ClearIcon fontSize="small" />
              </IconButton>
            </InputAdornment>
          ),
        },
      }}
    />
  )
}
