/** "310 of 487, about 2 minutes left". The window may be closed: the worker does not need it. */
import { Box, LinearProgress, Paper, Typography } from '@mui/material'
import { useEffect, useRef, useState } from 'react'
import { underWay, waiting, wanted } from '../parts/states.ts'
import { spoken } from '../parts/time.ts'
import { useNumber, useWords } from '../parts/words.ts'
import type { CampaignRecord } from './campaign.ts'
import { type Sighting, secondsLeft } from './pace.ts'

export function Progress({ campaign }: { campaign: CampaignRecord }) {
  const words = useWords()
  const number = useNumber()
  const all = wanted(campaign.counts)
  const done = Math.max(0, all - waiting(campaign.counts))
  const left = useLeft(done, all, campaign.status === 'sending')
  const say = left === undefined ? undefined : spoken(left)
  return (
    <Paper variant="outlined" sx={{ p: { xs: 2, sm: 3 } }}>
      <Typography role="status" sx={{ fontSize: '1.5rem', fontWeight: 650 }} data-testid="progress">
        {campaign.status === 'preparing' && all === 0
          ? words('campaigns.progress.preparing')
          : words('campaigns.progress.of', { count: done, total: number(all) })}
      </Typography>
      <LinearProgress
        variant={all > 0 ? 'determinate' : 'indeterminate'}
        value={all > 0 ? (100 * done) / all : undefined}
        color={underWay(campaign.status) ? 'primary' : 'warning'}
        aria-label={words('campaigns.progressLabel')}
        sx={{ height: 12, borderRadius: 6, my: 1.5 }}
      />
      <Box sx={{ color: 'text.secondary' }}>
        {campaign.status === 'paused' && words('campaigns.progress.paused')}
        {campaign.status === 'needs_attention' && words('campaigns.progress.stopped')}
        {underWay(campaign.status) && say && `${words(`campaigns.progress.left.${say.unit}`, { count: say.count })} `}
        {underWay(campaign.status) && words('campaigns.progress.mayClose')}
      </Box>
    </Paper>
  )
}

/** Estimated from what was seen since the page was opened; undefined until there is something to estimate from. */
function useLeft(done: number, all: number, isSending: boolean): number | undefined {
  const seen = useRef<Sighting[]>([])
  const [left, setLeft] = useState<number>()
  useEffect(() => {
    if (!isSending) {
      seen.current = []
      return setLeft(undefined)
    }
    seen.current = [...seen.current, { atMs: performance.now(), done }].slice(-30)
    setLeft(secondsLeft(seen.current, all))
  }, [done, all, isSending])
  return left
}
