import {
  Alert,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  TextField,
} from '@mui/material'
import { useState } from 'react'
import { useNotify, useRecordContext, useRefresh, useTranslate } from 'react-admin'
import { call } from '../../api.ts'

interface Invited {
  link: string
  /** False where no sender address is set, or the mail service refused: the link has to be handed over. */
  mailed: boolean
}

/** Invites a member of staff, and shows the link: not everybody's mail arrives, and not every installation can send. */
export function InviteButton() {
  const translate = useTranslate()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="outlined" onClick={() => setOpen(true)}>
        {translate('resources.staff.actions.invite')}
      </Button>
      {open && <InviteDialog onClose={() => setOpen(false)} />}
    </>
  )
}

function InviteDialog({ onClose }: { onClose(): void }) {
  const translate = useTranslate()
  const notify = useNotify()
  const refresh = useRefresh()
  const record = useRecordContext()
  const [busy, setBusy] = useState(false)
  const [invited, setInvited] = useState<Invited>()

  async function invite() {
    setBusy(true)
    try {
      setInvited(await call<Invited>('POST', `/staff/${encodeURIComponent(String(record?.id))}/invite`, {}))
      refresh()
    } catch (error) {
      notify((error as Error).message, { type: 'error' })
    }
    setBusy(false)
  }

  const label = translate('resources.staff.actions.invite')
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="invite-title">
      <DialogTitle id="invite-title">{label}</DialogTitle>
      <DialogContent>
        {invited ? (
          <Handover invited={invited} email={String(record?.email)} />
        ) : (
          <DialogContentText>{translate('resources.staff.confirm.invite')}</DialogContentText>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate(invited ? 'ra.action.close' : 'ra.action.cancel')}</Button>
        {!invited && (
          <Button variant="contained" onClick={invite} loading={busy}>
            {label}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}

function Handover({ invited: { link, mailed }, email }: { invited: Invited; email: string }) {
  const translate = useTranslate()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(link)
    setCopied(true)
  }
  return (
    <>
      <Alert severity={mailed ? 'success' : 'warning'} sx={{ mb: 2 }}>
        {translate(mailed ? 'invitation.mailed' : 'invitation.notMailed', { email })}
      </Alert>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <TextField
          label={translate('invitation.link')}
          value={link}
          onFocus={event => event.target.select()}
          slotProps={{ htmlInput: { readOnly: true } }}
        />
        <Button onClick={copy}>{translate(copied ? 'invitation.copied' : 'invitation.copy')}</Button>
      </Box>
    </>
  )
}
