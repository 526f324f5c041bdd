import DownIcon from '@mui/icons-material/KeyboardArrowDownOutlined'
import UpIcon from '@mui/icons-material/KeyboardArrowUpOutlined'
import ColumnsIcon from '@mui/icons-material/ViewWeekOutlined'
import { Box, Button, FormControlLabel, IconButton, Popover, Switch, type SwitchProps, Typography } from '@mui/material'
import { useRef, useState } from 'react'
import { useTranslate } from 'react-admin'
import { type Place, useLeafPlaces } from '../places.ts'
import { moved, useColumns } from './columns.ts'

/** Chooses the columns and their order, by mouse, touch or keyboard alike. */
export function ColumnsButton({ resource }: { resource: string }) {
  const translate = useTranslate()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const title = translate('ra.action.select_columns')
  return (
    <>
      <Button
        ref={button}
        size="small"
        startIcon={<ColumnsIcon />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {title}
      </Button>
      <Popover
        open={open}
        anchorEl={button.current}
        onClose={() => setOpen(false)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': title, sx: { width: 320, maxHeight: '70vh', p: 2 } } }}
      >
        <Chooser resource={resource} />
      </Popover>
    </>
  )
}

function Chooser({ resource }: { resource: string }) {
  const translate = useTranslate()
  const { shown, hidden, show } = useColumns(resource, useLeafPlaces(resource))
  const paths = shown.map(place => place.path)
  // A column that changes lists takes the keyboard along: where focus falls off the dialog, not even Escape reaches it.
  const [toggled, setToggled] = useState<string>()
  const toggle = (path: string) => {
    setToggled(path)
    show(paths.includes(path) ? paths.filter(each => each !== path) : [...paths, path])
  }
  return (
    <>
      <Box component="ul" sx={list}>
        {shown.map((place, index) => (
          <Box component="li" key={place.path} sx={{ display: 'flex', alignItems: 'center' }}>
            <Toggle
              place={place}
              on
              autoFocus={place.path === toggled}
              // A table without columns shows nothing that one could click.
              disabled={shown.length === 1}
              onChange={() => toggle(place.path)}
            />
            <IconButton
              size="small"
              disabled={index === 0}
              aria-label={translate('columns.up', { name: place.label })}
              onClick={() => show(moved(paths, index, -1))}
            >
              <UpIcon fontSize="small" />
            </IconButton>
            <IconButton
              size="small"
              disabled={index === shown.length - 1}
              aria-label={translate('columns.down', { name: place.label })}
              onClick={() => show(moved(paths, index, 1))}
            >
              <DownIcon fontSize="small" />
            </IconButton>
          </Box>
        ))}
      </Box>
      <Typography component="h2" variant="h3" sx={{ mt: 1.5 }}>
        {translate('columns.more')}
      </Typography>
      <Box component="ul" sx={list}>
        {hidden.map(place => (
          <li key={place.path}>
            <Toggle place={place} autoFocus={place.path === toggled} onChange={() => toggle(place.path)} />
          </li>
        ))}
      </Box>
    </>
  )
}

const list = { m: 0, p: 0, listStyle: 'none' }

interface ToggleProps extends Pick<SwitchProps, 'disabled' | 'autoFocus' | 'onChange'> {
  place: Place
  on?: boolean
}

function Toggle({ place, on = false, ...own }: ToggleProps) {
  return (
    <FormControlLabel
      sx={{ flex: 1, mr: 0 }}
      label={place.label}
      slotProps={{ typography: { sx: { fontSize: '0.9375rem' } } }}
      control={<Switch size="small" checked={on} {...own} />}
    />
  )
}
