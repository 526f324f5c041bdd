/** Opens and clicks, where they are noticed at all: a rough hint, because machines open letters too. */
import { Typography } from '@mui/material'
import type { RaRecord } from 'react-admin'
import { useMoment } from '../parts/time.ts'
import { useWords } from '../parts/words.ts'

export function Opened({ row }: { row: RaRecord }) {
  const words = useWords()
  const moment = useMoment()
  const said = row.unsubscribedAt
    ? words('campaigns.unsubscribedAt', { when: moment(row.unsubscribedAt) })
    : row.likelyBot
      ? words('campaigns.openedByMachine')
      : row.clickedAt
        ? words('campaigns.clickedAt', { when: moment(row.clickedAt) })
        : row.openedAt
          ? words('campaigns.openedAt', { when: moment(row.openedAt) })
          : ''
  if (!said) return null
  return (
    <Typography variant="body2" color="textSecondary" component="div">
      {said}
    </Typography>
  )
}
