import PastIcon from '@mui/icons-material/HistoryOutlined'
import { Button, Popover, TextField, Typography } from '@mui/material'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslate } from 'react-admin'
import { useLookedAt } from './day.ts'

/** Asks for a day and shows the list as it was at its end. */
export function DayButton({ resource }: { resource: string }) {
  const translate = useTranslate()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const { day, choose, yesterday } = useLookedAt(resource)
  const [typed, setTyped] = useState('')
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(typed) && typed <= yesterday

  function show(event: FormEvent) {
    event.preventDefault()
    if (!isDay) return
    choose(typed)
    setOpen(false)
  }

  return (
    <>
      <Button
        ref={button}
        size="small"
        startIcon={<PastIcon />}
        aria-haspopup="dialog"
        onClick={() => {
          setTyped(day ?? yesterday)
          setOpen(true)
        }}
      >
        {translate('past.button')}
      </Button>
      <Popover
        open={open}
        anchorEl={button.current}
        onClose={() => setOpen(false)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{
          paper: {
            role: 'dialog',
            'aria-label': translate('past.button'),
            component: 'form',
            onSubmit: show,
            sx: { width: 300, p: 2, display: 'grid', gap: 1.5 },
          } as object,
        }}
      >
        <Typography variant="body2" color="text.secondary">
          {translate('past.help')}
        </Typography>
        <TextField
          type="date"
          label={translate('past.day')}
          value={typed}
          onChange={event => setTyped(event.target.value)}
          autoFocus
          slotProps={{ htmlInput: { max: yesterday }, inputLabel: { shrink: true } }}
        />
        <Button type="submit" variant="contained" disabled={!isDay}>
          {translate('past.show')}
        </Button>
      </Popover>
    </>
  )
}
