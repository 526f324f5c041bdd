/** How many opened it or followed a link, where that is noticed at all: roughly, and machines apart. */
import { Typography } from '@mui/material'
import { useGetList } from 'react-admin'
import { useNumber, useWords } from '../parts/words.ts'

const onlyTheNumber = { page: 1, perPage: 1 }

export function Opens({ campaignId }: { campaignId: string }) {
  const words = useWords()
  const number = useNumber()
  const opened = useCount({ campaignId, openedAt_empty: false })
  const clicked = useCount({ campaignId, clickedAt_empty: false })
  const machines = useCount({ campaignId, likelyBot: true })
  if (opened + clicked === 0) return null
  return (
    <Typography sx={{ mb: 1.5 }} data-testid="opens">
      {words('campaigns.opens.roughly', {
        opened: number(Math.max(0, opened - machines)),
        clicked: number(clicked),
      })}{' '}
      {machines > 0 && words('campaigns.opens.machines', { count: machines })}
    </Typography>
  )
}

const useCount = (filter: object): number => useGetList('deliveries', { filter, pagination: onlyTheNumber }).total ?? 0
