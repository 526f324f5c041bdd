/** "Send me a test": one mail to any address, filled in as one of the readers. */
import { Alert, Link as Anchor, Button, Stack, TextField, Typography } from '@mui/material'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { me } from '../../authProvider.ts'
import { Failure } from '../parts/Failure.tsx'
import { useAct } from '../parts/useAct.ts'
import { useWords } from '../parts/words.ts'
import { sendTest } from './campaign.ts'
import { useSender } from './sender.ts'

/** `contactId`: whose letter is looked at; the test is filled in for the same person. */
export function TestLetter({ id, contactId }: { id: string; contactId?: string }) {
  const words = useWords()
  const act = useAct()
  // It leaves this computer only where a mail service is set up.
  const outbox = useSender().data?.kind === 'outbox'
  const [to, setTo] = useState(me().email)
  const [sentTo, setSentTo] = useState<string>()
  const send = async () => {
    setSentTo(undefined)
    const done = await act.run(async () => {
      await sendTest(id, to.trim(), contactId)
      return true
    })
    if (done) setSentTo(to.trim())
  }
  return (
    <>
      <Typography variant="h2">{words('campaigns.check.test')}</Typography>
      <Stack direction="row" sx={{ gap: 1, alignItems: 'flex-start' }}>
        <TextField
          type="email"
          label={words('campaigns.check.testTo')}
          value={to}
          onChange={event => setTo(event.target.value)}
        />
        <Button
          variant="outlined"
          sx={{ mt: 1, flexShrink: 0 }}
          loading={act.busy}
          disabled={!to.includes('@')}
          onClick={() => void send()}
        >
          {words('campaigns.check.testSend')}
        </Button>
      </Stack>
      <Failure error={act.error} />
      {sentTo && (
        <Alert severity="success" sx={{ mt: 1 }}>
          {words('campaigns.check.testSent', { to: sentTo })}{' '}
          {outbox && (
            <Anchor component={Link} to="/outbox" color="inherit">
              {words('campaigns.check.toOutbox')}
            </Anchor>
          )}
        </Alert>
      )}
    </>
  )
}
