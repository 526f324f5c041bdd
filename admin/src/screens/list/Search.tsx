import ClearIcon from '@mui/icons-material/ClearOutlined'
import SearchIcon from '@mui/icons-material/SearchOutlined'
import { IconButton, InputAdornment, TextField } from '@mui/material'
import { useEffect, useRef, useState } from 'react'
import { useListContext, useTranslate } from 'react-admin'
import { searchable } from '../../fields/references.ts'

/** Searches while one types; waits for a pause, so that each letter is no request of its own. */
const pauseMs = 250

export function Search({ resource }: { resource: string }) {
  const translate = useTranslate()
  const { filterValues, setFilters } = useListContext()
  const applied = typeof filterValues.q === 'string' ? filterValues.q : ''
  const [typed, setTyped] = useState(applied)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // Somebody cleared the filters, went back, or opened a saved view: the box follows.
  useEffect(() => setTyped(applied), [applied])
  useEffect(() => () => clearTimeout(timer.current), [])

  const searched = searchable(resource)
  if (!searched) return null

  function search(q: string, waitMs = pauseMs) {
    setTyped(q)
    clearTimeout(timer.current)
    timer.current = setTimeout(
      () => setFilters({ ...filterValues, q: q.trim() || undefined }, undefined, false),
      waitMs,
    )
  }

  return (
    <TextField
      type="search"
      value={typed}
      onChange={event => search(event.target.value)}
      onKeyDown={event => event.key === 'Enter' && search(typed, 0)}
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
                onClick={() => search('', 0)}
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
