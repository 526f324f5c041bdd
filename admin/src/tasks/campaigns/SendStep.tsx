/** Step 4: now or later, and the one deliberate act: typing how many people will get it. */
import SendIcon from '@mui/icons-material/Send'
import { Alert, Box, Button, FormControlLabel, Radio, RadioGroup, Stack, TextField, Typography } from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { useSaid } from '../../i18n/useSaid.ts'
import { Failure } from '../parts/Failure.tsx'
import { Loading } from '../parts/Loading.tsx'
import { useLeaving, useZone, wallTime, whenClocksChange } from '../parts/time.ts'
import { useAct } from '../parts/useAct.ts'
import { useNumber, useWords } from '../parts/words.ts'
import { useCheck } from './CheckStep.tsx'
import { send } from './campaign.ts'
import type { DraftBook } from './useDraft.ts'

interface SendStepProps {
  id: string
  book: DraftBook
  /** When it would leave already; it can be given another time. */
  scheduledAt?: string | null
}

export function SendStep({ id, book, scheduledAt }: SendStepProps) {
  const words = useWords()
  const said = useSaid()
  const number = useNumber()
  const zone = useZone()
  const leaving = useLeaving()
  const act = useAct()
  const navigate = useNavigate()
  const cache = useQueryClient()
  const result = useCheck(id)
  const [when, setWhen] = useState<'now' | 'later'>(scheduledAt ? 'later' : 'now')
  const [at, setAt] = useState(
    () => scheduledAt?.slice(0, 16) ?? `${wallTime(new Date(Date.now() + 24 * 3600_000), zone).slice(0, 11)}09:00`,
  )
  const [typed, setTyped] = useState('')
  if (result.error) return <Failure error={result.error} retry={() => void result.refetch()} />
  if (!result.data) return <Loading label={words('campaigns.check.working')} />
  const count = result.data.willReceive
  // However one writes thousands: 1,204 · 1 204 · 1.204
  const confirmed = count > 0 && !result.data.problem && typed.replace(/[\s.,'’  ]/g, '') === String(count)
  const odd = whenClocksChange(at, zone)
  const past = when === 'later' && at !== '' && at <= wallTime(new Date(), zone)

  const go = async () => {
    const done = await act.run(async () => {
      await send(id, when === 'later' ? at : undefined)
      return true
    })
    if (!done) return
    await cache.invalidateQueries({ queryKey: ['campaigns'] })
    navigate(`/campaigns/${id}/show`)
  }
  return (
    <Box sx={{ maxWidth: 560, mx: 'auto' }}>
      <Typography variant="h2" sx={{ fontSize: '1.375rem' }}>
        {words('campaigns.send.title', { count, name: book.draft.name })}
      </Typography>
      <RadioGroup
        aria-label={words('campaigns.send.when')}
        value={when}
        onChange={(_, value) => setWhen(value === 'later' ? 'later' : 'now')}
        sx={{ mt: 2 }}
      >
        <FormControlLabel value="now" control={<Radio />} label={words('campaigns.send.now')} />
        <FormControlLabel value="later" control={<Radio />} label={words('campaigns.send.later')} />
      </RadioGroup>
      {when === 'later' && (
        <Box sx={{ ml: 4 }}>
          <TextField
            type="datetime-local"
            label={words('campaigns.send.at')}
            value={at}
            onChange={event => setAt(event.target.value)}
            error={past}
            helperText={
              past ? words('campaigns.send.past') : words('campaigns.send.zone', { zone: zone.replaceAll('_', ' ') })
            }
            slotProps={{ inputLabel: { shrink: true } }}
            sx={{ maxWidth: 300 }}
          />
          {!past && leaving(at) && (
            <Typography role="status" sx={{ mt: 1 }} data-testid="leaves">
              {words('campaigns.send.leaves', { when: leaving(at) })} {odd && words(`campaigns.send.clocks.${odd}`)}
            </Typography>
          )}
        </Box>
      )}
      <Alert severity="info" icon={false} sx={{ mt: 3 }}>
        {words('campaigns.send.confirm', { number: number(count) })}
        <TextField
          label={words('campaigns.send.number')}
          value={typed}
          onChange={event => setTyped(event.target.value)}
          onKeyDown={event => event.key === 'Enter' && confirmed && !past && void go()}
          slotProps={{ htmlInput: { inputMode: 'numeric', autoComplete: 'off' } }}
          sx={{ mt: 1.5, bgcolor: 'background.paper', borderRadius: 1 }}
        />
      </Alert>
      {result.data.problem && (
        <Alert severity="error" sx={{ mt: 2 }}>
          {said(result.data.problem)}
        </Alert>
      )}
      {count === 0 && (
        <Alert severity="warning" sx={{ mt: 2 }}>
          {words('campaigns.check.nobody')}
        </Alert>
      )}
      <Failure error={act.error} />
      <Stack sx={{ mt: 2 }}>
        <Button
          size="large"
          variant="contained"
          startIcon={<SendIcon />}
          loading={act.busy}
          disabled={!confirmed || past || (when === 'later' && at === '')}
          onClick={() => void go()}
        >
          {when === 'now' ? words('campaigns.send.goNow', { count }) : words('campaigns.send.goLater')}
        </Button>
      </Stack>
    </Box>
  )
}
