/** Asks before something that cannot simply be taken back. */
import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material'
import { type ReactNode, useState } from 'react'
import { useWords } from './words.ts'

interface ConfirmProps {
  title: string
  body: ReactNode
  /** What the button says that does it: a verb. */
  action: string
  danger?: boolean
  onConfirm(): unknown
  /** What opens it. */
  children(open: () => void): ReactNode
}

export function Confirm({ title, body, action, danger, onConfirm, children }: ConfirmProps) {
  const words = useWords()
  const [open, setOpen] = useState(false)
  return (
    <>
      {children(() => setOpen(true))}
      <Dialog open={open} onClose={() => setOpen(false)} maxWidth="xs" fullWidth>
        <DialogTitle>{title}</DialogTitle>
        <DialogContent>{body}</DialogContent>
        <DialogActions>
          <Button onClick={() => setOpen(false)}>{words('cancel')}</Button>
          <Button
            variant="contained"
            color={danger ? 'error' : 'primary'}
            onClick={() => {
              setOpen(false)
              void onConfirm()
            }}
          >
            {action}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  )
}
