/** What became of each person, in five drawers, with what can be done about each. */
import ReplayIcon from '@mui/icons-material/Replay'
import { Box, Button, Chip, Paper, Tab, Tabs, Typography } from '@mui/material'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useNotify } from 'react-admin'
import { useSearchParams } from 'react-router-dom'
import { may } from '../../authProvider.ts'
import { Confirm } from '../parts/Confirm.tsx'
import { sentenceOf } from '../parts/Failure.tsx'
import { countIn, type Drawer, drawers, sorting } from '../parts/states.ts'
import { useAct } from '../parts/useAct.ts'
import { useNumber, useWords } from '../parts/words.ts'
import { type CampaignRecord, progressOf, retry } from './campaign.ts'
import { DeliveryRows } from './DeliveryRows.tsx'
import { Opens } from './Opens.tsx'
import { useSender } from './sender.ts'

const order = ['arrived', 'onTheWay', 'didNotArrive', 'notSure', 'notSent'] as const satisfies readonly Drawer[]

export function Results({ campaign }: { campaign: CampaignRecord }) {
  const words = useWords()
  const number = useNumber()
  const [search, setSearch] = useSearchParams()
  const feedback = useSender().data?.feedback ?? false
  const states = sorting(feedback)
  const [first] = useState<Drawer>(() => order.find(each => countIn(campaign.counts, states[each]) > 0) ?? 'arrived')
  // Nothing better is known of them, so nothing better is said.
  const onlyHandedOver = !feedback && countIn(campaign.counts, drawers.arrived) === 0
  // A sender that tells nothing now may have told of some before.
  const told = onlyHandedOver
    ? 'handedOver'
    : !feedback && countIn(campaign.counts, ['accepted']) > 0
      ? 'arrivedOrHandedOver'
      : 'arrived'
  const drawer = order.find(each => each === search.get('tab')) ?? first
  useInView(`tab-${drawer}`, [feedback, onlyHandedOver])
  return (
    <Paper variant="outlined">
      <Tabs
        value={drawer}
        onChange={(_, next: Drawer) => setSearch({ tab: next }, { replace: true })}
        aria-label={words('campaigns.results.title')}
        sx={{ borderBottom: 1, borderColor: 'divider' }}
      >
        {order.map(each => (
          <Tab
            key={each}
            value={each}
            id={`tab-${each}`}
            aria-controls="drawer"
            label={
              <Box component="span" sx={{ display: 'inline-flex', gap: 1, alignItems: 'center' }}>
                {words(`campaigns.drawer.${each === 'arrived' && onlyHandedOver ? 'handedOver' : each}`)}
                <Chip size="small" label={number(countIn(campaign.counts, states[each]))} component="span" />
              </Box>
            }
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id="drawer" aria-labelledby={`tab-${drawer}`} sx={{ p: { xs: 1.5, sm: 2 } }}>
        <Typography color="textSecondary" sx={{ mb: 1.5 }}>
          {words(`campaigns.drawerHelp.${drawer === 'arrived' ? told : drawer}`)}
        </Typography>
        {drawer === 'arrived' && <Opens campaignId={campaign.id} />}
        {drawer === 'notSure' && <Bound id={campaign.id} />}
        {drawer === 'didNotArrive' && <TryAgain campaign={campaign} />}
        <DeliveryRows key={drawer} campaign={campaign} drawer={drawer} states={states[drawer]} />
      </Box>
    </Paper>
  )
}

/** The chosen tab is seen whole, also after the names of those before it have become longer: MUI looks but once. */
function useInView(id: string, widths: readonly boolean[]): void {
  useEffect(() => {
    const tab = document.getElementById(id)
    const row = tab?.closest('.MuiTabs-scroller')
    if (tab && row) row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2
  }, [id, ...widths])
}

/** How many people it can concern at the worst: what the worker promises. */
function Bound({ id }: { id: string }) {
  const words = useWords()
  const { data } = useQuery({
    queryKey: ['campaigns', id, 'progress'],
    queryFn: () => progressOf(id),
    staleTime: 60_000,
  })
  if (!data) return null
  return (
    <Typography color="textSecondary" sx={{ mb: 1.5, mt: -1 }}>
      {words('campaigns.drawerHelp.notSureBound', { count: data.uncertainMax })}
    </Typography>
  )
}

function TryAgain({ campaign }: { campaign: CampaignRecord }) {
  const words = useWords()
  const act = useAct()
  const notify = useNotify()
  const cache = useQueryClient()
  // An address that does not exist will not exist tomorrow; asking again would only cost the sender's good name.
  const worth = drawers.didNotArrive.filter(state => state !== 'bounced_hard')
  const count = countIn(campaign.counts, worth)
  if (count === 0 || campaign.status === 'cancelled' || !may('write', 'campaigns')) return null
  const again = () =>
    act.run(async () => {
      try {
        await retry(campaign.id, worth)
        notify(words('campaigns.retry.done', { count }), { type: 'success' })
      } catch (error) {
        notify(sentenceOf(error), { type: 'error' })
      }
      await cache.invalidateQueries({ queryKey: ['campaigns'] })
      await cache.invalidateQueries({ queryKey: ['deliveries'] })
    })
  return (
    <Confirm
      title={words('campaigns.retry.title')}
      body={words('campaigns.retry.body', { count })}
      action={words('campaigns.retry.action', { count })}
      onConfirm={again}
    >
      {open => (
        <Button variant="outlined" startIcon={<ReplayIcon />} onClick={open} loading={act.busy} sx={{ mb: 2 }}>
          {words('campaigns.retry.button', { count })}
        </Button>
      )}
    </Confirm>
  )
}
