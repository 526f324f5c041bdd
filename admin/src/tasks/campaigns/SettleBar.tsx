/** "Not sure": the mail service never said. Only a person can decide: look again, count as arrived, or send once more. */
import { Alert, Button, Stack } from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'react-admin'
import { may } from '../../authProvider.ts'
import { Confirm } from '../parts/Confirm.tsx'
import { sentenceOf } from '../parts/Failure.tsx'
import { useAct } from '../parts/useAct.ts'
import { useWords } from '../parts/words.ts'
import { type CampaignRecord, settle } from './campaign.ts'

interface SettleBarProps {
  campaign: CampaignRecord
  ticked: string[]
  /** On this page of the list. */
  shown: string[]
  onTick(ids: string[]): void
}

export function SettleBar({ campaign, ticked, shown, onTick }: SettleBarProps) {
  const words = useWords()
  const act = useAct()
  const notify = useNotify()
  const cache = useQueryClient()
  if (!may('write', 'campaigns')) return null
  const look = async () => {
    await cache.invalidateQueries({ queryKey: ['campaigns'] })
    await cache.invalidateQueries({ queryKey: ['deliveries'] })
  }
  const decide = (as: 'arrived' | 'resend') =>
    act.run(async () => {
      try {
        await settle(campaign.id, ticked, as)
        notify(words(`campaigns.settle.${as}Done`, { count: ticked.length }), { type: 'success' })
        onTick([])
      } catch (error) {
        notify(sentenceOf(error), { type: 'error' })
      }
      await look()
    })
  const none = ticked.length === 0
  return (
    <Alert severity="info" icon={false} sx={{ mb: 2, '& .MuiAlert-message': { width: '100%' } }}>
      {words('campaigns.settle.about')}
      <Stack direction="row" sx={{ gap: 1, mt: 1.5, flexWrap: 'wrap' }}>
        <Button size="small" onClick={() => onTick(none ? shown : [])}>
          {words(none ? 'campaigns.settle.tickAll' : 'campaigns.settle.tickNone')}
        </Button>
        <Button size="small" variant="outlined" onClick={() => void act.run(look)}>
          {words('campaigns.settle.again')}
        </Button>
        <Button
          size="small"
          variant="outlined"
          disabled={none}
          loading={act.busy}
          onClick={() => void decide('arrived')}
        >
          {words('campaigns.settle.arrived')}
        </Button>
        <Confirm
          title={words('campaigns.settle.resendTitle')}
          body={words('campaigns.settle.resendBody', { count: ticked.length })}
          action={words('campaigns.settle.resend')}
          onConfirm={() => decide('resend')}
        >
          {open => (
            <Button size="small" variant="outlined" disabled={none} onClick={open}>
              {words('campaigns.settle.resend')}
            </Button>
          )}
        </Confirm>
      </Stack>
    </Alert>
  )
}
