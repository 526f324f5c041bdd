/** When it went to whom: at first, later to others, once more to those it failed with. */
import { Box } from '@mui/material'
import { PersonName } from '../../screens/PersonName.tsx'
import { More } from '../parts/More.tsx'
import { useMoment } from '../parts/time.ts'
import { useWords } from '../parts/words.ts'
import type { CampaignRecord } from './campaign.ts'

export function Waves({ campaign }: { campaign: CampaignRecord }) {
  const words = useWords()
  const moment = useMoment()
  const waves = campaign.waves ?? []
  if (waves.length < 2) return null
  return (
    <More title={words('campaigns.waves.title', { count: waves.length })}>
      <Box component="ol" sx={{ m: 0, pl: 3 }}>
        {waves.map(({ wave, kind, at, by, total = 0 }) => (
          <li key={wave}>
            {words(`campaigns.waves.${kind}`)}
            {total > 0 && ` ${words('campaigns.waves.people', { count: total })}`}, {moment(at)}, <PersonName id={by} />
          </li>
        ))}
      </Box>
    </More>
  )
}
