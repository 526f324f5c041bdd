/** Lists somebody wants to see again: filter, order and columns under a name, their own or shared with everybody. */
import type { SavedView } from '@dormouse/model'
import BookmarkIcon from '@mui/icons-material/BookmarkBorderOutlined'
import RemoveIcon from '@mui/icons-material/ClearOutlined'
import {
  Box,
  Button,
  Checkbox,
  FormControlLabel,
  IconButton,
  List,
  ListItem,
  ListItemButton,
  ListItemText,
  TextField,
  Typography,
} from '@mui/material'
import { type FormEvent, useState } from 'react'
import {
  type SortPayload,
  useCreate,
  useDelete,
  useGetList,
  useListContext,
  useNotify,
  useTranslate,
} from 'react-admin'
import { useNavigate } from 'react-router-dom'
import { me } from '../../authProvider.ts'
import { same } from '../../dataProvider.ts'
import { useLeafPlaces } from '../places.ts'
import { type Columns, useColumns } from './columns.ts'

/** A list of views that one has to search through is no help. */
const viewsMax = 50

export function SavedViews({ resource }: { resource: string }) {
  const translate = useTranslate()
  const { filterValues, sort } = useListContext()
  const { data: views = [] } = useGetList<SavedView>('views', {
    pagination: { page: 1, perPage: viewsMax },
    sort: { field: 'name', order: 'ASC' },
    filter: { resource },
  })
  const columns = useColumns(resource, useLeafPlaces(resource))
  const open = useOpenView(columns)
  return (
    <Box>
      <Typography component="h2" variant="h3" sx={{ mb: 0.5 }}>
        {translate('views.title')}
      </Typography>
      {views.length > 0 && (
        <List disablePadding sx={{ mx: -1 }}>
          {views.map(view => (
            <ListItem key={view.id} disablePadding secondaryAction={view.staffId === me().id && <Remove view={view} />}>
              <ListItemButton
                selected={same(view.filter ?? {}, filterValues) && same(view.sort, sort)}
                onClick={() => open(view)}
                sx={{ borderRadius: 2, py: 0.25, px: 1 }}
              >
                <ListItemText
                  primary={view.name}
                  secondary={view.shared ? translate('views.shared') : undefined}
                  slotProps={{ primary: { noWrap: true } }}
                />
              </ListItemButton>
            </ListItem>
          ))}
        </List>
      )}
      <SaveView resource={resource} columns={columns.shown.map(place => place.path)} />
    </Box>
  )
}

function Remove({ view }: { view: SavedView }) {
  const translate = useTranslate()
  const [remove, { isPending }] = useDelete()
  return (
    <IconButton
      size="small"
      edge="end"
      disabled={isPending}
      aria-label={translate('views.remove', { name: view.name })}
      onClick={() => remove('views', { id: view.id, previousData: view })}
    >
      <RemoveIcon fontSize="small" />
    </IconButton>
  )
}

function useOpenView({ show }: Columns) {
  const navigate = useNavigate()
  const { perPage } = useListContext()
  return (view: SavedView) => {
    const { columns, sort } = view as { columns?: string[]; sort?: Partial<SortPayload> }
    if (columns && columns.length > 0) show(columns)
    const search = new URLSearchParams({
      filter: JSON.stringify(view.filter ?? {}),
      sort: sort?.field ?? 'id',
      order: sort?.order ?? 'ASC',
      page: '1',
      perPage: String(perPage),
    })
    navigate({ search: search.toString() })
  }
}

function SaveView({ resource, columns }: { resource: string; columns: string[] }) {
  const translate = useTranslate()
  const notify = useNotify()
  const { filterValues, sort } = useListContext()
  const [naming, setNaming] = useState(false)
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const [create, { isPending }] = useCreate()

  async function save(event: FormEvent) {
    event.preventDefault()
    const data = { resource, name: name.trim(), filter: filterValues, sort, columns, shared }
    try {
      await create('views', { data }, { returnPromise: true })
      setNaming(false)
      setName('')
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error), { type: 'error' })
    }
  }

  if (!naming)
    return (
      <Button size="small" startIcon={<BookmarkIcon />} onClick={() => setNaming(true)}>
        {translate('views.save')}
      </Button>
    )
  return (
    <Box component="form" onSubmit={save}>
      <TextField
        autoFocus
        label={translate('views.name')}
        value={name}
        onChange={event => setName(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 100 } }}
      />
      <FormControlLabel
        label={translate('views.share')}
        control={<Checkbox size="small" checked={shared} onChange={(_event, on) => setShared(on)} />}
      />
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button type="submit" size="small" variant="contained" disabled={!name.trim()} loading={isPending}>
          {translate('ra.action.save')}
        </Button>
        <Button size="small" onClick={() => setNaming(false)}>
          {translate('ra.action.cancel')}
        </Button>
      </Box>
    </Box>
  )
}
