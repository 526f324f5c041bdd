/** "It is on its way. See how far it is": a sentence at the bottom of the screen that leads to what was made. */
import { Alert, Button } from '@mui/material'
import { useCallback } from 'react'
import { useNotify } from 'react-admin'
import { Link } from 'react-router-dom'

/** Long enough to be read and pressed. */
const shownMs = 8_000

export function useSaidWithLink(): (said: string, link: { to: string; label: string }) => void {
  const notify = useNotify()
  return useCallback(
    (said, { to, label }) =>
      notify(
        <Alert
          variant="filled"
          severity="success"
          sx={{ alignItems: 'center', width: '100%' }}
          action={
            <Button component={Link} to={to} color="inherit" size="small">
              {label}
            </Button>
          }
        >
          {said}
        </Alert>,
        { type: 'success', autoHideDuration: shownMs },
      ),
    [notify],
  )
}
